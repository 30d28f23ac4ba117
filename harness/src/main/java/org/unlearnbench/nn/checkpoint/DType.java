package org.unlearnbench.nn.checkpoint;

import java.nio.ByteBuffer;

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

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element. */
  int bytes() {
    return bytes;
  }

  /** The next element of a little-endian buffer. */
  abstract float read(ByteBuffer data);

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
