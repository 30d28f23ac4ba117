package org.unlearnbench.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.data.augment.ColourChange.Step;
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
    return new TrainTransform(flip, shear, scale, List.of(colours)).apply(image("source"), SIZE);
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

  @Test
  void leavesItsInputAlone() throws IOException {
    byte[] source = image("source");
    new TrainTransform(true, 5, 1.1, List.of(ColourChange.BRIGHTNESS.by(0.9f))).apply(source, SIZE);

    assertThat(source).containsExactly(image("source"));
    assertThat(transformed(false, 0, 1)).containsExactly(source);
  }
}
