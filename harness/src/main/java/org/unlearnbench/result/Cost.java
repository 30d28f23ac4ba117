package org.unlearnbench.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What a phase of a cell cost. The counts are exact: the same on any machine, in any rerun and
 * beside any neighbour. An image counts each time it passes through a network, whichever network
 * (the model, a teacher, a copy) and whatever it is for.
 *
 * @param steps of an optimiser that moved a network's weights
 * @param forwardImages images taken forward through a network
 * @param backwardImages images of backward passes, whether gradients of weights, of pixels or of
 *     both were wanted; each was taken forward before, and is counted there, too
 * @param cpuSeconds processor time of the worker's process, all threads added; absent where Java
 *     does not tell
 */
public record Cost(
    long steps,
    long forwardImages,
    long backwardImages,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> cpuSeconds) {
  /** None. */
  public static final Cost NONE = new Cost(0, 0, 0, Optional.of(0.0));

  /** What an image that is only taken forward counts, where one also taken backward counts 1. */
  public static final double FORWARD_ONLY = 1 / 3.0;

  /**
   * Images processed, in units of a trained one: an image taken forward and backward counts 1, one
   * that is only taken forward a third. A backward pass takes twice the arithmetic of the forward
   * pass, because every product of it has two gradients (Kaplan et al. 2020, arXiv 2001.08361,
   * section 2.1). That the gradient of the pixels alone takes less is not counted.
   */
  public double images() {
    return (forwardImages + 2 * backwardImages) / 3.0;
  }

  /**
   * Images processed by those of {@code other}; 0 / 0 is NaN. Exact: the counts are divided, not
   * rounded shares of them.
   */
  public double relativeTo(Cost other) {
    return (double) (forwardImages + 2 * backwardImages)
        / (other.forwardImages + 2 * other.backwardImages);
  }

  /** Processor time, NaN where it is not known. */
  public double cpu() {
    return cpuSeconds.orElse(Double.NaN);
  }

  /** Both together. */
  public Cost plus(Cost other) {
    return plus(other, 1);
  }

  /** What is more in this one. */
  public Cost minus(Cost other) {
    return plus(other, -1);
  }

  private Cost plus(Cost other, int sign) {
    return new Cost(
        steps + sign * other.steps,
        forwardImages + sign * other.forwardImages,
        backwardImages + sign * other.backwardImages,
        cpuSeconds.flatMap(own -> other.cpuSeconds.map(more -> own + sign * more)));
  }
}
