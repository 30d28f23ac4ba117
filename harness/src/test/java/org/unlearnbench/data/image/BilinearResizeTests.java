package org.unlearnbench.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BilinearResizeTests {

  private static RgbImage constant(int width, int height, int value) {
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, (byte) value);
    return new RgbImage(width, height, pixels);
  }

  @Property(tries = 100)
  void keepsAConstantImageConstant(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int toWidth,
      @ForAll @IntRange(min = 1, max = 40) int toHeight,
      @ForAll @IntRange(min = 0, max = 255) int value) {
    RgbImage resized = BilinearResize.resize(constant(width, height, value), toWidth, toHeight);

    assertThat(resized.width()).isEqualTo(toWidth);
    assertThat(resized.height()).isEqualTo(toHeight);
    assertThat(resized.pixels()).containsOnly((byte) value);
  }

  @Test
  void averagesWhenItHalves() {
    // One row 0 0 100 100 per channel: the triangle of radius 2 reaches over the middle.
    byte[] row = {0, 0, 100, 100, 0, 0, 100, 100, 0, 0, 100, 100};

    RgbImage half = BilinearResize.resize(new RgbImage(4, 1, row), 2, 1);

    // Triangle weights 0.75, 0.75, 0.25 sum to 1.75: 100 * 0.25 / 1.75 = 14.3.
    assertThat(half.pixels()).containsExactly(14, 86, 14, 86, 14, 86);
  }

  @Test
  void leavesAnImageOfTheRightSizeAlone() {
    RgbImage image = constant(5, 5, 9);

    assertThat(BilinearResize.resize(image, 5, 5)).isSameAs(image);
  }

  @Test
  void refusesPixelsThatDoNotFit() {
    assertThatThrownBy(() -> new RgbImage(2, 2, new byte[11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x2");
    assertThatThrownBy(() -> new RgbImage(0, 2, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
