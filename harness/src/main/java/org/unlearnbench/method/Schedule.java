package org.unlearnbench.method;

import java.util.List;

/**
 * Learning rate over time.
 *
 * @param type {@code constant}; {@code step} (multiplied by {@code factor} at every milestone);
 *     {@code cosine} (half a cosine from the initial rate to 0, moved at every step); {@code
 *     triangle} (up to the initial rate in equal steps until the middle epoch, then down again)
 * @param milestones epochs after which the rate is multiplied; values below 1 are shares of all
 *     epochs
 * @param factor multiplier of {@code step}
 */
public record Schedule(String type, List<Double> milestones, double factor) {

  public Schedule {
    milestones = List.copyOf(milestones);
  }

  public static Schedule constant() {
    return new Schedule("constant", List.of(), 0.1);
  }

  public static Schedule step(double factor, Double... milestones) {
    return new Schedule("step", List.of(milestones), factor);
  }

  public static Schedule cosine() {
    return new Schedule("cosine", List.of(), 0.1);
  }

  public static Schedule triangle() {
    return new Schedule("triangle", List.of(), 0.1);
  }

  /**
   * The learning rate of one step.
   *
   * @param lr initial rate
   * @param epoch epochs finished
   * @param epochs epochs in all
   * @param step steps finished since the start
   * @param steps steps in all
   */
  public double rate(double lr, int epoch, int epochs, int step, int steps) {
    return switch (type) {
      case "constant" -> lr;
      case "cosine" -> lr * 0.5 * (1 + Math.cos(Math.PI * step / steps));
      case "triangle" -> {
        int top = (epochs + 1) / 2;
        int at = epoch + 1;
        yield lr * (at <= top ? (double) at / top : (epochs + 1.0 - at) / (epochs + 1.0 - top));
      }
      case "step" -> {
        double rate = lr;
        for (double milestone : milestones) {
          double at = milestone < 1 ? Math.round(milestone * epochs) : milestone;
          rate = epoch >= at ? rate * factor : rate;
        }
        yield rate;
      }
      default -> throw new IllegalArgumentException("no schedule is called '" + type + "'");
    };
  }
}
