package org.unlearnbench.figures.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.io.CsvTable;

/**
 * Which filters of each layer a method reset, from {@code mask.csv}.
 *
 * @param layers in the order of the file
 */
record FilterResets(List<Layer> layers) {

  /**
   * One layer.
   *
   * @param name of the layer in the checkpoint
   * @param filters how many it has
   * @param reset how many were reset
   * @param scoreReset mean score of those reset, NaN if there is none
   * @param scoreKept mean score of the others, NaN if there is none
   */
  record Layer(String name, int filters, int reset, double scoreReset, double scoreKept) {}

  public FilterResets {
    layers = List.copyOf(layers);
  }

  /** What a cell left, empty if its method resets no filters. */
  public static Optional<FilterResets> of(SeedCell cell) throws IOException {
    Path path = cell.artefact("mask.csv");
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    CsvTable table = CsvTable.with(path, "layer", "filter", "score", "masked");
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (CsvTable.Row row : table.rows()) {
      double[] sum = sums.computeIfAbsent(row.text("layer"), layer -> new double[4]);
      int part = row.number("masked") != 0 ? 0 : 2;
      sum[part]++;
      sum[part + 1] += row.number("score");
    }
    List<Layer> layers = new ArrayList<>();
    sums.forEach(
        (layer, sum) -> {
          int reset = (int) sum[0];
          int kept = (int) sum[2];
          layers.add(new Layer(layer, reset + kept, reset, sum[1] / sum[0], sum[3] / sum[2]));
        });
    return Optional.of(new FilterResets(layers));
  }

  public int filters() {
    return layers.stream().mapToInt(Layer::filters).sum();
  }

  public int reset() {
    return layers.stream().mapToInt(Layer::reset).sum();
  }
}
