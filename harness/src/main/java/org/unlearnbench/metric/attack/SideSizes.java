package org.unlearnbench.metric.attack;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unlearnbench.data.Split;

/**
 * What follows for {@link LossLrAttack} from the number of images alone.
 *
 * @param unseen images the model never saw
 * @param forget images to be forgotten
 */
public record SideSizes(int unseen, int forget) {
  private static final int FEWEST = 2;

  /** The sizes of a data set's splits, where they are known. */
  public static Optional<SideSizes> of(Map<Split, Integer> images) {
    return images.containsKey(Split.UNSEEN) && images.containsKey(Split.FORGET)
        ? Optional.of(new SideSizes(images.get(Split.UNSEEN), images.get(Split.FORGET)))
        : Optional.empty();
  }

  /** How many forget images the attack uses: as many as there are unseen ones, if there are. */
  public int forgetUsed() {
    return Math.min(unseen, forget);
  }

  /**
   * The accuracy of who always names the larger side, 0.5..1. The attack cuts forget to the size of
   * unseen but never unseen to that of forget, so it lies above 0.5 where forget is smaller.
   *
   * @throws IllegalStateException where a side is empty
   */
  public double guessing() {
    if (unseen == 0 || forget == 0) {
      throw new IllegalStateException("nothing to guess: " + this);
    }
    return (double) unseen / (unseen + forgetUsed());
  }

  /** Why the attack cannot be made on so many images, or nothing. */
  public Optional<String> obstacle() {
    if (unseen < FEWEST || forget < FEWEST) {
      return Optional.of(
          unseen < FEWEST
              ? "unseen has " + unseen + " losses, at least 2 are needed"
              : "forget has " + forget + " losses, at least 2 are needed");
    }
    return StratifiedShuffleSplit.obstacle(labels());
  }

  /** 0 for each unseen image, then 1 for each forget image in use. */
  int[] labels() {
    return IntStream.range(0, unseen + forgetUsed()).map(i -> i < unseen ? 0 : 1).toArray();
  }
}
