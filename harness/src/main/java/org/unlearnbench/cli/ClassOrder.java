package org.unlearnbench.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.ExternalModel;
import org.unlearnbench.nn.checkpoint.WeightsFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.SplitOutputs;

/**
 * Whether the outputs of a model from elsewhere are the data set's classes in the data set's order.
 * A file may say it; where it does not, the predictions on images whose labels are known can only
 * tell that another order fits them better.
 */
final class ClassOrder {
  /** Retain is what a model was trained on, and test what it should still know. */
  private static final Set<Split> KNOWN = EnumSet.of(Split.RETAIN, Split.TEST);

  /** Least gain in accuracy that is told. */
  private static final double LEAST_GAIN = 0.05;

  /** Standard errors that the gain lies above zero on images that did not choose the order. */
  private static final double LEAST_ERRORS = 4;

  private static final int SHOWN = 6;

  private ClassOrder() {}

  /** What a file says of its classes, or does not; empty: just what the data set has. */
  static Optional<String> ofFile(WeightsFile weights, Cell cell) {
    Task task = cell.task().orElseThrow();
    String taken =
        "its outputs are taken as %s's, in this order: %s"
            .formatted(cell.dataset(), Task.shown(task.labels()));
    String name = weights.path().getFileName().toString();
    List<Map.Entry<String, List<String>>> said =
        weights.classes().entrySet().stream()
            .filter(entry -> entry.getValue().size() == task.outputs())
            .toList();
    if (said.isEmpty()) {
      return Optional.of("%s does not name its classes; %s".formatted(name, taken));
    }
    return said.stream()
        .filter(entry -> !entry.getValue().equals(task.labels()))
        .findFirst()
        .map(
            entry ->
                "%s names other classes ('%s': %s); %s"
                    .formatted(name, entry.getKey(), Task.shown(entry.getValue()), taken));
  }

  /** A line for each model from elsewhere whose predictions another order of classes fits. */
  static List<String> ofPredictions(List<? extends RunDirectory> runs) {
    List<String> lines = new ArrayList<>();
    for (RunDirectory run : runs) {
      for (Cell cell : run.cells()) {
        Info card = run.cards().get(cell.method());
        if (cell.ok() && card != null && card.name().equals(ExternalModel.NAME)) {
          String who = cell.dataset() + "/" + cell.method();
          try {
            List<SplitOutputs> known = List.copyOf(run.outputs(cell, KNOWN).values());
            better(known).ifPresent(text -> lines.add(who + ": " + text));
          } catch (IOException e) {
            lines.add(who + ": the order of its classes is not checked: " + e.getMessage());
          }
        }
      }
    }
    return lines;
  }

  /**
   * The order that fits much better, chosen on every second image and judged on the others: better
   * than the data set's order, and than one answer for all images.
   */
  static Optional<String> better(List<SplitOutputs> known) {
    Task task = known.get(0).task();
    List<int[]> predicted = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    for (SplitOutputs split : known) {
      for (int i = 0; i < split.size(); i++) {
        predicted.add(predicted(task, split.logits()[i]));
        labels.add(split.labels()[i]);
      }
    }
    int[] order = order(task, predicted, labels);
    int[] same = IntStream.range(0, task.outputs()).toArray();
    Judged others = new Judged();
    for (int i = 1; i < predicted.size(); i += 2) {
      double now = right(task, predicted.get(i), labels.get(i), same);
      others.add(now, right(task, predicted.get(i), labels.get(i), order));
    }
    if (!others.isBetter() || !(others.then() > mostFrequent(task, labels) + LEAST_GAIN)) {
      return Optional.empty();
    }
    List<String> moved =
        IntStream.of(same)
            .filter(output -> order[output] != output)
            .mapToObj(output -> "output " + output + " as " + task.labels().get(order[output]))
            .toList();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "its predictions on retain and test fit the classes better in another order: with %s"
                + "%s, %.1f %% are right instead of %.1f %%. Was it trained with the classes in"
                + " this order: %s?",
            String.join(", ", moved.subList(0, Math.min(moved.size(), SHOWN))),
            moved.size() > SHOWN ? ", .." : "",
            100 * others.then(),
            100 * others.now(),
            Task.shown(IntStream.of(order).mapToObj(task.labels()::get).toList())));
  }

  /** The predicted class; of attributes, one bit each. */
  private static int[] predicted(Task task, float... logits) {
    if (task.isMultiLabel()) {
      int[] bits = new int[logits.length];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = logits[i] > 0 ? 1 : 0;
      }
      return bits;
    }
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return new int[] {best};
  }

  /** How much of an answer is right if output i stands for class {@code order[i]}: 0 to 1. */
  private static double right(Task task, int[] predicted, int[] label, int... order) {
    if (!task.isMultiLabel()) {
      return order[predicted[0]] == label[0] ? 1 : 0;
    }
    double right = 0;
    for (int i = 0; i < predicted.length; i++) {
      right += predicted[i] == label[order[i]] ? 1 : 0;
    }
    return right / predicted.length;
  }

  /** What answering every image with the most frequent label (or bits) would get right. */
  private static double mostFrequent(Task task, List<int[]> labels) {
    int[] counts = new int[task.outputs()];
    labels.forEach(
        label -> {
          for (int i = 0; i < label.length; i++) {
            counts[task.isMultiLabel() ? i : label[0]] += task.isMultiLabel() ? label[i] : 1;
          }
        });
    double n = labels.size();
    return task.isMultiLabel()
        ? IntStream.of(counts)
            .mapToDouble(count -> Math.max(count, n - count) / n)
            .average()
            .orElse(0)
        : IntStream.of(counts).max().orElse(0) / n;
  }

  /** The order that the most frequent agreements ask for, on every second image. */
  private static int[] order(Task task, List<int[]> predicted, List<int[]> labels) {
    Map<Long, Integer> agreements = new TreeMap<>();
    int outputs = task.outputs();
    for (int i = 0; i < predicted.size(); i += 2) {
      int[] answer = predicted.get(i);
      int[] label = labels.get(i);
      if (!task.isMultiLabel()) {
        agreements.merge((long) answer[0] * outputs + label[0], 1, Integer::sum);
        continue;
      }
      for (int output = 0; output < outputs; output++) {
        for (int attribute = 0; attribute < outputs; attribute++) {
          int agree = answer[output] == label[attribute] ? 1 : 0;
          agreements.merge((long) output * outputs + attribute, agree, Integer::sum);
        }
      }
    }
    int[] order = new int[outputs];
    Arrays.fill(order, -1);
    boolean[] taken = new boolean[outputs];
    agreements.entrySet().stream()
        .sorted(Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> take(order, taken, entry.getKey()));
    // What was never seen keeps its place where that is free.
    for (int i = 0; i < outputs; i++) {
      take(order, taken, (long) i * outputs + i);
    }
    int free = 0;
    for (int i = 0; i < outputs; i++) {
      while (free < outputs && taken[free]) {
        free++;
      }
      take(order, taken, (long) i * outputs + Math.min(free, outputs - 1));
    }
    return order;
  }

  private static void take(int[] order, boolean[] taken, long pair) {
    int output = (int) (pair / order.length);
    int label = (int) (pair % order.length);
    if (order[output] < 0 && !taken[label]) {
      order[output] = label;
      taken[label] = true;
    }
  }

  /** Images answered in the data set's order and in another one. */
  private static final class Judged {
    private int images;
    private double now;
    private double then;
    private double squares;

    void add(double rightNow, double rightThen) {
      images++;
      now += rightNow;
      then += rightThen;
      squares += (rightThen - rightNow) * (rightThen - rightNow);
    }

    double now() {
      return now / images;
    }

    double then() {
      return then / images;
    }

    /** Whether the other order is better by enough, and by more than chance explains. */
    boolean isBetter() {
      double gain = then - now;
      return images > 0 && gain / images >= LEAST_GAIN && gain >= LEAST_ERRORS * Math.sqrt(squares);
    }
  }
}
