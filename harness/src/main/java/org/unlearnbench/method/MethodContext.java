package org.unlearnbench.method;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Task;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;

/** All that a method is given. Test and unseen images are not among it. */
public interface MethodContext {

  /** The model to change in place. */
  Network network();

  /** A new network of the same shape, freshly initialised from the stream of that purpose. */
  Network freshNetwork(String purpose);

  LabelledImages retain();

  LabelledImages forget();

  default Task task() {
    return retain().task();
  }

  /**
   * Batches of a set for training: shuffled anew every epoch, through the experiment's train
   * transform. The order depends on the run's seed, {@code purpose} and epoch alone.
   */
  TrainingBatches batches(LabelledImages set, int batchSize, String purpose);

  /** The method's settings, defaults filled in. */
  ParameterValues parameters();

  /**
   * Another method, for one that is made of others.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  UnlearningMethod method(String name);

  /** The recipe Original was trained with. */
  Recipe originalRecipe();

  /**
   * A random stream that depends on the run's seed and {@code purpose} alone: asking twice gives
   * the same numbers twice.
   */
  SplittableRandom random(String purpose);

  /** Where the method leaves files to be looked at later. */
  Artefacts artefacts();

  /**
   * Does a part of the work whose time the results tell apart: {@code unlearn.PHASE}, summed over
   * all calls. Parts do not contain each other.
   *
   * @param phase lower-case letters, digits and hyphens, for example {@code attack}
   */
  default <T> T timed(String phase, Work<T> work) throws IOException {
    return work.run();
  }

  /**
   * Does what only serves to look at the method later, such as pictures of its noise: the time is
   * not the method's.
   */
  default <T> T untimed(Work<T> work) throws IOException {
    return work.run();
  }

  /** A part of a method. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Tells the harness that a unit of work is over: moves the progress bar and lets it score the
   * model with the clock stopped where the configuration asks for that.
   *
   * @param done units finished so far
   * @param total units in all, as far as known
   */
  void epochFinished(int done, int total);

  /**
   * Goes through epochs, each followed by {@link #epochFinished}. Should the process be killed, the
   * next one goes on after the last epoch that was stored: the network and {@code carried} are then
   * what they were, and {@code work} is not called for the epochs before. So whatever an epoch
   * needs of those before it, be it random numbers drawn on or values collected, has to be in one
   * of the two; what a method does before its first epochs is simply done again.
   *
   * @param total how many epochs
   * @param work does an epoch, given the number of those before it
   * @param carried what is changed by the epochs beside the network, always in the same order
   */
  default void epochs(int total, IntConsumer work, Resumable... carried) {
    epochsWhile(
        total,
        epoch -> {
          work.accept(epoch);
          return true;
        },
        carried);
  }

  /** The same, ending early after an epoch whose work answers false. */
  default void epochsWhile(int total, IntPredicate work, Resumable... carried) {
    section(carried).run(total, work, this::epochFinished);
  }

  /**
   * Where the harness keeps how far {@link #epochs} have come; a context that stands before another
   * one asks that. The default keeps nothing.
   */
  default Section section(Resumable... carried) {
    return Section.NONE;
  }
}
