package org.unlearnbench.figures.series;

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
 * @param seconds axis of the time, from 0
 * @param phases those that have a segment, in the order of the work
 * @param bars one per method with a time, in rank order
 */
public record TimeBars(Range seconds, List<String> phases, List<Bar> bars) {

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
    return Optional.of(new TimeBars(new Range(0, 1.02 * longest), phases, bars));
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

  /** The figure's data. */
  public FigureData data(DataSetStudy data) {
    List<List<String>> records = new ArrayList<>();
    for (Bar bar : bars) {
      bar.segments()
          .forEach(
              (phase, seconds) ->
                  records.add(
                      List.of(data.label(), bar.method().method(), phase, Numbers.exact(seconds))));
    }
    return new FigureData(List.of("dataset", "method", "phase", "seconds_mean"), records);
  }
}
