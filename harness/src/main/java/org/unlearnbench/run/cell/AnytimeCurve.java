package org.unlearnbench.run.cell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.Split;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.method.Predictions;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.SplitOutputs;

/**
 * {@code curves.csv}: the model's scores after every epoch, with {@code epoch}, {@code seconds} the
 * method had worked, what it had cost by then, and the metrics that need nothing but the model's
 * own outputs. Scoring leaves the model as it is: eval mode, no random numbers.
 */
final class AnytimeCurve implements Resumable {
  static final String FILE = "curves.csv";

  private final DataSet data;
  private final List<Metric> metrics;
  private final List<Point> points = new ArrayList<>();

  private static final List<String> FIXED =
      List.of("epoch", "seconds", "cpu_seconds", "steps", "forward_images", "backward_images");

  private record Point(int epoch, Spent spent, double[] values) {}

  AnytimeCurve(DataSet data, List<Metric> metrics) {
    this.data = data;
    this.metrics = metrics;
  }

  /**
   * Scores the model.
   *
   * @param epoch epochs finished
   * @param spent by the method so far
   */
  void add(Network network, int epoch, Spent spent) {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      outputs.put(split, Predictions.of(network, split, data.split(split)));
    }
    Metric.Input input =
        new Metric.Input(outputs, Optional.empty(), Optional.empty(), Double.NaN, Double.NaN);
    double[] values = metrics.stream().mapToDouble(metric -> metric.compute(input)).toArray();
    points.add(new Point(epoch, spent, values));
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    out.number(points.size());
    for (Point point : points) {
      out.number(point.epoch);
      point.spent.save(out);
      out.doubles(point.values);
    }
  }

  @Override
  public void restore(StateFile.In in) throws IOException {
    points.clear();
    for (long left = in.number(); left > 0; left--) {
      points.add(new Point((int) in.number(), Spent.restored(in), in.doubles()));
    }
  }

  /** Writes the file, if there is a point. Metrics without any value are left out. */
  void write(Artefacts artefacts) throws IOException {
    if (points.isEmpty()) {
      return;
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      int metric = i;
      if (points.stream().anyMatch(point -> !Double.isNaN(point.values[metric]))) {
        kept.add(i);
      }
    }
    List<String> header = new ArrayList<>(FIXED);
    kept.forEach(metric -> header.add(metrics.get(metric).column()));
    List<List<Object>> rows = new ArrayList<>();
    for (Point point : points) {
      Cost cost = point.spent.cost();
      List<Object> row = new ArrayList<>(List.of(point.epoch, point.spent.seconds(), cost.cpu()));
      row.addAll(List.of(cost.steps(), cost.forwardImages(), cost.backwardImages()));
      for (int metric : kept) {
        row.add(point.values[metric]);
      }
      rows.add(row);
    }
    artefacts.csv(FILE, header, rows);
  }
}
