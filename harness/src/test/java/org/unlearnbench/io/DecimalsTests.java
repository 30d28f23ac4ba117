package org.unlearnbench.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTests {
  private static float read(String text) {
    byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
    return Decimals.toFloat(bytes, 1, bytes.length - 2);
  }

  private static void assertSameBits(String text) {
    assertThat(Float.floatToRawIntBits(read(text)))
        .as(text)
        .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
  }

  @Property(tries = 20_000)
  void everyFloatReadsBackAsItWasWritten(@ForAll @IntRange(min = Integer.MIN_VALUE) int bits) {
    assertSameBits(Float.toString(Float.intBitsToFloat(bits)));
  }

  @Property(tries = 20_000)
  void decimalsOfAnyLengthAreRoundedLikeTheJdkDoes(
      @ForAll @LongRange(min = -10_000_000_000_000_000L, max = 10_000_000_000_000_000L) long digits,
      @ForAll @IntRange(max = 18) int decimals) {
    assertSameBits(BigDecimal.valueOf(digits, decimals).toPlainString());
  }

  @Property(tries = 5_000)
  void numbersHalfwayBetweenTwoFloatsAndTheirNeighboursAreRoundedLikeTheJdkDoes(
      @ForAll @IntRange(min = 0x3F800000, max = 0x4B000000) int bits) {
    double low = Float.intBitsToFloat(bits);
    BigDecimal half = new BigDecimal((low + Float.intBitsToFloat(bits + 1)) / 2);
    assertSameBits(half.toPlainString());
    assertSameBits(half.add(new BigDecimal("1e-14")).toPlainString());
    assertSameBits(half.subtract(new BigDecimal("1e-14")).toPlainString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.0",
        "5.",
        ".5",
        "-.25",
        "16777217",
        "16777219",
        "1e-45",
        "1.17549435E-38",
        "0.000000000001",
        "3.4028235E38",
        "1e39",
        "NaN",
        "-Infinity",
        "+1",
        "123456789012345678"
      })
  void otherFormsAreReadLikeTheJdkDoes(String text) {
    assertSameBits(text);
  }

  @Test
  void whatIsNoNumberIsRefused() {
    for (String text : new String[] {"", ".", "-", "x", "1.2.3", "--1", "1-", "NA"}) {
      assertThatExceptionOfType(NumberFormatException.class).as(text).isThrownBy(() -> read(text));
    }
  }
}
