package org.unlearnbench.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.Fuzz;

class ImageFuzzTests {
  @TempDir Path folder;

  private final ImageFileDecoder decoder = new ImageFileDecoder(1 << 20);

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void smallImages(String kind) throws IOException {
    BufferedImage image = new BufferedImage(24, 17, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 24 * 17; i++) {
      image.setRGB(i % 24, i / 24, i * 7919);
    }
    Path file = folder.resolve("x." + kind);
    ImageIO.write(image, kind, file.toFile());
    Fuzz.readsOrRefuses(file, changed -> decoder.decode(Files.readAllBytes(changed)));
  }

  @Test
  void aPhotograph() throws IOException {
    Path file = folder.resolve("colour.jpg");
    try (var in = ImageFuzzTests.class.getResourceAsStream("colour.jpg")) {
      Files.copy(in, file);
    }
    Fuzz.readsOrRefuses(
        file, Fuzz.INPUTS / 4, changed -> decoder.decode(Files.readAllBytes(changed)));
  }
}
