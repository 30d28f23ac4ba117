package org.unlearnbench.nn.checkpoint;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;

/**
 * The state of several {@link Resumable}s in one file, which is there whole or not at all and ends
 * in the SHA-256 of what comes before: damage is found before anything is restored.
 */
public final class StateFile {
  private static final byte[] START = "unlearnbench state 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int CHUNK = 1 << 13;

  private StateFile() {}

  /** Writes the states of {@code parts}, one after the other. */
  public static void write(Path file, List<? extends Resumable> parts) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          DigestOutputStream hashed = new DigestOutputStream(out, Sha256.digest());
          hashed.write(START);
          Out state = new Out(hashed);
          for (Resumable part : parts) {
            part.save(state);
          }
          state.out.flush();
          out.write(hashed.getMessageDigest().digest());
        });
  }

  /**
   * Restores {@code parts}, the same ones that were written.
   *
   * @throws InputException if the file is damaged; nothing was restored then
   * @throws IllegalStateException if it is whole, but not of these parts
   */
  public static void read(Path file, List<? extends Resumable> parts) throws IOException {
    long length = checked(file);
    try (In state = new In(new BufferedInputStream(Files.newInputStream(file), CHUNK * 8))) {
      state.in.skipNBytes(START.length);
      state.left = length - START.length;
      for (Resumable part : parts) {
        part.restore(state);
      }
      if (state.left != 0) {
        throw new IllegalStateException(file + ": holds more than was asked for");
      }
    }
  }

  /** Checks a file and returns how many bytes come before its hash. */
  private static long checked(Path file) throws IOException {
    long length = Files.size(file) - HASH_BYTES;
    MessageDigest digest = Sha256.digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes((int) Math.max(0, Math.min(START.length, length)));
      if (!Arrays.equals(start, START)) {
        throw new InputException(file + ": is no state file, or cut off");
      }
      digest.update(start);
      byte[] buffer = new byte[1 << 16];
      for (long left = length - start.length; left > 0; ) {
        int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
        if (read == 0) {
          throw new InputException(file + ": became shorter while it was read");
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      if (!Arrays.equals(in.readNBytes(HASH_BYTES), digest.digest())) {
        throw new InputException(file + ": does not have the SHA-256 that it ends in");
      }
    }
    return length;
  }

  /** Where states are written. */
  public static final class Out {
    private final DataOutputStream out;

    private Out(OutputStream out) {
      this.out = new DataOutputStream(out);
    }

    public void number(long value) throws IOException {
      out.writeLong(value);
    }

    public void decimal(double value) throws IOException {
      out.writeLong(Double.doubleToRawLongBits(value));
    }

    public void flag(boolean value) throws IOException {
      out.writeBoolean(value);
    }

    public void bytes(byte... values) throws IOException {
      out.writeInt(values.length);
      out.write(values);
    }

    public void text(String value) throws IOException {
      bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public void floats(float... values) throws IOException {
      out.writeInt(values.length);
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
      for (int begin = 0; begin < values.length; begin += CHUNK) {
        int count = Math.min(CHUNK, values.length - begin);
        chunk.asFloatBuffer().put(values, begin, count);
        out.write(chunk.array(), 0, count * Float.BYTES);
      }
    }

    public void doubles(double... values) throws IOException {
      out.writeInt(values.length);
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Double.BYTES);
      for (int begin = 0; begin < values.length; begin += CHUNK) {
        int count = Math.min(CHUNK, values.length - begin);
        chunk.asDoubleBuffer().put(values, begin, count);
        out.write(chunk.array(), 0, count * Double.BYTES);
      }
    }

    public void numbers(long... values) throws IOException {
      out.writeInt(values.length);
      for (long value : values) {
        out.writeLong(value);
      }
    }
  }

  /** Where states are read. Asked for more than is left, or for another length, it throws. */
  public static final class In implements Closeable {
    private final DataInputStream in;
    private long left;

    private In(InputStream in) {
      this.in = new DataInputStream(in);
    }

    public long number() throws IOException {
      return take(Long.BYTES).getLong();
    }

    public double decimal() throws IOException {
      return Double.longBitsToDouble(number());
    }

    public boolean flag() throws IOException {
      return take(1).get() != 0;
    }

    public byte[] bytes() throws IOException {
      return take(length(1)).array();
    }

    public String text() throws IOException {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    public float[] floats() throws IOException {
      float[] values = new float[length(Float.BYTES)];
      read(values);
      return values;
    }

    /** Fills {@code values}, which must be as long as what was written. */
    public void fill(float... values) throws IOException {
      expect(values.length, length(Float.BYTES));
      read(values);
    }

    private void read(float... values) throws IOException {
      for (int begin = 0; begin < values.length; begin += CHUNK) {
        int count = Math.min(CHUNK, values.length - begin);
        take(count * Float.BYTES).asFloatBuffer().get(values, begin, count);
      }
    }

    public double[] doubles() throws IOException {
      double[] values = new double[length(Double.BYTES)];
      read(values);
      return values;
    }

    /** Fills {@code values}, which must be as long as what was written. */
    public void fill(double... values) throws IOException {
      expect(values.length, length(Double.BYTES));
      read(values);
    }

    private void read(double... values) throws IOException {
      for (int begin = 0; begin < values.length; begin += CHUNK) {
        int count = Math.min(CHUNK, values.length - begin);
        take(count * Double.BYTES).asDoubleBuffer().get(values, begin, count);
      }
    }

    public long[] numbers() throws IOException {
      long[] values = new long[length(Long.BYTES)];
      for (int i = 0; i < values.length; i++) {
        values[i] = number();
      }
      return values;
    }

    private int length(int bytes) throws IOException {
      int length = take(Integer.BYTES).getInt();
      if (length < 0 || (long) length * bytes > left) {
        throw new IllegalStateException("a state has no list of " + length + " here");
      }
      return length;
    }

    private static void expect(int expected, int found) {
      if (expected != found) {
        throw new IllegalStateException(
            "a state has " + found + " values where " + expected + " were expected");
      }
    }

    private ByteBuffer take(int bytes) throws IOException {
      if (bytes > left) {
        throw new IllegalStateException("a state has fewer values than were asked for");
      }
      left -= bytes;
      return ByteBuffer.wrap(in.readNBytes(bytes));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
