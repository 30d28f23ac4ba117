package org.unlearnbench.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the records of a CSV file (RFC 4180, UTF-8) one after the other, each into the same buffer.
 * Files of outputs have millions of numbers: reading them must not make a text of each.
 */
public final class CsvRows {
  private static final int BUFFER = 1 << 16;
  private static final int END = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;

  /** The current record's fields, unquoted, one after the other. */
  private byte[] fields = new byte[1 << 10];

  private int length;

  /** Where each field ends in {@link #fields}. */
  private int[] ends = new int[32];

  private int size;

  public CsvRows(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next record.
   *
   * @return false if there is none
   * @throws IOException if a quote is not closed, or text follows a closing quote
   */
  public boolean next() throws IOException {
    length = 0;
    size = 0;
    int b = read();
    if (b == END) {
      return false;
    }
    while (true) {
      b = b == '"' ? quoted() : plain(b);
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, 2 * size);
      }
      ends[size++] = length;
      if (b != ',') {
        if (b == '\r' && peek() == '\n') {
          position++;
        }
        return true;
      }
      b = read();
    }
  }

  /** Number of fields of the record. */
  public int size() {
    return size;
  }

  /** A field as text. */
  public String text(int field) {
    int start = start(field);
    return new String(fields, start, ends[field] - start, StandardCharsets.UTF_8);
  }

  /** All fields as text. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int field = 0; field < size; field++) {
      texts.add(text(field));
    }
    return texts;
  }

  /**
   * A field as a number.
   *
   * @throws NumberFormatException if it is none
   */
  public float number(int field) {
    int start = start(field);
    return Decimals.toFloat(fields, start, ends[field] - start);
  }

  private int start(int field) {
    return field == 0 ? 0 : ends[field - 1];
  }

  /** Reads a field that starts with {@code first}; returns what ended it. */
  private int plain(int first) throws IOException {
    if (first == END) {
      return END;
    }
    position--;
    while (peek() != END) {
      int start = position;
      while (position < limit && !endsField(buffer[position])) {
        position++;
      }
      add(buffer, start, position - start);
      if (position < limit) {
        return buffer[position++];
      }
    }
    return END;
  }

  private static boolean endsField(byte b) {
    return b == ',' || b == '\n' || b == '\r';
  }

  /** Reads a field after its opening quote; returns what ended it. */
  private int quoted() throws IOException {
    while (true) {
      int b = read();
      if (b == END) {
        throw new IOException("a quote is not closed");
      }
      if (b == '"') {
        b = read();
        if (b != '"') {
          if (b != ',' && b != '\n' && b != '\r' && b != END) {
            throw new IOException("text follows a closing quote");
          }
          return b;
        }
      }
      add(b);
    }
  }

  private void add(int b) {
    if (length == fields.length) {
      fields = Arrays.copyOf(fields, 2 * length);
    }
    fields[length++] = (byte) b;
  }

  private void add(byte[] bytes, int start, int count) {
    if (length + count > fields.length) {
      fields = Arrays.copyOf(fields, Math.max(2 * fields.length, length + count));
    }
    System.arraycopy(bytes, start, fields, length, count);
    length += count;
  }

  private int read() throws IOException {
    int b = peek();
    position++;
    return b;
  }

  private int peek() throws IOException {
    if (position >= limit) {
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      position = 0;
      if (limit == 0) {
        return END;
      }
    }
    return buffer[position] & 0xFF;
  }
}
