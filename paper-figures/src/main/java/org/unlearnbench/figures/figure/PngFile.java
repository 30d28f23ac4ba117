package org.unlearnbench.figures.figure;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Line drawings as PNG (W3C Portable Network Graphics). The JDK's writer tries every filter on
 * every row, which takes ten times as long and gains nothing on flat colours.
 */
final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int BITS_PER_CHANNEL = 8;
  private static final int RGB = 2;
  private static final byte FILTER_UP = 2;
  private static final int METRE = 1;
  private static final int LEVEL = 6;

  private PngFile() {}

  /**
   * The file's bytes.
   *
   * @param image of type {@link BufferedImage#TYPE_INT_RGB}
   * @param pixelsPerMetre how large the picture is meant to be
   */
  static byte[] of(BufferedImage image, int pixelsPerMetre) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(SIGNATURE);
    chunk(
        out,
        "IHDR",
        data -> {
          data.writeInt(image.getWidth());
          data.writeInt(image.getHeight());
          data.writeByte(BITS_PER_CHANNEL);
          data.writeByte(RGB);
          data.write(new byte[3]); // deflate, the five filters, not interlaced
        });
    chunk(
        out,
        "pHYs",
        data -> {
          data.writeInt(pixelsPerMetre);
          data.writeInt(pixelsPerMetre);
          data.writeByte(METRE);
        });
    chunk(out, "IDAT", data -> pixels(image, data));
    chunk(out, "IEND", data -> {});
    return bytes.toByteArray();
  }

  private static void pixels(BufferedImage image, DataOutputStream out) throws IOException {
    Deflater deflater = new Deflater(LEVEL);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      int width = image.getWidth();
      int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
      byte[] above = new byte[3 * width];
      byte[] now = new byte[3 * width];
      byte[] filtered = new byte[3 * width + 1];
      filtered[0] = FILTER_UP;
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < width; x++) {
          int pixel = pixels[y * width + x];
          now[3 * x] = (byte) (pixel >> 16);
          now[3 * x + 1] = (byte) (pixel >> 8);
          now[3 * x + 2] = (byte) pixel;
        }
        for (int i = 0; i < now.length; i++) {
          filtered[i + 1] = (byte) (now[i] - above[i]);
        }
        deflated.write(filtered);
        byte[] spare = above;
        above = now;
        now = spare;
      }
    } finally {
      deflater.end();
    }
  }

  /** Writes the data of a chunk. */
  @FunctionalInterface
  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static void chunk(DataOutputStream out, String type, Content content) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    DataOutputStream writer = new DataOutputStream(data);
    writer.write(type.getBytes(StandardCharsets.US_ASCII));
    content.writeTo(writer);
    writer.flush();
    byte[] body = data.toByteArray();
    CRC32 crc = new CRC32();
    crc.update(body);
    out.writeInt(body.length - type.length());
    out.write(body);
    out.writeInt((int) crc.getValue());
  }
}
