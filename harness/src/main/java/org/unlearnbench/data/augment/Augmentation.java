package org.unlearnbench.data.augment;

import java.util.List;
import java.util.SplittableRandom;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;

/**
 * The random train transform of the MUFAC and MUCAC benchmarks, each part with its own switch: a
 * horizontal flip with probability one half; a shear along x and a scaling about the centre; a
 * change of brightness, contrast and saturation in random order.
 *
 * @param flip whether images are flipped
 * @param affine whether images are sheared and scaled
 * @param shear largest shear angle to either side, in degrees
 * @param smallestScale lower end of the scale
 * @param largestScale upper end of the scale
 * @param jitter whether colours are changed
 * @param brightness largest relative change of brightness
 * @param contrast largest relative change of contrast
 * @param saturation largest relative change of saturation
 */
public record Augmentation(
    boolean flip,
    boolean affine,
    double shear,
    double smallestScale,
    double largestScale,
    boolean jitter,
    double brightness,
    double contrast,
    double saturation) {

  /** Leaves every image as it is. */
  public static final Augmentation NONE = new Augmentation(false, false, 0, 1, 1, false, 0, 0, 0);

  private static final double STEEPEST = 80;

  public Augmentation {
    if (!(smallestScale > 0 && largestScale >= smallestScale)) {
      throw new IllegalArgumentException(
          "scale from " + smallestScale + " to " + largestScale + " is not a range above 0");
    }
  }

  /** The settings {@link #of} reads. All parts are off by default, their ranges the published. */
  public static List<Parameter> parameters() {
    return List.of(
        Parameter.flag("augment.flip", false, "train on horizontally flipped images, too"),
        Parameter.flag("augment.affine", false, "train on sheared and scaled images"),
        Parameter.number("augment.shear", 10, "affine: largest shear to either side, in degrees")
            .atLeast(0)
            .atMost(STEEPEST),
        Parameter.number("augment.smallest-scale", 0.8, "affine: smallest scale")
            .above(0)
            .atMost(1),
        Parameter.number("augment.largest-scale", 1.2, "affine: largest scale")
            .atLeast(1)
            .atMost(10),
        Parameter.flag("augment.jitter", false, "train on images with changed colours"),
        change("brightness"),
        change("contrast"),
        change("saturation"));
  }

  private static Parameter change(String what) {
    return Parameter.number("augment." + what, 0.2, "jitter: largest relative change of " + what)
        .atLeast(0)
        .atMost(1);
  }

  /** The augmentation that {@code training} asks for. */
  public static Augmentation of(ParameterValues training) {
    ParameterValues values = training.under("augment");
    return new Augmentation(
        values.flag("flip"),
        values.flag("affine"),
        values.number("shear"),
        values.number("smallest-scale"),
        values.number("largest-scale"),
        values.flag("jitter"),
        values.number("brightness"),
        values.number("contrast"),
        values.number("saturation"));
  }

  /** Whether images stay as they are. */
  public boolean isNone() {
    return !flip && !affine && !jitter;
  }

  /**
   * The transform of one image.
   *
   * @param seed of the set's augmentation
   * @param index of the image in its set
   * @return the same for the same three numbers; a part's numbers do not depend on which other
   *     parts are on
   */
  public TrainTransform draw(long seed, int epoch, int index) {
    var epochs = new SplittableRandom(seed ^ mix(epoch));
    var random = new SplittableRandom(epochs.nextLong() ^ mix(index));
    boolean flipped = random.nextBoolean();
    double angle = between(random, -shear, shear);
    double scale = between(random, smallestScale, largestScale);
    List<ColourChange> order = ColourChange.order(random.nextInt(ColourChange.ORDERS));
    double[] factors = {
      1 + between(random, -brightness, brightness),
      1 + between(random, -contrast, contrast),
      1 + between(random, -saturation, saturation)
    };
    return new TrainTransform(
        flip && flipped,
        affine ? angle : 0,
        affine ? scale : 1,
        jitter
            ? order.stream().map(change -> change.by((float) factors[change.ordinal()])).toList()
            : List.of());
  }

  private static double between(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Spreads small numbers over all 64 bits (the finaliser of MurmurHash3). */
  private static long mix(long value) {
    long z = (value + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 33) * 0xff51afd7ed558ccdL;
    z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
    return z ^ z >>> 33;
  }
}
