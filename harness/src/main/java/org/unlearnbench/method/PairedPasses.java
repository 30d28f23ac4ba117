package org.unlearnbench.method;

import org.unlearnbench.data.Batch;

/**
 * Passes over retain in which every batch is paired with one of forget. In the order of the MUFAC
 * notebooks forget begins anew, in another order, whenever it is through, and a pair of batches of
 * unequal size is skipped. Or, as in meghdadk/SCRUB, any two batches are a pair, and in an epoch of
 * retain forget comes again and again in one order.
 */
public final class PairedPasses {
  private final MethodContext context;
  private final Recipe recipe;
  private final boolean anySize;

  /** What is done with a pair. */
  @FunctionalInterface
  public interface Step {

    void with(Batch retain, Batch forget, At at);
  }

  /**
   * Where in the passes a pair is.
   *
   * @param epoch from 0
   * @param batch of retain in this epoch, from 0, skipped ones counted
   * @param batches of retain in an epoch
   * @param lr the recipe's rate at this step
   * @param where for messages
   */
  public record At(int epoch, int batch, int batches, double lr, String where) {}

  /**
   * @param anySize whether batches of unequal size are a pair, too, and forget is repeated as it is
   */
  public PairedPasses(MethodContext context, Recipe recipe, boolean anySize) {
    this.context = context;
    this.recipe = recipe;
    this.anySize = anySize;
  }

  /**
   * All epochs of the recipe.
   *
   * @param trainer takes the steps
   * @throws IllegalStateException if no pair was of equal size, so that nothing was done
   */
  public void run(Step step, Trainer trainer) {
    int batchSize = recipe.batchSize();
    TrainingBatches retain = context.batches(context.retain(), batchSize, "retain");
    int steps = recipe.epochs() * retain.perEpoch();
    try (EndlessBatches forget =
        new EndlessBatches(context.batches(context.forget(), batchSize, "forget"))) {
      context.epochs(
          recipe.epochs(),
          epoch -> {
            int done = epoch * retain.perEpoch();
            if (anySize) {
              forget.repeat(epoch);
            } else {
              forget.skipTo(done);
            }
            try (TrainingBatches.Stream stream = retain.epoch(epoch)) {
              for (; stream.hasNext(); done++) {
                Batch kept = stream.next();
                Batch forgotten = forget.next();
                if (anySize || kept.size() == forgotten.size()) {
                  double lr =
                      recipe.schedule().rate(recipe.lr(), epoch, recipe.epochs(), done, steps);
                  int batch = done % retain.perEpoch();
                  String where = "epoch " + (epoch + 1);
                  step.with(kept, forgotten, new At(epoch, batch, retain.perEpoch(), lr, where));
                }
              }
            }
          },
          trainer);
    }
    if (steps > 0 && !trainer.hasStepped()) {
      throw new IllegalStateException(
          "no batch of retain had the size of its partner: forget has "
              + context.forget().size()
              + " images, batch-size is "
              + batchSize
              + "; choose a smaller one");
    }
  }

  /** A set's batches one after the other, epoch after epoch, without an end. */
  static final class EndlessBatches implements AutoCloseable {
    private final TrainingBatches batches;
    private TrainingBatches.Stream stream;
    private int epoch;
    private int taken;
    private boolean repeated;

    /**
     * @param batches of a set that is not empty
     */
    public EndlessBatches(TrainingBatches batches) {
      if (batches.perEpoch() == 0) {
        throw new IllegalArgumentException("no end of an empty set");
      }
      this.batches = batches;
      this.stream = batches.epoch(0);
    }

    /** Goes on as if {@code count} batches had been taken, which are not fewer than were. */
    void skipTo(int count) {
      if (taken / batches.perEpoch() < count / batches.perEpoch()) {
        stream.close();
        epoch = count / batches.perEpoch();
        stream = batches.epoch(epoch);
        taken = epoch * batches.perEpoch();
      }
      while (taken < count) {
        next();
      }
    }

    /** From now on the batches of one epoch, again and again. */
    void repeat(int ofEpoch) {
      stream.close();
      epoch = ofEpoch;
      repeated = true;
      stream = batches.epoch(epoch);
    }

    public Batch next() {
      if (!stream.hasNext()) {
        stream.close();
        epoch += repeated ? 0 : 1;
        stream = batches.epoch(epoch);
      }
      taken++;
      return stream.next();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
