package org.unlearnbench.io;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lets through what only shows: UTF-8 text, ends of lines and tabs. What would command a terminal
 * or turn the direction of text around is written out, as {@code \}{@code u001b}, and so is a byte
 * that is no UTF-8, as {@code \xff}. Names, messages and logs come from outside; a carriage return
 * in them ends a line.
 */
public final class PrintableOutput extends FilterOutputStream {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final byte[] begun = new byte[4];
  private int have;
  private int need;
  private boolean returned;

  public PrintableOutput(OutputStream out) {
    super(out);
  }

  /** {@code text} as this stream shows it, on one line. */
  public static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.replaceAll("[\\r\\n\\t]+", " ")
        .codePoints()
        .forEach(c -> line.append(isHarmless(c) ? Character.toString(c) : escaped(c)));
    return line.toString();
  }

  /** Unicode's controls of a terminal, of the direction of text, and of lines. */
  private static boolean isHarmless(int c) {
    return c == '\t'
        || c == '\n'
        || !(Character.isISOControl(c)
            || c >= 0x2028 && c <= 0x202e
            || c >= 0x2066 && c <= 0x2069
            || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static String escaped(int c) {
    return String.format("\\u%04x", c);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    take(b & 0xff);
    pass();
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      take(bytes[i] & 0xff);
    }
    pass();
  }

  @Override
  public synchronized void close() throws IOException {
    giveUp();
    endReturn();
    pass();
    super.close();
  }

  private void pass() throws IOException {
    if (shown.size() > 0) {
      out.write(shown.toByteArray(), 0, shown.size());
      shown.reset();
    }
  }

  private void take(int b) {
    if (have > 0 && (b & 0xc0) == 0x80) {
      begun[have++] = (byte) b;
      if (have == need) {
        finish();
      }
      return;
    }
    giveUp();
    if (b != '\n') {
      endReturn();
    }
    returned = b == '\r';
    if (b < 0x80) {
      if (!returned) {
        show(b);
      }
    } else if (b >= 0xc2 && b <= 0xf4) {
      need = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
      begun[have++] = (byte) b;
    } else {
      escape(b);
    }
  }

  private void endReturn() {
    if (returned) {
      shown.write('\n');
      returned = false;
    }
  }

  private void finish() {
    int c = new String(begun, 0, have, StandardCharsets.UTF_8).codePointAt(0);
    if (c == 0xfffd && (begun[0] & 0xff) != 0xef) { // too long a form, or past the last one
      giveUp();
      return;
    }
    have = 0;
    show(c);
  }

  private void show(int c) {
    String text = isHarmless(c) ? Character.toString(c) : escaped(c);
    shown.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What was begun is no character. */
  private void giveUp() {
    for (int i = 0; i < have; i++) {
      escape(begun[i] & 0xff);
    }
    have = 0;
  }

  private void escape(int b) {
    shown.writeBytes(String.format("\\x%02x", b).getBytes(StandardCharsets.US_ASCII));
  }
}
