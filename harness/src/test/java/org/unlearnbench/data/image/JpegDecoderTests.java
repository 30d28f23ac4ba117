package org.unlearnbench.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.unlearnbench.io.Sha256;

/** Against Pillow, on files that {@code jpeg_variants.py} beside the archive has made. */
class JpegDecoderTests {
  private static final Map<String, byte[]> FILES = files();
  private final ImageFileDecoder decoder = new ImageFileDecoder();

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (var zip =
        new ZipInputStream(JpegDecoderTests.class.getResourceAsStream("jpeg-variants.zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return files;
  }

  @Test
  void decodesEveryKindAsPillowDoesBitForBit() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> lines =
        new String(FILES.get("expected.txt"), StandardCharsets.UTF_8).lines().toList();
    for (String line : lines) {
      String[] fields = line.split(" ");
      RgbImage image = decoder.decode(FILES.get(fields[0] + ".jpg"));
      assertThat(image.width() + " " + image.height()).isEqualTo(fields[1] + " " + fields[2]);
      if (!Sha256.of(image.pixels()).equals(fields[3])) {
        wrong.add(fields[0]);
      }
    }

    assertThat(lines).hasSizeGreaterThan(120);
    assertThat(wrong).isEmpty();
  }

  @Test
  void refusesAFileThatIsCutOffWhereverItIsCut() {
    for (String name : List.of("restarts-rows-plain", "restarts-rows-progressive", "cmyk-bare")) {
      byte[] whole = FILES.get(name + ".jpg");
      for (int length = 3; length < whole.length - 1; length++) {
        byte[] cut = java.util.Arrays.copyOf(whole, length);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> decoder.decode(cut))
            .as("%s, %d of %d bytes", name, length, whole.length)
            .isInstanceOf(UnreadableImageException.class);
      }
    }
  }

  @Test
  void answersDamageByAPictureOrAReason() {
    Random random = new Random(3);
    List<byte[]> all = new ArrayList<>(FILES.values());
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] file = all.get(random.nextInt(all.size())).clone();
      for (int k = random.nextInt(6); k >= 0; k--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      try {
        decoder.decode(file);
      } catch (UnreadableImageException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 4000);
  }
}
