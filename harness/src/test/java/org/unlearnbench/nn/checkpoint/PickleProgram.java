package org.unlearnbench.nn.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles instruction by instruction, good ones and bad ones. */
final class PickleProgram {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A program that begins as protocol 2 does. */
  static PickleProgram protocol2() {
    return new PickleProgram().raw(0x80, 2);
  }

  /** Any bytes. */
  PickleProgram raw(int... bytes) {
    for (int value : bytes) {
      out.write(value);
    }
    return this;
  }

  /** Instructions without operands, by their letters. */
  PickleProgram op(String letters) {
    out.writeBytes(letters.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleProgram global(String module, String name) {
    return op("c" + module + "\n" + name + "\n");
  }

  PickleProgram text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return op("X").number(bytes.length).bytes(bytes);
  }

  PickleProgram integer(long value) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return raw(0x8a, 8).bytes(bytes);
  }

  /** A 32-bit operand. */
  PickleProgram number(int value) {
    return bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  PickleProgram bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** A tuple of whole numbers. */
  PickleProgram integers(long... values) {
    op("(");
    for (long value : values) {
      integer(value);
    }
    return op("t");
  }

  /** A storage by its persistent id. */
  PickleProgram storage(String type, String key, long length) {
    op("(").text("storage").global("torch", type).text(key).text("cpu").integer(length);
    return op("tQ");
  }

  /** A tensor in storage 0 of {@code length} floats. */
  PickleProgram tensor(long length, long offset, long[] shape, long... strides) {
    global("torch._utils", "_rebuild_tensor_v2").op("(").storage("FloatStorage", "0", length);
    integer(offset).integers(shape).integers(strides).raw(0x89);
    return global("collections", "OrderedDict").op(")RtR");
  }

  /** The pickle, with its last instruction. */
  byte[] stop() {
    return op(".").out.toByteArray();
  }

  /** The pickle as it is. */
  byte[] cut() {
    return out.toByteArray();
  }
}
