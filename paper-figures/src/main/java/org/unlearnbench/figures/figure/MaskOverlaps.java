package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.io.CsvTable;

/**
 * How much two masks of the same model have in common, from {@code overlap.csv}: the names of two
 * masks and their Jaccard index, the units in both by those in either.
 *
 * @param masks one per method that left any, in rank order
 */
record MaskOverlaps(List<Overlaps> masks) {
  private static final List<Row> ROWS =
      List.of(
          new Row("sign, train mode", Pair.of("minimise-train", "maximise-train")),
          new Row("sign, eval mode", Pair.of("minimise-eval", "maximise-eval")),
          new Row("mode, minimising", Pair.of("minimise-train", "minimise-eval")),
          new Row("mode, maximising", Pair.of("maximise-train", "maximise-eval")),
          new Row("random start", Pair.of("chosen", "second-start")),
          new Row("MSG's statistic", Pair.of("chosen", "msg")),
          new Row("by lot", Pair.of("chosen", "lot")));

  /** What differs between two masks. */
  private record Row(String difference, Pair masks) {}

  /** Two masks in either order. */
  record Pair(String one, String other) {
    static Pair of(String one, String other) {
      return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
    }
  }

  /**
   * Overlaps of one method.
   *
   * @param seeds a value per seed
   */
  record Overlaps(MethodSummary method, Map<Pair, List<Double>> seeds) {}

  /** The figure of a data set, empty if no method left overlaps. */
  static Optional<MaskOverlaps> of(DataSetStudy data, Omissions omissions) {
    List<Overlaps> masks = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      Map<Pair, List<Double>> all = new LinkedHashMap<>();
      omissions
          .ofCells(method, "overlap.csv", MaskOverlaps::seed)
          .values()
          .forEach(
              seed ->
                  seed.forEach(
                      (pair, share) ->
                          all.computeIfAbsent(pair, p -> new ArrayList<>()).add(share)));
      if (ROWS.stream().map(Row::masks).anyMatch(all::containsKey)) {
        masks.add(new Overlaps(method, all));
      }
    }
    return masks.isEmpty() ? Optional.empty() : Optional.of(new MaskOverlaps(masks));
  }

  private static Map<Pair, Double> seed(Path file) throws IOException {
    Map<Pair, Double> shares = new LinkedHashMap<>();
    for (CsvTable.Row row : CsvTable.with(file, "mask", "other", "jaccard").rows()) {
      double share = row.number("jaccard");
      if (Double.isFinite(share)) { // two empty masks have none
        shares.put(Pair.of(row.text("mask"), row.text("other")), share);
      }
    }
    return shares;
  }

  Figure figure(DataSetStudy data, Palette palette, Look look) {
    Range x = new Range(0, 1);
    Axis y = Axis.names(ROWS.stream().map(Row::difference).toList(), List.of());
    List<Plot.Panel> panels = new ArrayList<>();
    for (Overlaps mask : masks) {
      MethodStyle style = palette.of(mask.method);
      List<Plot.Item> items = new ArrayList<>();
      for (int row = 0; row < ROWS.size(); row++) {
        List<Double> values = mask.seeds.getOrDefault(ROWS.get(row).masks, List.of());
        Estimate mean = Estimate.of(values);
        if (mean.isFinite()) {
          items.addAll(Plot.interval(mean, -row, x, y.range(), true, style.ink()));
          String tip =
              "%s, %s: %s, %d seeds"
                  .formatted(
                      mask.method.title(),
                      ROWS.get(row).difference,
                      Numbers.withInterval(mean, ""),
                      mean.n());
          items.add(new Plot.Point(mean.mean(), -row, style, tip));
          for (double value : values) {
            items.add(new Plot.Dot(value, -row - 0.34, Ink.GROUND, ""));
          }
        }
      }
      panels.add(new Plot.Panel(mask.method.title(), items));
    }
    return Figure.of(
        "overlap",
        "Overlap of masks",
        "Of two masks of the same model, the units in both by the units in either (Jaccard): 1 is"
            + " the same mask, and two lots lie where the last row does. A row says what differs"
            + " between the two: the attack's sign, the mode of BatchNorm, the attack's random"
            + " start; MSG's retain gradient or a lot in the noise's place. Dots: seeds; mark and"
            + " bar: mean with 95 % interval.",
        data,
        data(data),
        new Plot(
            "Overlap of masks on " + data.label(),
            Axis.linear("Share of units in common (Jaccard)", x, true),
            y,
            Plot.ROW * ROWS.size(),
            Math.min(2, panels.size()),
            panels,
            List.of()),
        look);
  }

  /** Of all pairs in the files, those of the rows first. */
  private Figure.Data data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Overlaps mask : masks) {
      Stream.concat(ROWS.stream().map(Row::masks), mask.seeds.keySet().stream())
          .distinct()
          .filter(mask.seeds::containsKey)
          .forEach(
              pair -> {
                Estimate mean = Estimate.of(mask.seeds.get(pair));
                records.add(
                    List.of(
                        data.label(),
                        mask.method.method(),
                        pair.one,
                        pair.other,
                        Integer.toString(mean.n()),
                        Numbers.exact(mean.mean()),
                        Numbers.exact(mean.low()),
                        Numbers.exact(mean.high())));
              });
    }
    return new Figure.Data(
        List.of(
            "dataset",
            "method",
            "mask",
            "other",
            "n_seeds",
            "jaccard_mean",
            "jaccard_ci95_low",
            "jaccard_ci95_high"),
        records);
  }
}
