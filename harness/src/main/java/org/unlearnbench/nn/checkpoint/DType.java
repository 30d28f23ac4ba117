package org.unlearnbench.nn.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Element types of stored tensors, and how each is widened to float. */
enum DType {
  F64(8) {
    @Override
    float read(ByteBuffer data) {
      return (float) data.getDouble();
    }
  },
  F32(4) {
    @Override
    float read(ByteBuffer data) {
      return data.getFloat();
    }
  },
  F16(2) {
    @Override
    float read(ByteBuffer data) {
      return halfToFloat(data.getShort());
    }
  },
  BF16(2) {
    @Override
    float read(ByteBuffer data) {
      return Float.intBitsToFloat(data.getShort() << 16);
    }
  },
  I64(8) {
    @Override
    float read(ByteBuffer data) {
      return data.getLong();
    }
  },
  I32(4) {
    @Override
    float read(ByteBuffer data) {
      return data.getInt();
    }
  },
  I16(2) {
    @Override
    float read(ByteBuffer data) {
      return data.getShort();
    }
  },
  I8(1) {
    @Override
    float read(ByteBuffer data) {
      return data.get();
    }
  },
  U8(1) {
    @Override
    float read(ByteBuffer data) {
      return data.get() & 0xff;
    }
  },
  BOOL(1) {
    @Override
    float read(ByteBuffer data) {
      return data.get() == 0 ? 0 : 1;
    }
  };

  /** Most values of one tensor: the longest array. */
  static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  private static final int CHUNK = 1 << 14;

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element. */
  int bytes() {
    return bytes;
  }

  /** The next element of a little-endian buffer, rounded to the nearest float. */
  abstract float read(ByteBuffer data);

  /**
   * The next {@code count} elements of a stream.
   *
   * @throws EOFException if it ends before
   */
  float[] read(InputStream in, int count) throws IOException {
    float[] values = new float[count];
    byte[] chunk = new byte[Math.min(count, CHUNK) * bytes];
    for (int begin = 0; begin < count; begin += CHUNK) {
      int end = Math.min(begin + CHUNK, count);
      int length = (end - begin) * bytes;
      if (in.readNBytes(chunk, 0, length) < length) {
        throw new EOFException("the file became shorter while it was read");
      }
      ByteBuffer data = ByteBuffer.wrap(chunk, 0, length).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = begin; i < end; i++) {
        values[i] = read(data);
      }
    }
    return values;
  }

  /** Writes values as {@link #F32}, bit for bit. */
  static void write(float[] values, OutputStream out) throws IOException {
    ByteBuffer data =
        ByteBuffer.allocate(Math.min(values.length, CHUNK) * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int begin = 0; begin < values.length; begin += CHUNK) {
      int length = Math.min(CHUNK, values.length - begin);
      data.asFloatBuffer().put(values, begin, length);
      out.write(data.array(), 0, length * Float.BYTES);
    }
  }

  /** IEEE 754 binary16, subnormals, infinities and NaN included. */
  private static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
  }
}
