package org.unlearnbench.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.data.augment.ColourChange.Step;
import org.unlearnbench.data.image.EightBit;
import org.unlearnbench.data.image.ImageFileDecoder;

/** Against images made with torchvision ({@code expected.py} in the resources), bit for bit. */
class TrainTransformTests {
  private static final int SIZE = 64;

  private static byte[] image(String name) throws IOException {
    try (InputStream stream = TrainTransformTests.class.getResourceAsStream(name + ".png")) {
      return new ImageFileDecoder().decode(stream.readAllBytes()).pixels();
    }
  }

  private static byte[] transformed(boolean flip, double shear, double scale, Step... colours)
      throws IOException {
    TrainTransform transform = new TrainTransform(flip, shear, scale, List.of(colours));
    byte[] bytes = transform.apply(image("source"), SIZE);
    float[] units = new float[bytes.length + 3];
    transform.apply(image("source"), SIZE, units, 3);
    float[] expected = new float[units.length];
    EightBit.toUnit(bytes, expected, 3);
    assertThat(units).containsExactly(expected);
    return bytes;
  }

  @Test
  void flipsLeftAndRight() throws IOException {
    assertThat(transformed(true, 0, 1)).containsExactly(image("flip"));
  }

  @ParameterizedTest
  @CsvSource({"out,7.3,0.83", "in,-9.9,1.17", "shear,4,1"})
  void shearsAndScalesAboutTheCentre(String name, double shear, double scale) throws IOException {
    assertThat(transformed(false, shear, scale)).containsExactly(image("affine-" + name));
  }

  @ParameterizedTest
  @CsvSource({"less,0.81", "more,1.19"})
  void changesColours(String name, float factor) throws IOException {
    assertThat(transformed(false, 0, 1, ColourChange.BRIGHTNESS.by(factor)))
        .containsExactly(image("brightness-" + name));
    assertThat(transformed(false, 0, 1, ColourChange.CONTRAST.by(factor)))
        .containsExactly(image("contrast-" + name));
    assertThat(transformed(false, 0, 1, ColourChange.SATURATION.by(factor)))
        .containsExactly(image("saturation-" + name));
  }

  @Test
  void doesAllInOrder() throws IOException {
    byte[] actual =
        transformed(
            true,
            -3,
            0.9,
            ColourChange.CONTRAST.by(1.1f),
            ColourChange.SATURATION.by(0.9f),
            ColourChange.BRIGHTNESS.by(1.15f));

    assertThat(actual).containsExactly(image("all"));
  }

  /** Whatever is only noted must be done by the time somebody looks: every order, step by step. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void doesColoursInAnyOrderAsOneAfterTheOther(int order) throws IOException {
    float[] factors = {1.19f, 0.83f, 1.2f};
    List<Step> steps =
        ColourChange.order(order).stream().map(c -> c.by(factors[c.ordinal()])).toList();
    byte[] oneByOne = image("source");
    for (Step step : steps) {
      oneByOne = new TrainTransform(false, 0, 1, List.of(step)).apply(oneByOne, SIZE);
    }
    assertThat(transformed(false, 0, 1, steps.toArray(Step[]::new))).containsExactly(oneByOne);
  }

  @Test
  void leavesItsInputAlone() throws IOException {
    byte[] source = image("source");
    new TrainTransform(true, 5, 1.1, List.of(ColourChange.BRIGHTNESS.by(0.9f))).apply(source, SIZE);

    assertThat(source).containsExactly(image("source"));
    assertThat(transformed(false, 0, 1)).containsExactly(source);
  }
}
