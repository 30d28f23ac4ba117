package org.unlearnbench.method;

import java.io.IOException;
import java.util.SplittableRandom;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;

/**
 * A random stream that is drawn from over many epochs, and whose place can be stored.
 *
 * <p>{@link SplittableRandom} tells nothing of its state, but its next value is the state moved on
 * by a constant and mixed by a function that has an inverse (Stafford's variant 13 of MurmurHash3's
 * finaliser; Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").
 */
public final class StoredRandom implements Resumable {
  /** What the state of a stream made from a seed moves on by. */
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private SplittableRandom stream;

  /**
   * @param stream becomes this object's own; one made from a seed, not by splitting another
   */
  public StoredRandom(SplittableRandom stream) {
    this.stream = stream;
  }

  /** The stream: to be asked for anew in every epoch, as storing puts another in its place. */
  public SplittableRandom stream() {
    return stream;
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    long next = stream.nextLong();
    long place = unmixed(next) - GAMMA;
    SplittableRandom same = new SplittableRandom(place);
    if (same.nextLong() != next || same.nextLong() != stream.nextLong()) {
      throw new IllegalStateException("a stream that was split from another cannot be stored");
    }
    stream = new SplittableRandom(place);
    out.number(place);
  }

  @Override
  public void restore(StateFile.In in) throws IOException {
    stream = new SplittableRandom(in.number());
  }

  private static long unmixed(long mixed) {
    long z = unshifted(mixed, 31) * inverse(0x94d049bb133111ebL);
    z = unshifted(z, 27) * inverse(0xbf58476d1ce4e5b9L);
    return unshifted(z, 30);
  }

  /** The z for which z ^ (z >>> shift) is {@code value}. */
  private static long unshifted(long value, int shift) {
    long z = value;
    for (int known = shift; known < Long.SIZE; known += shift) {
      z = value ^ (z >>> shift);
    }
    return z;
  }

  /** The inverse of an odd number modulo 2^64, by Newton's iteration. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int correct = 3; correct < Long.SIZE; correct *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
