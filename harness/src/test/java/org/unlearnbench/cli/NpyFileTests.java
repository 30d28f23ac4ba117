package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.io.InputException;

/** The files in the test resources were written by NumPy 1.24. */
class NpyFileTests {
  @TempDir private Path folder;

  @Test
  void readsWhatNumpyWrites() throws IOException {
    assertThat(NpyFile.read(copy("float64.npy"))).containsExactly(0.1, -2.5, 3e-300, 1 / 3d);
    assertThat(NpyFile.read(copy("float32.npy"))).containsExactly(0.1f, -2.5, 7);
    assertThat(NpyFile.read(copy("version-2.npy"))).containsExactly(1.5, 2.5);
  }

  @Test
  void readsHalfNumbersAndColumns() throws IOException {
    assertThat(NpyFile.read(copy("float16.npy")))
        .containsExactly(
            0.0999755859375,
            -2.5,
            65504,
            0x1p-24,
            -0x3p-24,
            0x1p-14,
            Double.POSITIVE_INFINITY,
            Double.NaN);
    assertThat(NpyFile.read(copy("column.npy"))).containsExactly(0.5, 1.5, 2.5);
    assertThat(NpyFile.read(copy("column-fortran.npy"))).containsExactly(0.5, 1.5, 2.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "two-axes.npy   ; has shape (2, 2), expected one axis",
        "big-endian.npy ; holds '>f8', expected float16 '<f2', float32 '<f4' or float64 '<f8'",
        "objects.npy    ; holds '|O', expected float16 '<f2', float32 '<f4' or float64 '<f8'",
      },
      quoteCharacter = '"')
  void refusesOtherArrays(String name, String message) throws IOException {
    Path file = copy(name);
    assertThatThrownBy(() -> NpyFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void refusesWhatIsCutOffOrTooLong() throws IOException {
    byte[] bytes = bytes("float64.npy");
    assertThatThrownBy(() -> NpyFile.read(write(Arrays.copyOf(bytes, bytes.length - 1))))
        .hasMessageEndingWith("promises 4 values (32 bytes), has 31 bytes of data");
    assertThatThrownBy(() -> NpyFile.read(write(Arrays.copyOf(bytes, bytes.length + 8))))
        .hasMessageEndingWith("promises 4 values (32 bytes), has 40 bytes of data");
    assertThatThrownBy(() -> NpyFile.read(write(Arrays.copyOf(bytes, 40))))
        .hasMessageEndingWith("ends within its header");
    assertThatThrownBy(() -> NpyFile.read(write(new byte[0])))
        .hasMessageEndingWith("ends within its header");
    assertThatThrownBy(
            () -> NpyFile.read(write("loss\n0.5\n0.7\n".getBytes(StandardCharsets.US_ASCII))))
        .hasMessageEndingWith("is not a .npy file");
    assertThatThrownBy(() -> NpyFile.read(folder))
        .hasMessageEndingWith("is a folder, expected a file");
  }

  @Test
  void anEnormousClaimTakesNoMemory() throws IOException {
    String text = new String(bytes("float64.npy"), StandardCharsets.ISO_8859_1);
    String claim = text.replaceFirst("\\(4,\\), \\} {9}", "(4000000000,), }");
    assertThat(claim).hasSameSizeAs(text);
    assertThatThrownBy(() -> NpyFile.read(write(claim.getBytes(StandardCharsets.ISO_8859_1))))
        .hasMessageEndingWith(
            "promises 4000000000 values (32000000000 bytes), has 32 bytes of data");
    byte[] header = bytes("version-2.npy");
    Arrays.fill(header, 8, 12, (byte) 0xff);
    assertThatThrownBy(() -> NpyFile.read(write(header)))
        .hasMessageContaining("has a header of 4294967295 bytes, at most 10000");
  }

  @Test
  void aSecondShapeIsRefused() throws IOException {
    String text = new String(bytes("float64.npy"), StandardCharsets.ISO_8859_1);
    String twice = text.replaceFirst(" {16}", ", 'shape': (9,)");
    assertThatThrownBy(() -> NpyFile.read(write(twice.getBytes(StandardCharsets.ISO_8859_1))))
        .isInstanceOf(InputException.class);
  }

  @Property(tries = 500)
  void aChangedByteIsReadOrRefusedButNeverACrash(
      @ForAll @IntRange(min = 0, max = 159) int place, @ForAll byte value) throws IOException {
    byte[] bytes = bytes("float64.npy");
    bytes[place] = value;
    Path file = Files.createTempFile("mutated", ".npy");
    try {
      Files.write(file, bytes);
      assertThat(NpyFile.read(file)).hasSize(4);
    } catch (InputException e) {
      assertThat(e.problems()).hasSize(1);
      assertThat(e.problems().get(0)).startsWith(file + ": ");
    } finally {
      Files.delete(file);
    }
  }

  private Path copy(String name) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }

  private Path write(byte... bytes) throws IOException {
    return Files.write(folder.resolve("written.npy"), bytes);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = NpyFileTests.class.getResourceAsStream("/npy/" + name)) {
      return in.readAllBytes();
    }
  }
}
