package org.unlearnbench.figures.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.unlearnbench.figures.study.Columns;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Notice;
import org.unlearnbench.figures.study.Notices;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.PhaseTimes;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.RunDirectory;

/** Writes {@code summary.md}: what ran, what to beware of, the boards, what failed. */
public final class SummaryFile {
  private SummaryFile() {}

  /**
   * Writes the file into {@code out}.
   *
   * @param attacks on single examples, of all data sets
   */
  public static void write(Study study, List<PerExample> attacks, Path out) throws IOException {
    AtomicFiles.write(out.resolve("summary.md"), markdown(study, attacks));
  }

  static String markdown(Study study, List<PerExample> attacks) {
    StringBuilder text = new StringBuilder();
    List<String> experiments =
        study.runs().stream().map(RunDirectory::experiment).distinct().toList();
    text.append("# ").append(MarkdownFormat.escape(String.join(", ", experiments))).append("\n\n");
    text.append(counts(study)).append('\n');
    List<Notice> notices = Notices.of(study);
    if (!notices.isEmpty()) {
      text.append("## Read this first\n\n");
      for (Notice notice : notices) {
        String line = Notices.line(notice);
        text.append("- ").append(MarkdownFormat.escape(line)).append('\n');
      }
      text.append('\n');
    }
    for (DataSetStudy data : study.dataSets()) {
      text.append("## ").append(MarkdownFormat.escape(data.label())).append("\n\n");
      text.append(MarkdownFormat.render(BoardTable.brief(study, data).shown())).append('\n');
    }
    text.append(legend(study));
    text.append(perExample(attacks));
    text.append(times(study));
    text.append(failures(study));
    return text.toString();
  }

  private static String counts(Study study) {
    return MarkdownFormat.render(
        new DataTable()
            .counts("Seeds", column(study, SummaryFile::seeds))
            .texts("Data set", study.dataSets().stream().map(DataSetStudy::label).toList())
            .counts("Methods", column(study, data -> data.methods().size()))
            .counts("Finished cells", column(study, data -> cells(data, true).size()))
            .counts("Failed cells", column(study, data -> cells(data, false).size())));
  }

  private static List<Integer> column(Study study, Function<DataSetStudy, Integer> count) {
    return study.dataSets().stream().map(count).toList();
  }

  private static int seeds(DataSetStudy data) {
    return (int)
        data.methods().stream()
            .flatMap(method -> method.cells().stream())
            .map(SeedCell::seed)
            .distinct()
            .count();
  }

  private static List<SeedCell> cells(DataSetStudy data, boolean ok) {
    return data.methods().stream()
        .flatMap(method -> method.cells().stream())
        .filter(cell -> cell.ok() == ok)
        .toList();
  }

  private static String legend(Study study) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Values are means over seeds ± half of the 95 % t interval; without ± there is one");
    text.append(" seed. Ranked by ").append(MarkdownFormat.escape(study.ranking().title()));
    text.append("; (a-b) are the ranks between which a paired 95 % t interval cannot decide");
    text.append(". Best method bold, second in italics; Original and Retrained are references");
    text.append(" and take part in the ranks only.");
    text.append(" Costs and times: geometric mean and interval on the scale of logarithms, [low,");
    text.append(" high] where it is not even. † costs more than training anew.");
    String plugIns =
        study.dataSets().stream()
            .map(data -> BoardTable.brief(study, data).plugIns())
            .filter(list -> !list.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    if (!plugIns.isEmpty()) {
      text.append(" ‡ made with plug-ins that are not in the project: ");
      text.append(MarkdownFormat.escape(plugIns)).append('.');
    }
    text.append('\n');
    List<MetricColumn> described =
        study.columns().stream()
            .filter(column -> !column.summary().isEmpty())
            .filter(column -> !Columns.isDetail(column.column()))
            .toList();
    if (!described.isEmpty()) {
      text.append('\n');
    }
    for (MetricColumn column : described) {
      String id = column.id().isEmpty() ? "" : " (`" + column.id() + "`)";
      text.append("- ").append(MarkdownFormat.escape(column.title())).append(id).append(": ");
      text.append(MarkdownFormat.escape(column.summary())).append('\n');
    }
    return text.toString();
  }

  private static String perExample(List<PerExample> attacks) {
    StringBuilder text = new StringBuilder();
    for (PerExample attack : attacks) {
      if (attack.rows().isEmpty()) {
        continue;
      }
      text.append("\n### ").append(MarkdownFormat.escape(attack.data().label())).append("\n\n");
      DataTable rows = PerExampleTable.shown(attack);
      if (rows.size() > 0) {
        text.append(MarkdownFormat.render(rows));
        text.append(attack.refusals().isEmpty() ? "" : "\n");
      }
      for (String refusal : attack.refusals()) {
        text.append("- ").append(MarkdownFormat.escape(refusal)).append('\n');
      }
    }
    return text.isEmpty()
        ? ""
        : "\n## Per-example attack\n\n"
            + MarkdownFormat.escape(PerExampleTable.EXPLANATION)
            + "\n"
            + text;
  }

  private static String times(Study study) {
    StringBuilder text = new StringBuilder();
    String title = "";
    for (DataSetStudy data : study.dataSets()) {
      PhaseTimes times = PhaseTimes.of(data);
      title = times.isEmpty() ? title : times.title();
      if (times.isEmpty()) {
        continue;
      }
      DataTable table = new DataTable();
      table.counts(
          "Seeds", times.rows().stream().map(row -> row.method().finished().size()).toList());
      table.texts("Method", times.rows().stream().map(row -> row.method().title()).toList());
      for (int i = 0; i < times.phases().size(); i++) {
        int phase = i;
        table.texts(
            times.phases().get(i),
            times.rows().stream()
                .map(row -> row.times().get(phase))
                .map(time -> time.isPresent() ? Numbers.rounded(time.mean(), "s") : "")
                .toList());
      }
      text.append("\n### ").append(MarkdownFormat.escape(data.label())).append("\n\n");
      text.append(MarkdownFormat.render(table));
    }
    return text.isEmpty()
        ? ""
        : "\n## Where the time goes\n\n"
            + title
            + "; train is Original's"
            + " training, which all methods of a seed\nshare; unlearn.X is a part of unlearn.\n"
            + text;
  }

  private static String failures(Study study) {
    List<SeedCell> failed = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      for (SeedCell cell : cells(data, false)) {
        failed.add(cell);
        labels.add(data.label());
      }
    }
    DataTable table =
        new DataTable()
            .texts("Seed", failed.stream().map(cell -> Long.toString(cell.seed())).toList())
            .texts("Method", failed.stream().map(cell -> cell.result().title()).toList())
            .texts("Data set", labels)
            .texts("Reason", failed.stream().map(cell -> cell.result().reason()).toList());
    return failed.isEmpty() ? "" : "\n## Failed cells\n\n" + MarkdownFormat.render(table);
  }
}
