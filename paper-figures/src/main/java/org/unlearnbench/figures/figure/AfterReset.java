package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.io.CsvTable;

/**
 * What is left of a model right after kernels or filters are reset, before any fine-tuning, beside
 * what fine-tuning makes of it: epoch 0 and the last epoch of {@code curves.csv}.
 *
 * @param methods those that reset something and left both, in rank order
 */
record AfterReset(List<Method> methods) {
  private static final String EPOCH = "epoch";
  private static final Range SHARE = new Range(0, 1);
  private static final MethodStyle FIRST = new MethodStyle(Ink.FORGET, Mark.CIRCLE, Dash.SOLID);
  private static final MethodStyle LAST = new MethodStyle(Ink.UNSEEN, Mark.SQUARE, Dash.SOLID);

  /** What is shown: its column and the title of its panel. */
  private enum Score {
    TEST("test_accuracy", "Test"),
    FORGET("forget_accuracy", "Forget"),
    MIA("mia", "M");

    private final String column;
    private final String title;

    Score(String column, String title) {
      this.column = column;
      this.title = title;
    }
  }

  /** A method's scores over seeds, before and after fine-tuning. */
  record Method(MethodSummary summary, Map<String, Estimate> before, Map<String, Estimate> after) {}

  /** A seed's scores, before and after fine-tuning. */
  private record Seed(Map<String, Double> before, Map<String, Double> after) {}

  /** The figure of a data set, empty if no method left what it shows. */
  static Optional<AfterReset> of(DataSetStudy data, Omissions omissions) {
    List<Method> methods = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      boolean resets =
          method.finished().stream()
              .anyMatch(
                  cell ->
                      Files.exists(cell.artefact("mask-layers.csv"))
                          || Files.exists(cell.artefact("mask.csv")));
      List<Seed> seeds =
          resets
              ? omissions.ofCells(method, "curves.csv", AfterReset::seed).values().stream()
                  .flatMap(Optional::stream)
                  .toList()
              : List.of();
      if (!seeds.isEmpty()) {
        methods.add(
            new Method(
                method,
                estimates(seeds.stream().map(Seed::before).toList()),
                estimates(seeds.stream().map(Seed::after).toList())));
      }
    }
    return methods.isEmpty() ? Optional.empty() : Optional.of(new AfterReset(methods));
  }

  private static Optional<Seed> seed(Path file) throws IOException {
    CsvTable table = CsvTable.with(file, EPOCH);
    Map<Double, Map<String, Double>> epochs = new TreeMap<>();
    for (CsvTable.Row row : table.rows()) {
      Map<String, Double> scores = new TreeMap<>();
      for (Score score : Score.values()) {
        boolean known = table.columns().contains(score.column);
        scores.put(score.column, known ? row.number(score.column) : Double.NaN);
      }
      epochs.put(row.number(EPOCH), scores);
    }
    return epochs.containsKey(0.0)
        ? Optional.of(
            new Seed(
                epochs.get(0.0),
                epochs.get(epochs.keySet().stream().max(Comparator.naturalOrder()).orElseThrow())))
        : Optional.empty();
  }

  private static Map<String, Estimate> estimates(List<Map<String, Double>> seeds) {
    Map<String, Estimate> estimates = new TreeMap<>();
    for (Score score : Score.values()) {
      estimates.put(
          score.column, Estimate.of(seeds.stream().map(seed -> seed.get(score.column)).toList()));
    }
    return estimates;
  }

  Figure figure(DataSetStudy data, Look look) {
    Axis y = Axis.names(methods.stream().map(m -> m.summary.title()).toList(), List.of());
    List<Plot.Panel> panels = new ArrayList<>();
    for (Score score : Score.values()) {
      List<Plot.Item> items = new ArrayList<>();
      reference(data, Role.ORIGINAL, Ink.ORIGINAL, score, y, items);
      reference(data, Role.RETRAINED, Ink.RETRAINED, score, y, items);
      for (int row = 0; row < methods.size(); row++) {
        Method method = methods.get(row);
        String where = method.summary.title() + ", " + score.title + ", ";
        add(items, method.before.get(score.column), row + 0.2, y, FIRST, where + "after the reset");
        add(items, method.after.get(score.column), row - 0.2, y, LAST, where + "fine-tuned");
      }
      panels.add(new Plot.Panel(score.title, items));
    }
    List<Plot.Key> keys =
        List.of(
            new Plot.Key("right after the reset", new Plot.Point(0, 0, FIRST, "")),
            new Plot.Key("after fine-tuning", new Plot.Point(0, 0, LAST, "")),
            new Plot.Key("Original", Plot.dashes(0, 0, 1, 0, Ink.ORIGINAL, 1.3)),
            new Plot.Key("Retrained", Plot.dashes(0, 0, 1, 0, Ink.RETRAINED, 1.3)));
    return Figure.of(
        "reset",
        "Right after the reset",
        "What the model still knows before any fine-tuning (zero-shot) and what fine-tuning makes of"
            + " it: accuracy on test and forget images, and M of the membership attack; means over"
            + " seeds with 95 % intervals.",
        data,
        data(data),
        new Plot(
            "Right after the reset on " + data.label(),
            Axis.linear("Accuracy (of the model, of the attack)", SHARE, true),
            y,
            Plot.ROW * methods.size(),
            panels.size(),
            panels,
            keys),
        look);
  }

  private static void reference(
      DataSetStudy data, Role role, Ink ink, Score score, Axis y, List<Plot.Item> items) {
    data.withRole(role)
        .map(method -> method.mean(score.column))
        .filter(SHARE::contains)
        .ifPresent(
            at -> items.add(Plot.dashes(at, y.range().low(), at, y.range().high(), ink, 1.3)));
  }

  private static void add(
      List<Plot.Item> items, Estimate score, double row, Axis y, MethodStyle style, String tip) {
    if (score.isFinite()) {
      items.addAll(Plot.interval(score, -row, SHARE, y.range(), true, style.ink()));
      String text = tip + ": " + Numbers.withInterval(score, "");
      items.add(new Plot.Point(SHARE.clamp(score.mean()), -row, style, text));
    }
  }

  private Figure.Data data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Method method : methods) {
      for (Score score : Score.values()) {
        List<String> record = new ArrayList<>();
        record.add(data.label());
        record.add(method.summary.method());
        record.add(score.column);
        for (Map<String, Estimate> scores : List.of(method.before, method.after)) {
          Estimate estimate = scores.get(score.column);
          record.add(Integer.toString(estimate.n()));
          record.add(Numbers.exact(estimate.mean()));
          record.add(Numbers.exact(estimate.low()));
          record.add(Numbers.exact(estimate.high()));
        }
        records.add(record);
      }
    }
    return new Figure.Data(
        List.of(
            "dataset",
            "method",
            "metric",
            "reset_n_seeds",
            "reset_mean",
            "reset_ci95_low",
            "reset_ci95_high",
            "finetuned_n_seeds",
            "finetuned_mean",
            "finetuned_ci95_low",
            "finetuned_ci95_high"),
        records);
  }
}
