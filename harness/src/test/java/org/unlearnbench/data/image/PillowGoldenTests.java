package org.unlearnbench.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding and resizing against images made with Pillow ({@code pillow.py} in the resources). */
class PillowGoldenTests {
  private static final Path FACE =
      Path.of("../experiments/data/cmu-faces/images/an2i/an2i_left_happy_sunglasses.png");

  private final ImageFileDecoder decoder = new ImageFileDecoder();

  private RgbImage resource(String name) throws IOException {
    try (InputStream stream = getClass().getResourceAsStream(name)) {
      return decoder.decode(stream.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 64, 200})
  void preparesAFaceBitForBit(int size) throws IOException {
    byte[] actual = new Preparation(4, size).apply(decoder.decode(Files.readAllBytes(FACE)));

    assertThat(actual).containsExactly(resource("face-" + size + ".png").pixels());
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 160})
  void stretchesAColourJpegBitForBit(int size) throws IOException {
    byte[] actual = new Preparation(0, size).apply(resource("colour.jpg"));

    assertThat(actual).containsExactly(resource("colour-" + size + ".png").pixels());
  }

  @Test
  void dropsAlpha() throws IOException {
    assertThat(resource("alpha.png").pixels()).containsExactly(resource("alpha-rgb.png").pixels());
  }

  @Test
  void looksColoursUpInAPalette() throws IOException {
    assertThat(resource("palette.png").pixels())
        .containsExactly(resource("palette-rgb.png").pixels());
  }
}
