package org.unlearnbench.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageFileDecoderTests {
  private final ImageFileDecoder decoder = new ImageFileDecoder();

  private static byte[] encoded(BufferedImage image, String kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, kind, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static byte[] jpeg() throws IOException {
    try (InputStream stream = ImageFileDecoderTests.class.getResourceAsStream("colour.jpg")) {
      return stream.readAllBytes();
    }
  }

  private void refuses(byte[] file, String reason) {
    assertThatThrownBy(() -> decoder.decode(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void keepsGreyValuesAsStored() throws IOException {
    BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 256; x++) {
      grey.getRaster().setSample(x, 0, 0, x);
    }

    RgbImage image = decoder.decode(encoded(grey, "png"));

    for (int i = 0; i < 3 * 256; i++) {
      assertThat(image.pixels()[i]).isEqualTo((byte) (i % 256));
    }
  }

  @Test
  void ordersChannelsRedGreenBlue() throws IOException {
    BufferedImage colour = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
    colour.setRGB(0, 0, 0x102030);

    assertThat(decoder.decode(encoded(colour, "png")).pixels()).containsExactly(0x10, 0x20, 0x30);
  }

  @Test
  void refusesAnEmptyFile() {
    refuses(new byte[0], "the file is empty");
  }

  @Test
  void refusesWhatIsNoImage() {
    refuses("path,label\n".getBytes(StandardCharsets.US_ASCII), "expected JPEG or PNG");
  }

  @Test
  void refusesOtherKindsByContent() throws IOException {
    refuses(encoded(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "gif"), "a GIF file");
  }

  @Test
  void refusesACutOffJpegWhereverItIsCut() throws IOException {
    byte[] whole = jpeg();
    for (double share : new double[] {0.3, 0.6, 0.9}) {
      refuses(Arrays.copyOf(whole, (int) (whole.length * share)), "");
    }
    refuses(Arrays.copyOf(whole, whole.length - 2), "cut off");
  }

  @Test
  void refusesACutOffPng() throws IOException {
    BufferedImage image = new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 2500; i++) {
      image.setRGB(i % 50, i / 50, i * 7919);
    }
    byte[] whole = encoded(image, "png");

    refuses(
        Arrays.copyOf(whole, whole.length / 2),
        "a PNG that cannot be decoded: it ends within a part, or before its last one");
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    refuses(changed, "a PNG that cannot be decoded: a checksum in it does not fit");
  }

  /** A file of some kilobytes can ask for more memory than there is. */
  @Test
  void refusesWhatMemoryHasNoRoomFor() throws IOException {
    byte[] large = encoded(new BufferedImage(2000, 1500, BufferedImage.TYPE_BYTE_GRAY), "png");
    byte[] jpeg = encoded(new BufferedImage(2000, 1500, BufferedImage.TYPE_BYTE_GRAY), "jpg");
    ImageFileDecoder small = new ImageFileDecoder(ImageFileDecoder.MAX_PIXELS, 32 << 20);
    for (byte[] file : List.of(large, jpeg)) {
      assertThatThrownBy(() -> small.decode(file))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessage("2000x1500 pixels, for which 32 MB of memory are too few");
    }
    assertThat(new ImageFileDecoder(ImageFileDecoder.MAX_PIXELS, 64 << 20).decode(large).width())
        .isEqualTo(2000);
  }

  @Test
  void refusesSixteenBitsPerChannel() throws IOException {
    refuses(
        encoded(new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY), "png"),
        "16 bits per channel");
  }

  @Test
  void looksAtTheHeaderBeforeItAllocates() throws IOException {
    byte[] bomb = encoded(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png");
    // Width and height of a PNG are the two big-endian numbers after the IHDR tag.
    for (int i = 16; i < 24; i++) {
      bomb[i] = (byte) (i % 4 < 2 ? 0 : 0x7f);
    }
    refuses(bomb, "at most 50000000");
  }
}
