package org.unlearnbench.run.cell;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.result.Cost;

/**
 * What a piece of work took.
 *
 * @param seconds wall time
 * @param cost the rest
 */
record Spent(double seconds, Cost cost) {
  static final Spent NOTHING = new Spent(0, Cost.NONE);

  Spent plus(Spent other) {
    return new Spent(seconds + other.seconds, cost.plus(other.cost));
  }

  Spent minus(Spent other) {
    return new Spent(seconds - other.seconds, cost.minus(other.cost));
  }

  void save(StateFile.Out out) throws IOException {
    out.decimal(seconds);
    out.numbers(cost.steps(), cost.forwardImages(), cost.backwardImages());
    out.decimal(cost.cpu());
  }

  static Spent restored(StateFile.In in) throws IOException {
    double seconds = in.decimal();
    long[] counts = in.numbers();
    Optional<Double> cpu = Optional.of(in.decimal()).filter(known -> !known.isNaN());
    return new Spent(seconds, new Cost(counts[0], counts[1], counts[2], cpu));
  }

  /** What the phases of a cell took, in the order in which they are put in. */
  static final class ByPhase {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Map<String, Cost> costs = new LinkedHashMap<>();

    void put(String phase, Spent spent) {
      put(phase, spent.seconds, Optional.of(spent.cost));
    }

    /** The same where the cost may not be known. */
    void put(String phase, double wall, Optional<Cost> cost) {
      seconds.put(phase, wall);
      cost.ifPresent(known -> costs.put(phase, known));
    }

    Map<String, Double> seconds() {
      return seconds;
    }

    Map<String, Cost> costs() {
      return costs;
    }
  }
}
