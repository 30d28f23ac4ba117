package org.unlearnbench.nn.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.unlearnbench.io.InputException;

/** The bytes of a pickle; every read is checked against what is left. */
final class PickleInput {
  private static final int LONGEST_LINE = 200;

  private final ByteBuffer bytes;

  PickleInput(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return bytes.position();
  }

  boolean atEnd() {
    return !bytes.hasRemaining();
  }

  /** Number of bytes in all. */
  int size() {
    return bytes.limit();
  }

  int unsignedByte() throws InputException {
    need(1);
    return bytes.get() & 0xff;
  }

  int unsignedShort() throws InputException {
    need(2);
    return bytes.getShort() & 0xffff;
  }

  int signedInt() throws InputException {
    need(4);
    return bytes.getInt();
  }

  long unsignedInt() throws InputException {
    return signedInt() & 0xffffffffL;
  }

  /** A double, most significant byte first, as BINFLOAT has it. */
  double bigEndianDouble() throws InputException {
    need(8);
    return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
  }

  /** A whole number in two's complement: a long, or what is longer than eight bytes. */
  Number signed(int length) throws InputException {
    need(length);
    if (length > 8) {
      byte[] number = new byte[length];
      for (int i = length - 1; i >= 0; i--) {
        number[i] = bytes.get();
      }
      return new BigInteger(number);
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (bytes.get() & 0xffL) << 8 * i;
    }
    int unused = 64 - 8 * length;
    return length == 0 ? 0 : value << unused >> unused;
  }

  String text(long length) throws InputException {
    need(length);
    int end = bytes.position() + (int) length;
    ByteBuffer part = bytes.slice(bytes.position(), (int) length);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(part).toString();
      bytes.position(end);
      return text;
    } catch (CharacterCodingException e) {
      throw new InputException("holds a text that is not UTF-8 at byte " + position());
    }
  }

  /** Text up to a line feed, which is skipped. */
  String line() throws InputException {
    int begin = bytes.position();
    for (int i = 0; i <= LONGEST_LINE && begin + i < bytes.limit(); i++) {
      if (bytes.get(begin + i) == '\n') {
        String line = text(i);
        bytes.get();
        return line;
      }
    }
    throw new InputException("holds a name without end at byte " + begin);
  }

  private void need(long length) throws InputException {
    if (length > bytes.remaining()) {
      throw new InputException(
          "ends too early: byte "
              + position()
              + " asks for "
              + length
              + " more bytes, and there are "
              + bytes.remaining());
    }
  }
}
