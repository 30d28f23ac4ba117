package org.unlearnbench.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableOutputTests {

  /** What comes out when bytes go in {@code piece} at a time. */
  private static String shown(byte[] bytes, int piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintableOutput printable = new PrintableOutput(out)) {
      for (int i = 0; i < bytes.length; i += piece) {
        printable.write(bytes, i, Math.min(piece, bytes.length - i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String shown(String text) {
    return shown(text.getBytes(StandardCharsets.UTF_8), 4096);
  }

  @Test
  void textPasses() {
    String text = "a\tb\n äöü 민수 𝄞 \ufffd 100 %\n";
    assertThat(shown(text)).isEqualTo(text);
    assertThat(shown("")).isEmpty();
  }

  @Test
  void whatCommandsATerminalIsWrittenOut() {
    assertThat(shown("\u001b[31mred\u0007\u0000\u007f\u009b0m"))
        .isEqualTo("\\u001b[31mred\\u0007\\u0000\\u007f\\u009b0m");
    assertThat(shown("\u202egnp.exe\u2066\u2028")).isEqualTo("\\u202egnp.exe\\u2066\\u2028");
    assertThat(shown("10 %\r20 %\r\n30 %\r")).isEqualTo("10 %\n20 %\n30 %\n");
    assertThat(PrintableOutput.line("a\r\nb\u001b[2J\u202ec\ud800 ä"))
        .isEqualTo("a b\\u001b[2J\\u202ec\\ud800 ä");
  }

  @Test
  void bytesThatAreNoTextAreWrittenOut() {
    byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, 'b', (byte) 0xe2, (byte) 0x80, 27, (byte) 0xc3};
    assertThat(shown(bytes, 8)).isEqualTo("a\\xff\\xc3b\\xe2\\x80\\u001b\\xc3");
    byte[] overlong = {(byte) 0xe0, (byte) 0x80, (byte) 0x9b};
    assertThat(shown(overlong, 8)).isEqualTo("\\xe0\\x80\\x9b");
    byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
    assertThat(shown(surrogate, 8)).isEqualTo("\\xed\\xa0\\x80");
  }

  @Property(tries = 500)
  void noControlPassesHoweverTheBytesAreCut(@ForAll byte[] bytes) {
    String whole = shown(bytes, Math.max(1, bytes.length));
    assertThat(shown(bytes, 1)).isEqualTo(whole);
    assertThat(whole.replaceAll("[\t\n]", "").chars()).noneMatch(Character::isISOControl);
    assertThat(whole).doesNotContain("\ufffd");
  }
}
