package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.io.CsvTable;

/**
 * What a mask rests on, from {@code kernels.csv}: for some units (kernels, or whole filters) of
 * every layer the mean gradient of the clean forget images and of the noise, and whether the unit
 * is reset.
 *
 * @param data the data set
 * @param masks one per method that left any, in rank order
 */
record MaskGradients(DataSetStudy data, List<Mask> masks) {
  private static final Range EVERYTHING =
      new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  private static final int LAYERS_SHOWN = 6;
  private static final MethodStyle CLEAN = new MethodStyle(Ink.FORGET, Mark.CIRCLE, Dash.SOLID);
  private static final MethodStyle NOISE = new MethodStyle(Ink.UNSEEN, Mark.SQUARE, Dash.SOLID);
  private static final MethodStyle BETWEEN = new MethodStyle(Ink.TEXT, Mark.DIAMOND, Dash.SOLID);

  /** A quantity of units, how it is called in a file, and how it is drawn. */
  private enum Quantity {
    OF_CLEAN("clean", "gradient of the clean images", CLEAN, 0, unit -> Math.abs(unit.clean)),
    OF_NOISE("noise", "gradient of the noise", NOISE, 0.24, unit -> Math.abs(unit.noise)),
    DISTANCE(
        "distance",
        "distance of the two",
        BETWEEN,
        -0.24,
        unit -> Math.abs(unit.clean - unit.noise));

    private final String column;
    private final String title;
    private final MethodStyle style;

    /** From the middle of a row, since the distance is nearly as large as the larger of the two. */
    private final double offset;

    private final ToDoubleFunction<Unit> of;

    Quantity(
        String column, String title, MethodStyle style, double offset, ToDoubleFunction<Unit> of) {
      this.column = column;
      this.title = title;
      this.style = style;
      this.offset = offset;
      this.of = of;
    }

    /** The decimal logarithm of the mean over a layer's units, by seed. */
    Estimate over(List<List<Unit>> seeds) {
      return Estimate.of(
          seeds.stream()
              .map(units -> Math.log10(units.stream().mapToDouble(of).average().orElse(0)))
              .map(logarithm -> Double.isFinite(logarithm) ? logarithm : Double.NaN)
              .toList());
    }
  }

  /** A unit: its mean gradients and whether it is reset. */
  record Unit(double clean, double noise, boolean reset) {}

  /**
   * A method's masks.
   *
   * @param seeds each seed's units by layer
   */
  record Mask(MethodSummary method, Map<SeedCell, Map<String, List<Unit>>> seeds) {

    /** In the order of the network. */
    List<String> layers() {
      return List.copyOf(seeds.values().iterator().next().keySet());
    }

    List<List<Unit>> units(String layer) {
      return seeds.values().stream().map(units -> units.getOrDefault(layer, List.of())).toList();
    }
  }

  /** What is known of a data set, without masks if no cell left any. */
  static MaskGradients of(DataSetStudy data, Omissions omissions) {
    List<Mask> masks = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      Map<SeedCell, Map<String, List<Unit>>> seeds =
          omissions.ofCells(method, "kernels.csv", MaskGradients::seed);
      seeds.values().removeIf(Map::isEmpty);
      if (!seeds.isEmpty()) {
        masks.add(new Mask(method, seeds));
      }
    }
    return new MaskGradients(data, masks);
  }

  private static Map<String, List<Unit>> seed(Path file) throws IOException {
    Map<String, List<Unit>> layers = new LinkedHashMap<>();
    for (CsvTable.Row row : CsvTable.with(file, "layer", "clean", "noise", "masked").rows()) {
      layers
          .computeIfAbsent(row.text("layer"), layer -> new ArrayList<>())
          .add(new Unit(row.number("clean"), row.number("noise"), row.number("masked") != 0));
    }
    return layers;
  }

  /** The figures, none without masks. */
  List<Figure> figures(Look look) {
    List<Figure> figures = new ArrayList<>();
    if (!masks.isEmpty()) {
      figures.add(distances(look));
      figures.add(fallen(look));
    }
    return figures;
  }

  private Figure distances(Look look) {
    List<String> layers =
        masks.stream().flatMap(mask -> mask.layers().stream()).distinct().toList();
    List<Estimate> all = new ArrayList<>();
    List<List<String>> records = new ArrayList<>();
    for (Mask mask : masks) {
      for (String layer : mask.layers()) {
        for (Quantity quantity : Quantity.values()) {
          Estimate size = quantity.over(mask.units(layer));
          all.add(size);
          records.add(
              List.of(
                  data.label(),
                  mask.method.method(),
                  layer,
                  quantity.column,
                  Integer.toString(size.n()),
                  Numbers.exact(Math.pow(10, size.mean())),
                  Numbers.exact(Math.pow(10, size.low())),
                  Numbers.exact(Math.pow(10, size.high()))));
        }
      }
    }
    Range x = Range.ofEstimates(all, List.of(), 0.06, 1, EVERYTHING);
    Axis y = Axis.names(layers, List.of());
    List<Plot.Panel> panels = new ArrayList<>();
    for (Mask mask : masks) {
      List<Plot.Item> items = new ArrayList<>();
      for (String layer : mask.layers()) {
        int row = layers.indexOf(layer);
        for (Quantity quantity : Quantity.values()) {
          Estimate size = quantity.over(mask.units(layer));
          if (size.isFinite()) {
            Ink ink = quantity.style.ink();
            double at = -row + quantity.offset;
            items.addAll(Plot.interval(size, at, x, y.range(), true, ink));
            String tip =
                "%s, %s: %s, %s"
                    .formatted(
                        mask.method.title(),
                        layer,
                        quantity.title,
                        Numbers.significant(Math.pow(10, size.mean())));
            items.add(new Plot.Point(size.mean(), at, quantity.style, tip));
          }
        }
      }
      panels.add(new Plot.Panel(mask.method.title(), items));
    }
    List<Plot.Key> keys =
        Arrays.stream(Quantity.values())
            .map(quantity -> new Plot.Key(quantity.title, new Plot.Point(0, 0, quantity.style, "")))
            .toList();
    return Figure.of(
        "distances",
        "Gradients of the clean images and of the noise, by layer",
        "The mean size of a unit's gradient (kernel, or filter where whole filters are reset) and of"
            + " the distance between the two, over units of a layer; geometric means over seeds"
            + " with 95 % intervals. ARU's mask takes the units where the distance is smallest.",
        data,
        new Figure.Data(
            List.of(
                "dataset",
                "method",
                "layer",
                "quantity",
                "n_seeds",
                "geometric_mean",
                "ci95_low",
                "ci95_high"),
            records),
        new Plot(
            "Clean against noise gradients on " + data.label(),
            Axis.decades("Mean size (logarithmic)", x),
            y,
            Plot.ROW * layers.size(),
            Math.min(2, panels.size()),
            panels,
            keys),
        look);
  }

  /** Layers from the first to the last, evenly spaced. */
  private static List<String> some(List<String> layers) {
    int shown = Math.min(LAYERS_SHOWN, layers.size());
    return Stream.iterate(0, i -> i < shown, i -> i + 1)
        .map(i -> layers.get(shown == 1 ? 0 : i * (layers.size() - 1) / (shown - 1)))
        .toList();
  }

  private Figure fallen(Look look) {
    List<Unit> all = new ArrayList<>();
    List<List<String>> records = new ArrayList<>();
    for (Mask mask : masks) {
      Map.Entry<SeedCell, Map<String, List<Unit>>> first = mask.seeds.entrySet().iterator().next();
      for (String layer : some(mask.layers())) {
        for (Unit unit : first.getValue().get(layer)) {
          all.add(unit);
          records.add(
              List.of(
                  data.label(),
                  mask.method.method(),
                  Long.toString(first.getKey().seed()),
                  layer,
                  Numbers.exact(unit.clean),
                  Numbers.exact(unit.noise),
                  unit.reset ? "1" : "0"));
        }
      }
    }
    Range x = axis(all.stream().map(unit -> Math.abs(unit.clean)));
    Range y = axis(all.stream().map(unit -> Math.abs(unit.noise)));
    List<Plot.Panel> panels = new ArrayList<>();
    for (Mask mask : masks) {
      for (String layer : some(mask.layers())) {
        List<Plot.Item> items = new ArrayList<>();
        double low = Math.max(x.low(), y.low());
        double high = Math.min(x.high(), y.high());
        if (low < high) {
          items.add(Plot.dashes(low, low, high, high, Ink.GUIDE, 1.1));
        }
        for (boolean reset : new boolean[] {false, true}) {
          mask.seeds.values().iterator().next().get(layer).stream()
              .filter(unit -> unit.reset == reset)
              .forEach(
                  unit ->
                      items.add(
                          new Plot.Dot(
                              x.clamp(Math.log10(Math.abs(unit.clean))),
                              y.clamp(Math.log10(Math.abs(unit.noise))),
                              ink(reset),
                              "")));
        }
        String title = masks.size() == 1 ? layer : layer + ", " + mask.method.title();
        panels.add(new Plot.Panel(title, items));
      }
    }
    List<Plot.Key> keys =
        List.of(
            new Plot.Key("reset", new Plot.Dot(0, 0, ink(true), "")),
            new Plot.Key("kept", new Plot.Dot(0, 0, ink(false), "")),
            new Plot.Key("equal", Plot.dashes(0, 0, 1, 0, Ink.GUIDE, 1.1)));
    String seeds =
        String.join(
            ", ",
            masks.stream()
                .map(mask -> Long.toString(mask.seeds.keySet().iterator().next().seed()))
                .distinct()
                .toList());
    return Figure.of(
        "kernels",
        "Which kernels fall",
        "A dot is a kernel (or a filter, where whole filters are reset), up to a hundred of a layer,"
            + " placed by the sizes of its two gradients; of seed "
            + seeds
            + ". The smallest lie on the frame.",
        data,
        new Figure.Data(
            List.of("dataset", "method", "seed", "layer", "clean", "noise", "reset"), records),
        new Plot(
            "Which kernels fall on " + data.label(),
            Axis.decades("Clean gradient (both logarithmic)", x),
            Axis.decades("Noise gradient", y),
            8,
            3,
            panels,
            keys),
        look);
  }

  private static Ink ink(boolean reset) {
    return reset ? Ink.FORGET : Ink.GROUND;
  }

  /** The decimal logarithms of all but the smallest hundredth. */
  private static Range axis(Stream<Double> sizes) {
    List<Double> logarithms = sizes.filter(size -> size > 0).map(Math::log10).sorted().toList();
    int from = logarithms.size() / 100;
    return logarithms.isEmpty()
        ? new Range(-1, 0)
        : Range.around(logarithms.subList(from, logarithms.size()), 0.04, 1, EVERYTHING);
  }
}
