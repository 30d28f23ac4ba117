package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.figures.table.Numbers;

/**
 * Where published rows lie beside ours: test accuracy against the forgetting score, 0 being ideal.
 *
 * @param dataset whose rows
 * @param spots at least one
 */
public record PublishedPlane(String dataset, List<Spot> spots) {
  private static final Range SCORES = new Range(0, 0.5);
  private static final Range SHARES = new Range(0, 1);
  private static final int MOST_LINES = 6;

  /**
   * One row.
   *
   * @param group what its sign stands for: a source, or a run of ours
   * @param name the method
   * @param score forgetting score, 0..0.5
   * @param accuracy on test, 0..1
   */
  public record Spot(String group, String name, double score, double accuracy) {}

  public PublishedPlane {
    spots = List.copyOf(spots);
  }

  /** The picture; groups look different in the order of their first spot. */
  public Figure figure(Look look) {
    Range x = Range.around(spots.stream().map(Spot::score).toList(), 0.08, 0.1, SCORES);
    Range y = Range.around(spots.stream().map(Spot::accuracy).toList(), 0.08, 0.1, SHARES);
    Plot.Line guide = Plot.dashes(0, 0, 1, 0, Ink.GUIDE, 1.1);
    List<Plot.Item> items = new ArrayList<>();
    // NoMUS = (accuracy + 1 - 2 score) / 2: accuracy rises by twice the score along a line.
    Range levels = new Range((y.low() + 1 - 2 * x.high()) / 2, (y.high() + 1 - 2 * x.low()) / 2);
    for (double level : levels.ticks(MOST_LINES)) {
      double from = Math.max(x.low(), (y.low() + 1 - 2 * level) / 2);
      double to = Math.min(x.high(), (y.high() + 1 - 2 * level) / 2);
      if (to - from > 0.02 * x.width()) {
        double start = 2 * level - 1 + 2 * from;
        double end = 2 * level - 1 + 2 * to;
        items.add(Plot.dashes(from, start, to, end, Ink.GUIDE, 1.1));
        String text = Numbers.rounded(level, "").replaceAll("0{1,2}$", "");
        double middle = (from + to) / 2;
        items.add(new Plot.Note(text, middle, (start + end) / 2));
      }
    }
    Map<String, MethodStyle> styles = new LinkedHashMap<>();
    Mark[] marks = Mark.values();
    for (Spot spot : spots) {
      int slot = styles.size();
      styles.computeIfAbsent(
          spot.group(),
          group ->
              new MethodStyle(
                  Ink.METHODS.get(slot % Ink.METHODS.size()),
                  marks[slot % marks.length],
                  Dash.SOLID));
      String tip =
          "%s, %s: test accuracy %s, forgetting score %s"
              .formatted(
                  spot.name(),
                  spot.group(),
                  Numbers.rounded(spot.accuracy(), ""),
                  Numbers.rounded(spot.score(), ""));
      items.add(new Plot.Point(spot.score(), spot.accuracy(), styles.get(spot.group()), tip));
    }
    List<Plot.Key> keys = new ArrayList<>();
    styles.forEach(
        (group, style) -> keys.add(new Plot.Key(group, new Plot.Point(0, 0, style, ""))));
    keys.add(new Plot.Key("equal NoMUS", guide));
    Plot plot =
        Plot.single(
            "Published rows of " + dataset,
            Axis.linear("Forgetting score |M - 0.5|", x, false),
            Axis.linear("Test accuracy", y, false),
            items,
            keys);
    return new Figure(
        "published-" + dataset.replaceAll("[^A-Za-z0-9]+", "-"),
        "Where the rows lie",
        "Left is better, up is better. Dashed: equal NoMUS. Rows of another protocol are no"
            + " comparison: the table tells them.",
        new Painter(plot, look).draw(),
        data());
  }

  private Figure.Data data() {
    return new Figure.Data(
        List.of("dataset", "group", "method", "forgetting_score", "test_accuracy"),
        spots.stream()
            .map(
                spot ->
                    List.of(
                        dataset,
                        spot.group(),
                        spot.name(),
                        Numbers.exact(spot.score()),
                        Numbers.exact(spot.accuracy())))
            .toList());
  }
}
