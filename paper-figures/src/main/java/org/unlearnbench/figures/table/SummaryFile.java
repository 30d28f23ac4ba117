package org.unlearnbench.figures.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.unlearnbench.figures.study.BoardWarning;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MetricColumn;
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
    List<BoardWarning> notices = Notices.of(study);
    if (!notices.isEmpty()) {
      text.append("## Read this first\n\n");
      for (BoardWarning notice : notices) {
        String line = Notices.line(notice);
        text.append("- ").append(MarkdownFormat.escape(line)).append('\n');
      }
      text.append('\n');
    }
    for (DataSetStudy data : study.dataSets()) {
      text.append("## ").append(MarkdownFormat.escape(data.label())).append("\n\n");
      text.append(new MarkdownFormat().render(BoardTable.brief(study, data))).append('\n');
    }
    text.append(legend(study));
    text.append(perExample(attacks));
    text.append(times(study));
    text.append(failures(study));
    return text.toString();
  }

  private static String counts(Study study) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("Seeds", column(study, data -> seeds(data).size()));
    columns.put(
        "Data set",
        study.dataSets().stream().map(data -> MarkdownFormat.escape(data.label())).toList());
    columns.put("Methods", column(study, data -> data.methods().size()));
    columns.put("Finished cells", column(study, data -> cells(data, true).size()));
    columns.put("Failed cells", column(study, data -> cells(data, false).size()));
    return MarkdownFormat.render(DisplayTable.of("cells", columns));
  }

  private static List<String> column(Study study, Function<DataSetStudy, Integer> count) {
    return study.dataSets().stream().map(data -> count.apply(data).toString()).toList();
  }

  private static List<Long> seeds(DataSetStudy data) {
    return data.methods().stream()
        .flatMap(method -> method.cells().stream())
        .map(SeedCell::seed)
        .distinct()
        .toList();
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
    text.append("; (a-b) is the 95 % interval of the rank, from drawing the seeds anew");
    text.append(". Best method bold, second in italics; Original and Retrained are references");
    text.append(" and take part in the ranks only.\n");
    List<MetricColumn> described =
        study.columns().stream().filter(column -> !column.summary().isEmpty()).toList();
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
      List<List<String>> rows = PerExampleTable.rows(attack);
      if (!rows.isEmpty()) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (int i = 0; i < PerExampleTable.HEADINGS.size(); i++) {
          int column = i;
          columns.put(
              PerExampleTable.HEADINGS.get(i),
              rows.stream().map(row -> MarkdownFormat.escape(row.get(column))).toList());
        }
        text.append(MarkdownFormat.render(DisplayTable.of("per example", columns)));
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
    for (DataSetStudy data : study.dataSets()) {
      PhaseTimes times = PhaseTimes.of(data);
      if (times.isEmpty()) {
        continue;
      }
      Map<String, List<String>> columns = new LinkedHashMap<>();
      columns.put(
          "Seeds",
          times.rows().stream()
              .map(row -> Integer.toString(row.method().finished().size()))
              .toList());
      columns.put(
          "Method",
          times.rows().stream().map(row -> MarkdownFormat.escape(row.method().title())).toList());
      for (int i = 0; i < times.phases().size(); i++) {
        int phase = i;
        columns.put(
            MarkdownFormat.escape(times.phases().get(i)),
            times.rows().stream()
                .map(row -> row.times().get(phase))
                .map(time -> time.isPresent() ? Numbers.rounded(time.mean(), "s") : "")
                .toList());
      }
      text.append("\n### ").append(MarkdownFormat.escape(data.label())).append("\n\n");
      text.append(MarkdownFormat.render(DisplayTable.of("times", columns)));
    }
    return text.isEmpty()
        ? ""
        : "\n## Where the time goes\n\nWall time in seconds, mean over seeds; train is Original's"
            + " training, which all methods of a seed\nshare; unlearn.X is a part of unlearn.\n"
            + text;
  }

  private static String failures(Study study) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    List.of("Seed", "Method", "Data set", "Reason")
        .forEach(heading -> columns.put(heading, new ArrayList<>()));
    for (DataSetStudy data : study.dataSets()) {
      for (SeedCell cell : cells(data, false)) {
        columns.get("Seed").add(Long.toString(cell.seed()));
        columns.get("Method").add(MarkdownFormat.escape(cell.result().title()));
        columns.get("Data set").add(MarkdownFormat.escape(data.label()));
        columns.get("Reason").add(MarkdownFormat.escape(cell.result().reason()));
      }
    }
    return columns.get("Seed").isEmpty()
        ? ""
        : "\n## Failed cells\n\n" + MarkdownFormat.render(DisplayTable.of("failed", columns));
  }
}
