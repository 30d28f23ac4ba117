package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.unlearnbench.data.Split;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.result.SampleScores;
import org.unlearnbench.result.SplitOutputs;

/**
 * Losses of the forget images beside those of the unseen ones, per method, images of all seeds
 * together. Where the two lie on each other, the attack has nothing to hold on to.
 *
 * @param bins axis of the decimal logarithm of the loss; losses beyond an end are in the end's bin
 * @param panels one per method with outputs, in rank order
 */
public record LossHistograms(Range bins, List<Panel> panels) {
  /** Bins of equal width on the logarithmic axis. */
  public static final int BINS = 24;

  private static final int COLUMNS = 3;
  private static final Range WIDEST = new Range(-5, 1.5);

  /**
   * One method.
   *
   * @param method which
   * @param forget share of the forget images in each bin, sums to 1
   * @param unseen share of the unseen images in each bin, sums to 1
   * @param forgetCount images behind {@code forget}, all seeds
   * @param unseenCount images behind {@code unseen}, all seeds
   */
  public record Panel(
      MethodSummary method, double[] forget, double[] unseen, int forgetCount, int unseenCount) {}

  private record Losses(MethodSummary method, double[] forget, double[] unseen) {}

  public LossHistograms {
    panels = List.copyOf(panels);
  }

  /** The histograms of a data set, empty if no cell has losses. */
  public static Optional<LossHistograms> of(DataSetStudy data) throws IOException {
    List<Losses> all =
        InParallel.map(data.methods(), LossHistograms::losses).stream()
            .filter(losses -> losses.forget.length > 0 && losses.unseen.length > 0)
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    DoubleSummaryStatistics inside =
        all.stream()
            .flatMapToDouble(
                losses ->
                    DoubleStream.concat(Arrays.stream(losses.forget), Arrays.stream(losses.unseen)))
            .map(WIDEST::clamp)
            .summaryStatistics();
    Range bins = Range.around(List.of(inside.getMin(), inside.getMax()), 0, 1, WIDEST);
    List<Panel> panels = new ArrayList<>();
    for (Losses losses : all) {
      panels.add(
          new Panel(
              losses.method,
              shares(bins, losses.forget),
              shares(bins, losses.unseen),
              losses.forget.length,
              losses.unseen.length));
    }
    return Optional.of(new LossHistograms(bins, panels));
  }

  private static Losses losses(MethodSummary method) throws IOException {
    List<double[]> forget = new ArrayList<>();
    List<double[]> unseen = new ArrayList<>();
    for (SeedCell cell : method.finished()) {
      Map<Split, SplitOutputs> outputs = cell.outputs(EnumSet.of(Split.FORGET, Split.UNSEEN));
      forget.add(logLosses(outputs.get(Split.FORGET)));
      unseen.add(logLosses(outputs.get(Split.UNSEEN)));
    }
    return new Losses(method, joined(forget), joined(unseen));
  }

  /** Largest share of any bin. */
  private double highest() {
    return panels.stream()
        .flatMap(panel -> java.util.stream.Stream.of(panel.forget(), panel.unseen()))
        .flatMapToDouble(Arrays::stream)
        .max()
        .orElse(1);
  }

  /** The axis of shares that all panels have in common. */
  public Range shareAxis() {
    return new Range(0, 1.05 * highest());
  }

  /** Lower end of a bin as a loss. */
  public double edge(int bin) {
    return Math.pow(10, bins.low() + bins.width() * bin / BINS);
  }

  private static double[] logLosses(SplitOutputs outputs) {
    if (outputs == null) {
      return new double[0];
    }
    return Arrays.stream(SampleScores.of(outputs).loss())
        .filter(loss -> !Double.isNaN(loss))
        .map(Math::log10)
        .toArray();
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] shares(Range bins, double... values) {
    double[] shares = new double[BINS];
    for (double value : values) {
      int bin = (int) (bins.share(bins.clamp(value)) * BINS);
      shares[Math.min(bin, BINS - 1)] += 1.0 / values.length;
    }
    return shares;
  }

  Figure figure(DataSetStudy data, Look look) {
    List<Plot.Panel> plots = new ArrayList<>();
    for (Panel panel : panels) {
      plots.add(
          new Plot.Panel(
              panel.method().title(),
              List.of(
                  shape(panel, true),
                  shape(panel, false),
                  outline(Ink.FORGET, Dash.SOLID, panel.forget()),
                  outline(Ink.UNSEEN, Dash.DASHED, panel.unseen()))));
    }
    List<Plot.Key> keys = new ArrayList<>();
    keys.add(new Plot.Key("forget", outline(Ink.FORGET, Dash.SOLID, 1)));
    keys.add(new Plot.Key("unseen", outline(Ink.UNSEEN, Dash.DASHED, 1)));
    return Figure.of(
        "losses",
        "Losses of forget and unseen images",
        "Share of images by their loss (logarithmic), all seeds together, the same axes for every"
            + " method. The attack lives on the difference between the two shapes: where they lie"
            + " on each other, it can only guess.",
        data,
        data(data),
        new Plot(
            "Losses of forget and unseen images on " + data.label(),
            Axis.decades("Loss (logarithmic)", bins),
            Axis.linear("Share of images", shareAxis(), false),
            5,
            Math.min(COLUMNS, panels.size()),
            plots,
            keys),
        look);
  }

  private Plot.Area shape(Panel panel, boolean forget) {
    Plot.Line edge = outline(Ink.TEXT, Dash.SOLID, forget ? panel.forget() : panel.unseen());
    String tip =
        "%s: %d %s values"
            .formatted(
                panel.method().title(),
                forget ? panel.forgetCount() : panel.unseenCount(),
                forget ? "forget" : "unseen");
    return new Plot.Area(
        edge.x(), edge.y(), forget ? Ink.FORGET : Ink.UNSEEN, forget ? 0.35 : 0.2, tip);
  }

  /** The histogram's upper edge from axis to axis, two corners a bin. */
  private Plot.Line outline(Ink ink, Dash dash, double... shares) {
    int n = shares.length;
    double[] x = new double[2 * n + 2];
    double[] y = new double[2 * n + 2];
    x[0] = bins.low();
    x[2 * n + 1] = bins.high();
    for (int bin = 0; bin < n; bin++) {
      x[2 * bin + 1] = bins.low() + bins.width() * bin / n;
      x[2 * bin + 2] = bins.low() + bins.width() * (bin + 1) / n;
      y[2 * bin + 1] = shares[bin];
      y[2 * bin + 2] = shares[bin];
    }
    return new Plot.Line(x, y, ink, 1.5, dash);
  }

  /** The figure's data. */
  public Figure.Data data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Panel panel : panels) {
      for (int bin = 0; bin < BINS; bin++) {
        records.add(
            List.of(
                data.label(),
                panel.method().method(),
                Numbers.exact(edge(bin)),
                Numbers.exact(edge(bin + 1)),
                Numbers.exact(panel.forget()[bin]),
                Numbers.exact(panel.unseen()[bin])));
      }
    }
    return new Figure.Data(
        List.of("dataset", "method", "loss_from", "loss_to", "forget_share", "unseen_share"),
        records);
  }
}
