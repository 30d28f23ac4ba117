package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DTypeTests {
  @TempDir Path folder;

  private static ByteBuffer bytes(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private float[] read(DType type, ByteBuffer data) throws IOException {
    int count = data.capacity() / type.bytes();
    String offsets = "[0," + data.capacity() + "]";
    String header = "{" + SafeTensorsFile.entry("t", type.name(), "[" + count + "]", offsets) + "}";
    Path file = folder.resolve("t.safetensors");
    Files.write(file, SafeTensorsFile.of(header, data.array()));
    return SafeTensors.read(file).get("t").values();
  }

  @Test
  void everyHalfHasTheValueThatIeee754Gives() throws IOException {
    ByteBuffer data = bytes(2 << 16);
    for (int half = 0; half < 1 << 16; half++) {
      data.putShort((short) half);
    }
    float[] values = read(DType.F16, data);
    for (int half = 0; half < 1 << 16; half++) {
      int exponent = half / 1024 % 32;
      int fraction = half % 1024;
      double sign = half < 1 << 15 ? 1 : -1;
      double expected;
      if (exponent == 31) {
        expected = fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
      } else if (exponent == 0) {
        expected = sign * fraction * Math.pow(2, -24);
      } else {
        expected = sign * (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
      }
      assertThat(Double.valueOf(values[half]))
          .as("half %x", half)
          .isEqualTo(Double.valueOf(expected));
    }
    assertThat(Float.floatToRawIntBits(values[0x8000])).isEqualTo(0x80000000);
    assertThat(Float.floatToRawIntBits(values[0xfe01])).isEqualTo(0xffc02000);
  }

  @Test
  void everyBfloat16IsTheUpperHalfOfItsFloat() throws IOException {
    ByteBuffer data = bytes(2 << 16);
    for (int i = 0; i < 1 << 16; i++) {
      data.putShort((short) i);
    }
    float[] values = read(DType.BF16, data);
    for (int i = 0; i < 1 << 16; i++) {
      assertThat(Float.floatToRawIntBits(values[i]) >>> 16).isEqualTo(i);
      assertThat(Float.floatToRawIntBits(values[i]) & 0xffff).isZero();
    }
    assertThat(values[0x3fc0]).isEqualTo(1.5f);
  }

  @Test
  void doublesAreRounded() throws IOException {
    ByteBuffer data = bytes(40).putDouble(0.1).putDouble(1e300).putDouble(-1e-300);
    data.putDouble(1 + 0x1p-24).putDouble(Double.NaN);
    assertThat(read(DType.F64, data))
        .containsExactly(0.1f, Float.POSITIVE_INFINITY, -0f, 1f, Float.NaN);
  }

  @Test
  void integersAndBooleans() throws IOException {
    assertThat(
            read(DType.I64, bytes(24).putLong(-5).putLong((1 << 24) + 1).putLong(Long.MIN_VALUE)))
        .containsExactly(-5, 1 << 24, -0x1p63f);
    assertThat(read(DType.I32, bytes(8).putInt(-5).putInt(Integer.MAX_VALUE)))
        .containsExactly(-5, 0x1p31f);
    assertThat(read(DType.I16, bytes(4).putShort((short) -5).putShort(Short.MAX_VALUE)))
        .containsExactly(-5, 32767);
    ByteBuffer few = bytes(3).put((byte) 0).put((byte) 1).put((byte) -5);
    assertThat(read(DType.I8, few)).containsExactly(0, 1, -5);
    assertThat(read(DType.U8, few)).containsExactly(0, 1, 251);
    assertThat(read(DType.BOOL, few)).containsExactly(0, 1, 1);
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatEndsEarly(DType type) {
    byte[] oneMissing = new byte[3 * type.bytes() - 1];
    assertThatThrownBy(() -> type.read(new ByteArrayInputStream(oneMissing), 3))
        .isInstanceOf(EOFException.class);
  }
}
