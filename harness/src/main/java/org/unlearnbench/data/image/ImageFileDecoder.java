package org.unlearnbench.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG and PNG files as PIL's {@code Image.open(..).convert("RGB")} does: grey is copied to
 * the three channels, alpha is dropped, colour profiles and the EXIF orientation are ignored. The
 * kind is told from the content, not from the file's name.
 */
public final class ImageFileDecoder implements Decoder {
  /** Largest image decoded by default, in pixels: a bound on memory, far above the data sets'. */
  public static final long MAX_PIXELS = 50_000_000;

  /**
   * Part of the hash of data sets with JPEG files, so it must change with what they decode to; sets
   * without keep the hashes they had when a reader of the platform's decoded JPEG files.
   */
  public static final String JPEG_ID = "libjpeg-turbo-rgb@2";

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  private static final int PNG_HEADER = 8;
  private static final int PNG_CHUNK = 12;
  private static final int PNG_END = 0x49454e44;

  /** What pixels take while they are decoded, in bytes each. */
  private static final long BYTES_PER_PIXEL = 12;

  private final long maxPixels;
  private final long memory;

  public ImageFileDecoder() {
    this(MAX_PIXELS);
  }

  /** A decoder that refuses images of more than {@code maxPixels} pixels before decoding them. */
  public ImageFileDecoder(long maxPixels) {
    this(maxPixels, Runtime.getRuntime().maxMemory());
  }

  /** The same for a program that may take {@code memory} bytes. */
  ImageFileDecoder(long maxPixels, long memory) {
    this.maxPixels = maxPixels;
    this.memory = memory;
  }

  @Override
  public RgbImage decode(byte[] file) throws UnreadableImageException {
    if (file.length == 0) {
      throw new UnreadableImageException("the file is empty");
    }
    if (isJpeg(file)) {
      return jpeg(file);
    }
    if (!Arrays.equals(file, 0, Math.min(file.length, PNG.length), PNG, 0, PNG.length)) {
      throw new UnreadableImageException(FileKind.of(file) + "; expected JPEG or PNG");
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(stream, true, true);
      requireSize(reader.getWidth(0), reader.getHeight(0));
      return toRgb(reader.read(0));
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The JDK's reader answers damaged files with all kinds of unchecked exceptions, too.
      String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UnreadableImageException(
          "a PNG that cannot be decoded" + pngFault(file) + " (" + oneLine(detail) + ")");
    } catch (OutOfMemoryError e) {
      throw outOfMemory();
    } finally {
      reader.dispose();
    }
  }

  private RgbImage jpeg(byte... file) throws UnreadableImageException {
    try {
      return JpegDecoder.decode(file, this);
    } catch (OutOfMemoryError e) {
      throw outOfMemory();
    }
  }

  /** Several large pictures at once may be too many where each alone has room. */
  private UnreadableImageException outOfMemory() {
    return new UnreadableImageException(
        "%d MB of memory are too few to decode it".formatted(memory >> 20));
  }

  /** Whether {@code file} begins as JPEG files do. */
  public static boolean isJpeg(byte... file) {
    return file.length > 2 && file[0] == (byte) 0xff && file[1] == (byte) 0xd8 && file[2] == -1;
  }

  /** Whether the chunks have the checksums they say, up to the last one: nothing if so. */
  private static String pngFault(byte... file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = PNG_HEADER;
    while (at + PNG_CHUNK <= file.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > file.length - at - PNG_CHUNK) {
        break;
      }
      CRC32 checksum = new CRC32();
      checksum.update(file, at + 4, length + 4);
      if ((int) checksum.getValue() != bytes.getInt(at + 8 + length)) {
        return ": a checksum in it does not fit";
      }
      if (bytes.getInt(at + 4) == PNG_END) {
        return "";
      }
      at += PNG_CHUNK + length;
    }
    return ": it ends within a part, or before its last one";
  }

  /** Refuses a picture of more pixels than are decoded, or one that memory has no room for. */
  void requireSize(int width, int height) throws UnreadableImageException {
    long pixels = (long) width * height;
    if (pixels > maxPixels) {
      throw new UnreadableImageException(
          "%dx%d pixels; at most %d in all are decoded".formatted(width, height, maxPixels));
    }
    if (pixels * BYTES_PER_PIXEL > memory / 4 * 3) {
      throw new UnreadableImageException(
          "%dx%d pixels, for which %d MB of memory are too few"
              .formatted(width, height, memory >> 20));
    }
  }

  /**
   * The stored samples, not {@link BufferedImage#getRGB}: that one converts grey through a linear
   * colour space and changes the values.
   */
  private static RgbImage toRgb(BufferedImage image) throws UnreadableImageException {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    int area = width * height;
    byte[] pixels = new byte[RgbImage.CHANNELS * area];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      int[] entries = raster.getSamples(0, 0, width, height, 0, (int[]) null);
      for (int i = 0; i < area; i++) {
        pixels[i] = (byte) palette.getRed(entries[i]);
        pixels[area + i] = (byte) palette.getGreen(entries[i]);
        pixels[2 * area + i] = (byte) palette.getBlue(entries[i]);
      }
      return new RgbImage(width, height, pixels);
    }
    int depth = image.getColorModel().getComponentSize(0);
    if (depth != 8) {
      throw new UnreadableImageException(depth + " bits per channel; expected 8");
    }
    int colours = raster.getNumBands() < RgbImage.CHANNELS ? 1 : RgbImage.CHANNELS;
    int[] samples = new int[area];
    for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
      if (channel < colours) {
        raster.getSamples(0, 0, width, height, channel, samples);
      }
      for (int i = 0; i < area; i++) {
        pixels[channel * area + i] = (byte) samples[i];
      }
    }
    return new RgbImage(width, height, pixels);
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
