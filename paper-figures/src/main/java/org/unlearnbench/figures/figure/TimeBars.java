package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.PhaseTimes;
import org.unlearnbench.figures.table.Numbers;

/**
 * Where the time of a cell goes, as bars of segments that add up: a phase whose parts are known is
 * its parts and what they leave.
 *
 * @param processor whether it is processor time, else wall time
 * @param seconds axis of the time, from 0
 * @param phases those that have a segment, in the order of the work
 * @param bars one per method with a time, in rank order
 */
public record TimeBars(boolean processor, Range seconds, List<String> phases, List<Bar> bars) {

  /**
   * One method.
   *
   * @param method which
   * @param segments mean seconds by phase, in the order of the work; all above 0
   */
  public record Bar(MethodSummary method, Map<String, Double> segments) {

    /** The whole bar. */
    public double total() {
      return segments.values().stream().mapToDouble(s -> s).sum();
    }
  }

  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("load", "Loading images");
    NAMES.put("train", "Training Original");
    NAMES.put("unlearn", "Unlearning");
    NAMES.put("score", "Scoring between epochs");
    NAMES.put("log", "Pictures of the attack");
    NAMES.put("evaluate", "Evaluation");
    NAMES.put("write", "Writing files");
    NAMES.put("probe", "Looking into the model");
  }

  public TimeBars {
    phases = List.copyOf(phases);
    bars = List.copyOf(bars);
  }

  /** The bars of a data set, empty if no cell has a time. */
  public static Optional<TimeBars> of(DataSetStudy data) {
    PhaseTimes times = PhaseTimes.of(data);
    List<Bar> bars = new ArrayList<>();
    for (PhaseTimes.Row row : times.rows()) {
      Map<String, Double> segments = segments(times.phases(), row);
      if (!segments.isEmpty()) {
        bars.add(new Bar(row.method(), segments));
      }
    }
    double longest = bars.stream().mapToDouble(Bar::total).max().orElse(0);
    if (longest == 0) {
      return Optional.empty();
    }
    List<String> phases =
        times.phases().stream()
            .filter(phase -> bars.stream().anyMatch(b -> b.segments().containsKey(phase)))
            .toList();
    return Optional.of(new TimeBars(times.processor(), new Range(0, 1.02 * longest), phases, bars));
  }

  private static Map<String, Double> segments(List<String> phases, PhaseTimes.Row row) {
    Map<String, Double> segments = new LinkedHashMap<>();
    for (int i = 0; i < phases.size(); i++) {
      double seconds = row.times().get(i).mean();
      // Parts follow their phase.
      String part = phases.get(i) + ".";
      for (int k = i + 1; k < phases.size() && phases.get(k).startsWith(part); k++) {
        double inside = row.times().get(k).mean();
        seconds -= Double.isNaN(inside) ? 0 : inside;
      }
      if (seconds > 0) {
        segments.put(phases.get(i), seconds);
      }
    }
    return segments;
  }

  /** The figure. */
  public Figure figure(DataSetStudy data, Look look) {
    List<String> others = phases.stream().filter(phase -> !NAMES.containsKey(phase)).toList();
    List<Plot.Item> items = new ArrayList<>();
    List<Plot.Key> keys = new ArrayList<>();
    for (int row = 0; row < bars.size(); row++) {
      double from = 0;
      for (Map.Entry<String, Double> segment : bars.get(row).segments().entrySet()) {
        String phase = segment.getKey();
        String tip =
            "%s, %s: %s s"
                .formatted(
                    bars.get(row).method().title(),
                    title(phase),
                    Numbers.rounded(segment.getValue(), "s"));
        double to = from + segment.getValue();
        items.add(Plot.bar(from, to, row, ink(phase, others), tip));
        from = to;
      }
    }
    for (String phase : phases) {
      keys.add(new Plot.Key(title(phase), Plot.bar(0, 1, 0, ink(phase, others), "")));
    }
    return Figure.of(
        "phases",
        (processor ? "Processor seconds" : "Seconds") + " of a cell, phase by phase",
        "Means over seeds. A phase whose parts are told apart is shown by them; Unlearning alone is"
            + " then the rest of it.",
        data,
        data(data),
        Plot.single(
            (processor ? "Processor seconds" : "Seconds") + " of a cell on " + data.label(),
            Axis.linear(processor ? "Processor seconds" : "Seconds", seconds, true),
            Axis.names(
                bars.stream().map(bar -> bar.method().title()).toList(),
                bars.stream().map(bar -> Numbers.rounded(bar.total(), "s") + " s").toList()),
            items,
            keys),
        look);
  }

  /** A phase for people: {@code Unlearning: attack}. */
  public static String title(String phase) {
    int dot = phase.indexOf('.');
    return dot < 0
        ? NAMES.getOrDefault(phase, phase)
        : title(phase.substring(0, dot)) + ": " + phase.substring(dot + 1);
  }

  private static Ink ink(String phase, List<String> others) {
    int known = List.copyOf(NAMES.keySet()).indexOf(phase);
    return known < 0
        ? Ink.PARTS.get(others.indexOf(phase) % Ink.PARTS.size())
        : Ink.PHASES.get(known);
  }

  /** The figure's data. */
  public Figure.Data data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Bar bar : bars) {
      bar.segments()
          .forEach(
              (phase, seconds) ->
                  records.add(
                      List.of(data.label(), bar.method().method(), phase, Numbers.exact(seconds))));
    }
    return new Figure.Data(List.of("dataset", "method", "phase", "seconds_mean"), records);
  }
}
