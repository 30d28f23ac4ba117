package org.unlearnbench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.io.InputException;

/**
 * Changes a good file in many ways and hands each to its reader, which may read it or refuse it:
 * with an exception for what the user gave, in lines without control characters. {@code
 * -Dfuzz.inputs} says how many; the {@code nightly} profile takes ten times as many.
 */
public final class Fuzz {
  /** How many inputs each reader gets. */
  public static final int INPUTS = Integer.getInteger("fuzz.inputs", 2000);

  private static final List<byte[]> PIECES =
      List.of(
          new byte[] {0},
          new byte[] {(byte) 0xff},
          new byte[] {(byte) 0xc3, 0x28},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
          text("\u001b[31m"),
          text("\n"),
          text("\r"),
          text(","),
          text("\""),
          text("'"),
          text("{"),
          text("}"),
          text("["),
          text("]"),
          text(":"),
          text("null"),
          text("true"),
          text("-1"),
          text("1e999"),
          text("NaN"),
          text("99999999999999999999"),
          text("../../x"),
          text("/"),
          text("~/\u0000x"),
          text("\\u0000"),
          text("\\ud800"),
          text("x".repeat(5000)),
          text("[".repeat(5000)),
          text("\u202e\u2028"));

  private Fuzz() {}

  /** A reader of one file. */
  @FunctionalInterface
  public interface Reader {
    void read(Path file) throws Exception;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Tries a reader on {@link #INPUTS} changes of {@code file}, which is then as it was. */
  public static void readsOrRefuses(Path file, Reader reader) throws IOException {
    readsOrRefuses(file, INPUTS, reader);
  }

  /** The same with another number of inputs, for readers that are slow. */
  public static void readsOrRefuses(Path file, int inputs, Reader reader) throws IOException {
    byte[] good = Files.readAllBytes(file);
    try {
      reader.read(file);
      for (int i = 0; i < inputs; i++) {
        byte[] input = changed(good, new SplittableRandom(i));
        Files.write(file, input);
        tryOne(file, input, i, reader);
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("the unchanged file is not read", e);
    } finally {
      Files.write(file, good);
    }
  }

  private static void tryOne(Path file, byte[] input, int number, Reader reader) {
    try {
      reader.read(file);
    } catch (InputException | UnreadableImageException refused) {
      if (refused instanceof InputException e
          && e.problems().stream().anyMatch(line -> line.chars().anyMatch(c -> c < ' '))) {
        throw new AssertionError(about(number, input) + ": a message of several lines", refused);
      }
    } catch (Exception | StackOverflowError e) {
      throw new AssertionError(about(number, input), e);
    }
  }

  private static String about(int number, byte... input) {
    String all = Base64.getEncoder().encodeToString(input);
    return "input %d: %s".formatted(number, all.substring(0, Math.min(all.length(), 2000)));
  }

  /** One to three changes. */
  private static byte[] changed(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    for (int times = random.nextInt(1, 4); times > 0 && bytes.length > 0; times--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 40));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = replaced(bytes, at, length);
        case 4 -> bytes = replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
        default -> bytes = replaced(bytes, at, length, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return bytes;
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte... by) {
    byte[] changed = new byte[bytes.length - length + by.length];
    System.arraycopy(bytes, 0, changed, 0, at);
    System.arraycopy(by, 0, changed, at, by.length);
    int rest = bytes.length - at - length;
    System.arraycopy(bytes, at + length, changed, at + by.length, rest);
    return changed;
  }
}
