package org.unlearnbench.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.unlearnbench.config.ParameterValues;

class AugmentationTests {
  private static final Augmentation PUBLISHED =
      new Augmentation(true, true, 10, 0.8, 1.2, true, 0.2, 0.2, 0.2);

  @Test
  void isOffByDefaultWithThePublishedRanges() {
    ParameterValues defaults = ParameterValues.defaults(Augmentation.parameters());

    assertThat(Augmentation.of(defaults).isNone()).isTrue();
    assertThat(
            Augmentation.of(
                defaults
                    .with("augment.flip", true)
                    .with("augment.affine", true)
                    .with("augment.jitter", true)))
        .isEqualTo(PUBLISHED);
  }

  @Property(tries = 200)
  void staysInItsRangesAndIsReproducible(
      @ForAll long seed,
      @ForAll @IntRange(max = 100) int epoch,
      @ForAll @IntRange(max = 30_000) int index) {
    TrainTransform drawn = PUBLISHED.draw(seed, epoch, index);

    assertThat(drawn).isEqualTo(PUBLISHED.draw(seed, epoch, index));
    assertThat(drawn.shear()).isBetween(-10.0, 10.0);
    assertThat(drawn.scale()).isBetween(0.8, 1.2);
    assertThat(drawn.colours())
        .extracting(ColourChange.Step::change)
        .hasSize(3)
        .doesNotHaveDuplicates();
    assertThat(drawn.colours()).allSatisfy(step -> assertThat(step.factor()).isBetween(0.8f, 1.2f));
  }

  @Test
  void drawsAnewForEverySeedEpochAndImage() {
    Set<Double> shears = new HashSet<>();
    Set<Object> orders = new HashSet<>();
    int flips = 0;
    for (int seed = 0; seed < 10; seed++) {
      for (int epoch = 0; epoch < 10; epoch++) {
        for (int index = 0; index < 40; index++) {
          TrainTransform drawn = PUBLISHED.draw(seed, epoch, index);
          shears.add(drawn.shear());
          orders.add(drawn.colours().stream().map(ColourChange.Step::change).toList());
          flips += drawn.flip() ? 1 : 0;
        }
      }
    }
    assertThat(shears).hasSize(4000);
    assertThat(orders).hasSize(6);
    assertThat(flips).isBetween(1850, 2150);
  }

  @Test
  void spreadsEvenlyOverItsRange() {
    double[] angles =
        IntStream.range(0, 2000).mapToDouble(i -> PUBLISHED.draw(3, 1, i).shear()).toArray();

    assertThat(java.util.Arrays.stream(angles).average().orElseThrow()).isBetween(-0.5, 0.5);
    assertThat(java.util.Arrays.stream(angles).map(Math::abs).average().orElseThrow())
        .isBetween(4.7, 5.3);
  }

  @Test
  void drawsAPartTheSameWhateverOtherPartsAreOn() {
    Augmentation affineOnly = new Augmentation(false, true, 10, 0.8, 1.2, false, 0.2, 0.2, 0.2);

    assertThat(affineOnly.draw(5, 6, 7).shear()).isEqualTo(PUBLISHED.draw(5, 6, 7).shear());
    assertThat(affineOnly.draw(5, 6, 7).colours()).isEmpty();
    assertThat(affineOnly.draw(5, 6, 7).flip()).isFalse();
  }

  @Test
  void refusesAScaleThatIsNoRange() {
    assertThatThrownBy(() -> new Augmentation(false, true, 10, 1.2, 0.8, false, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.2 to 0.8");
  }
}
