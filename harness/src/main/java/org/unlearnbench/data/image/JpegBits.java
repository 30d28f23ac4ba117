package org.unlearnbench.data.image;

import java.util.Arrays;

/** The bits of a JPEG's scan: bytes between two markers, of which a 0 after each FF is left out. */
final class JpegBits {
  private final byte[] file;
  private int position;
  private int buffer;
  private int held;

  /** How many of the bits held are not in the file: zeros after its last byte or at a marker. */
  private int made;

  JpegBits(byte[] file, int position) {
    this.file = file;
    this.position = position;
  }

  /** Codes of up to 16 bits and the values they stand for. */
  static final class Codes {
    private static final int LONGEST = 16;
    private static final int QUICK = 9;

    /** By the next nine bits: length of the code times 256 plus value; 0 for longer codes. */
    private final int[] quick = new int[1 << QUICK];

    /** By length: the first code too large, and what leads from a code to its value's place. */
    private final int[] end = new int[LONGEST + 1];

    private final int[] shift = new int[LONGEST + 1];
    private final byte[] values;

    /**
     * @param counts number of codes of 1 to 16 bits
     * @param values in the order of their codes
     */
    Codes(int[] counts, byte... values) throws UnreadableImageException {
      this.values = values.clone();
      int code = 0;
      int place = 0;
      for (int length = 1; length <= LONGEST; length++) {
        shift[length] = place - code;
        if (code + counts[length - 1] > 1 << length) {
          throw new UnreadableImageException(
              "a JPEG that cannot be decoded (more Huffman codes than there are)");
        }
        for (int i = 0; i < counts[length - 1]; i++, code++, place++) {
          if (length <= QUICK) {
            int spare = QUICK - length;
            Arrays.fill(
                quick, code << spare, code + 1 << spare, length << 8 | values[place] & 0xff);
          }
        }
        end[length] = code;
        code <<= 1;
      }
    }
  }

  /** The value of the next code. */
  int value(Codes codes) throws UnreadableImageException {
    fill();
    int quick = codes.quick[buffer << (32 - held) >>> (32 - Codes.QUICK)];
    if (quick != 0) {
      use(quick >> 8);
      return quick & 0xff;
    }
    for (int length = Codes.QUICK + 1; length <= Codes.LONGEST; length++) {
      int code = buffer << (32 - held) >>> (32 - length);
      if (code < codes.end[length]) {
        use(length);
        return codes.values[code + codes.shift[length]] & 0xff;
      }
    }
    use(Codes.LONGEST);
    throw new UnreadableImageException("a JPEG that cannot be decoded (no such Huffman code)");
  }

  /** The next {@code count} bits, 0 to 16, as a number. */
  int take(int count) throws UnreadableImageException {
    if (count == 0) {
      return 0;
    }
    fill();
    int bits = buffer << (32 - held) >>> (32 - count);
    use(count);
    return bits;
  }

  /** A number of {@code count} bits whose first bit says that it is positive. */
  int signed(int count) throws UnreadableImageException {
    int bits = take(count);
    return count == 0 || bits >> (count - 1) != 0 ? bits : bits - (1 << count) + 1;
  }

  /** Goes on after the restart marker, which must come now. */
  void restart(int number) throws UnreadableImageException {
    held = 0;
    made = 0;
    int marker = nextMarker(file, position);
    if (marker < 0 || (file[marker + 1] & 0xff) != 0xd0 + number) {
      throw marker < 0
          ? cutOff()
          : new UnreadableImageException("a JPEG that cannot be decoded (restart markers)");
    }
    position = marker + 2;
  }

  /** Where the scan ends: not after the next marker. */
  int position() {
    return position;
  }

  /** Where the next marker's FF is, from {@code from} on; -1 if there is none. */
  static int nextMarker(byte[] file, int from) {
    for (int i = from; i + 1 < file.length; i++) {
      if (file[i] == (byte) 0xff && file[i + 1] != 0 && file[i + 1] != (byte) 0xff) {
        return i;
      }
    }
    return -1;
  }

  static UnreadableImageException cutOff() {
    return new UnreadableImageException("the image is cut off (its data end too early)");
  }

  private void use(int count) throws UnreadableImageException {
    held -= count;
    if (held < made) {
      throw cutOff();
    }
  }

  private void fill() {
    while (held <= 24) {
      int next = 0;
      if (position < file.length && file[position] != (byte) 0xff) {
        next = file[position++] & 0xff;
      } else if (position + 1 < file.length && file[position + 1] == 0) {
        next = 0xff;
        position += 2;
      } else {
        made += 8;
      }
      buffer = buffer << 8 | next;
      held += 8;
    }
  }
}
