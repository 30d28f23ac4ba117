package org.unlearnbench.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unlearnbench.io.InputException;

/**
 * Reads arrays of little-endian float16, float32 or float64, of one axis or of a second one of
 * length 1, from NumPy's {@code .npy} format (versions 1 to 3, described in {@code
 * numpy.lib.format}). Nothing is executed, and memory is taken for what the file holds alone.
 */
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER = 10_000;
  private static final long MAX_BYTES = 512L << 20;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(\\w+)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
  private static final Pattern ONE_AXIS = Pattern.compile("\\s*(\\d{1,12})\\s*,\\s*(1\\s*,?\\s*)?");

  private final Path file;

  private NpyFile(Path file) {
    this.file = file;
  }

  /**
   * The array's values.
   *
   * @throws InputException if the file is missing, is not such an array, or is cut off
   */
  static double[] read(Path file) throws IOException {
    return new NpyFile(file).values();
  }

  private double[] values() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw problem(InputException.noFile(file, "does not exist"));
    }
    if (Files.size(file) > MAX_BYTES) {
      throw problem(Files.size(file) + " bytes; at most " + MAX_BYTES + " are read");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      String header = header(in);
      String type = only(TYPE, header, "descr");
      int width =
          switch (type) {
            case "<f2" -> Short.BYTES;
            case "<f4" -> Float.BYTES;
            case "<f8" -> Double.BYTES;
            default ->
                throw problem(
                    "holds '" + type + "', expected float16 '<f2', float32 '<f4' or float64 '<f8'");
          };
      String order = only(ORDER, header, "fortran_order");
      String shape = only(SHAPE, header, "shape");
      Matcher axis = ONE_AXIS.matcher(shape);
      if (!axis.matches()) {
        throw problem("has shape (" + shape + "), expected one axis");
      }
      if (!order.equals("False") && !(order.equals("True") && axis.group(2) != null)) {
        throw problem("fortran_order is " + order + ", expected False");
      }
      return decode(in.readAllBytes(), Long.parseLong(axis.group(1)), width);
    }
  }

  private String header(InputStream in) throws IOException {
    byte[] start = exactly(in, MAGIC.length + 2);
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) {
        throw problem("is not a .npy file");
      }
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw problem("has .npy version " + version + ", expected 1, 2 or 3");
    }
    byte[] length = exactly(in, version == 1 ? Short.BYTES : Integer.BYTES);
    ByteBuffer size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN);
    long bytes =
        version == 1
            ? Short.toUnsignedLong(size.getShort())
            : Integer.toUnsignedLong(size.getInt());
    if (bytes > MAX_HEADER) {
      throw problem("has a header of " + bytes + " bytes, at most " + MAX_HEADER + " are read");
    }
    return new String(exactly(in, (int) bytes), StandardCharsets.UTF_8);
  }

  private byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw problem("ends within its header");
    }
    return bytes;
  }

  private String only(Pattern pattern, String header, String key) throws InputException {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw problem("has no readable '" + key + "' in its header");
    }
    String value = matcher.group(1);
    if (matcher.find()) {
      throw problem("has '" + key + "' twice in its header");
    }
    return value;
  }

  private double[] decode(byte[] content, long count, int width) throws InputException {
    if (content.length != count * width) {
      throw problem(
          "promises "
              + count
              + " values ("
              + count * width
              + " bytes), has "
              + content.length
              + " bytes of data");
    }
    ByteBuffer data = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (width) {
            case Short.BYTES -> half(data.getShort());
            case Float.BYTES -> data.getFloat();
            default -> data.getDouble();
          };
    }
    return values;
  }

  /** The value of IEEE 754's 16 bits: sign, 5 of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb((double) (0x400 + fraction), exponent - 25);
        };
    return bits < 0 ? -size : size;
  }

  private InputException problem(String text) {
    return new InputException(file + ": " + text);
  }
}
