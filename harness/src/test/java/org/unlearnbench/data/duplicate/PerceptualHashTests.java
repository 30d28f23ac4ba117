package org.unlearnbench.data.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.cmu.CmuFaces;
import org.unlearnbench.data.cmu.CmuFaces.Image;
import org.unlearnbench.data.image.BilinearResize;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.RgbImage;

class PerceptualHashTests {
  private final ImageFileDecoder decoder = new ImageFileDecoder();

  private RgbImage decode(CmuFaces faces, Image image) throws IOException {
    return decoder.decode(Files.readAllBytes(faces.folder().resolve(image.path())));
  }

  private static RgbImage map(RgbImage image, java.util.function.IntUnaryOperator change) {
    byte[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.max(0, Math.min(255, change.applyAsInt(pixels[i] & 0xff)));
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  @Test
  void hardlyChangesWithSizeAndBrightness() throws IOException {
    CmuFaces faces = CmuFaces.ofProject();
    for (Image face : faces.images().subList(0, 64)) {
      RgbImage image = decode(faces, face);
      long hash = PerceptualHash.of(image);

      long larger = PerceptualHash.of(BilinearResize.resize(image, 300, 280));
      long brighter = PerceptualHash.of(map(image, v -> v + v / 20));

      assertThat(PerceptualHash.distance(hash, larger)).isLessThanOrEqualTo(ImagePrint.NEAR);
      assertThat(PerceptualHash.distance(hash, brighter)).isLessThanOrEqualTo(ImagePrint.NEAR);
    }
  }

  @Test
  void tellsDifferentPeopleApart() throws IOException {
    CmuFaces faces = CmuFaces.ofProject();
    List<Image> images = faces.images();
    long[] hashes = new long[images.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = ImagePrint.of("", decode(faces, images.get(i)), 4).perceptualHash();
    }
    for (int i = 0; i < hashes.length; i++) {
      for (int j = 0; j < i; j++) {
        if (images.get(i).person() != images.get(j).person()) {
          assertThat(PerceptualHash.distance(hashes[i], hashes[j])).isGreaterThan(ImagePrint.NEAR);
        }
      }
    }
  }

  @Test
  void isTheSameForEveryFlatImage() {
    byte[] black = new byte[3 * 40 * 40];
    byte[] grey = new byte[3 * 40 * 40];
    Arrays.fill(grey, (byte) 77);

    assertThat(PerceptualHash.of(new RgbImage(40, 40, black))).isZero();
    assertThat(PerceptualHash.of(new RgbImage(40, 40, grey))).isEqualTo(1);
  }
}
