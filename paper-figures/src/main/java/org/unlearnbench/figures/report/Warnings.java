package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Notice;
import org.unlearnbench.figures.study.Notices;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;

/** What a reader must know before believing the boards, and what failed. */
record Warnings(List<Item> items) {

  /**
   * One warning.
   *
   * @param slug of its data set, null if it is about a run or a file
   * @param where data set, method and seed as far as it is about one
   */
  record Item(String slug, String where, String text) {}

  /**
   * The warnings of {@code study}.
   *
   * @param faults files that the page leaves out, and why
   */
  static Warnings of(Study study, List<String> faults) {
    List<Notice> warnings = Notices.of(study);
    List<Item> items = new ArrayList<>();
    Notices.absent(study)
        .forEach(notice -> items.add(new Item(null, notice.dataset(), notice.text())));
    for (DataSetStudy data : study.dataSets()) {
      for (Notice warning : warnings) {
        if (warning.dataset().equals(data.label()) && warning.kind() != Notice.Kind.ABSENT_CELLS) {
          String where = data.label() + (warning.method().isEmpty() ? "" : ", " + warning.method());
          items.add(new Item(data.slug(), where, warning.text()));
        }
      }
      for (MethodSummary method : data.methods()) {
        for (SeedCell cell : method.failed()) {
          String where = data.label() + ", " + method.title() + ", seed " + cell.seed();
          items.add(new Item(data.slug(), where, "failed: " + cell.result().reason()));
        }
      }
    }
    faults.forEach(fault -> items.add(new Item(null, "Left out", fault)));
    return new Warnings(List.copyOf(items));
  }
}
