package org.unlearnbench.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG and PNG files as PIL's {@code Image.open(..).convert("RGB")} does: grey is copied to
 * the three channels, alpha is dropped, colour profiles and the EXIF orientation are ignored. The
 * kind is told from the content, not from the file's name.
 */
public final class ImageFileDecoder implements Decoder {
  /** Largest image decoded by default, in pixels: a bound on memory, far above the data sets'. */
  public static final long MAX_PIXELS = 50_000_000;

  private static final List<String> KINDS = List.of("jpeg", "png");

  private final long maxPixels;

  public ImageFileDecoder() {
    this(MAX_PIXELS);
  }

  /** A decoder that refuses images of more than {@code maxPixels} pixels before decoding them. */
  public ImageFileDecoder(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  @Override
  public RgbImage decode(byte[] file) throws UnreadableImageException {
    if (file.length == 0) {
      throw new UnreadableImageException("the file is empty");
    }
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new UnreadableImageException("not an image file; expected JPEG or PNG");
      }
      ImageReader reader = readers.next();
      try {
        String kind = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
          throw new UnreadableImageException("a " + kind + " file; expected JPEG or PNG");
        }
        reader.setInput(stream, true, true);
        return decode(reader);
      } finally {
        reader.dispose();
      }
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The JDK's readers answer damaged files with all kinds of unchecked exceptions, too.
      String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UnreadableImageException("damaged image (" + oneLine(detail) + ")");
    }
  }

  private RgbImage decode(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > maxPixels) {
      throw new UnreadableImageException(
          "%dx%d pixels; at most %d in all are decoded".formatted(width, height, maxPixels));
    }
    Truncation truncation = new Truncation();
    reader.addIIOReadWarningListener(truncation);
    BufferedImage image = reader.read(0);
    if (truncation.seen()) {
      throw new UnreadableImageException("the image is cut off (" + truncation.warning() + ")");
    }
    return toRgb(image);
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

  /**
   * Notices that a file ended before its image did: the JDK's JPEG reader fills the rest with grey
   * and only warns. Other warnings (stray bytes between markers) leave every pixel as it was meant.
   */
  private static final class Truncation implements IIOReadWarningListener {
    private String warning;

    @Override
    public void warningOccurred(ImageReader source, String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (warning == null && (lower.contains("truncated") || lower.contains("premature"))) {
        warning = text.strip();
      }
    }

    boolean seen() {
      return warning != null;
    }

    String warning() {
      return warning;
    }
  }
}
