package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.unlearnbench.nn.checkpoint.SafeTensorsFile.entry;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.io.InputException;

/** What is not safetensors is refused in one line. */
class SafeTensorsRefusalTests {
  private static final byte[] EIGHT = new byte[8];

  @TempDir Path folder;

  private void assertRefused(byte[] content, String... parts) throws IOException {
    Path file = folder.resolve("bad.safetensors");
    Files.write(file, content);
    assertRefused(file, parts);
  }

  private static void assertRefused(Path file, String... parts) {
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageStartingWith(file + ": ")
        .satisfies(e -> assertThat(e.getMessage().lines().count()).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void tooShortForAHeader(int length) throws IOException {
    assertRefused(new byte[length], "is " + length + " bytes long");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "11, 11",
    "2147483648, 2147483648",
    "-1, 18446744073709551615",
    "-9223372036854775808, 9223372036854775808"
  })
  void aHeaderLengthThatCannotBe(long claimed, String shown) throws IOException {
    byte[] header = "{}        ".getBytes(StandardCharsets.UTF_8);
    assertRefused(
        SafeTensorsFile.of(claimed, header),
        "claims a header of " + shown + " bytes, expected 2..10");
  }

  @Test
  void aHeaderOfTwoGigabytesThatIsReallyThere() throws IOException {
    Path file = folder.resolve("sparse.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(SafeTensorsFile.of(2L << 30, "{".getBytes(StandardCharsets.UTF_8)));
      sparse.setLength(3L << 30);
    }
    long before = Allocation.bytes();
    assertRefused(file, "claims a header of 2147483648 bytes, expected 2..1048576");
    assertThat(Allocation.bytes() - before).isLessThan(1 << 20);
  }

  @Test
  void dataThatMemoryCannotHold() throws IOException {
    Path file = folder.resolve("sparse.safetensors");
    String header = "{" + entry("a", "I8", "[2000000000]", "[0,2000000000]") + "}";
    byte[] start = SafeTensorsFile.of(header);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(start);
      sparse.setLength(start.length + 2_000_000_000L);
    }
    WeightsMemory memory = new WeightsMemory(1L << 30);
    assertThatThrownBy(() -> SafeTensors.read(file, memory))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds 2000000000 values, and memory is there for 268435456");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":",
        "  ",
        "[1]  ",
        "\"a\" ",
        "nul",
        "{} {}",
        "{\"a\":1,}",
        "{a:1}",
        "{}garbage"
      })
  void aHeaderThatIsNoJsonObject(String header) throws IOException {
    assertRefused(SafeTensorsFile.of(header), "has a header that is not");
  }

  @Test
  void aHeaderThatIsNoUtf8() throws IOException {
    byte[] header = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
    assertRefused(SafeTensorsFile.of(header.length, header), "not UTF-8");
    byte[] wide = "{}".getBytes(StandardCharsets.UTF_16);
    assertRefused(SafeTensorsFile.of(wide.length, wide), "not UTF-8");
  }

  @Test
  void nestingWithoutEnd() throws IOException {
    assertRefused(SafeTensorsFile.of("{\"a\":" + "[".repeat(900_000)), "nesting depth");
  }

  @Test
  void namesThatOccurTwice() throws IOException {
    String twice = entry("a", "F32", "[1]", "[0,4]") + "," + entry("a", "F32", "[1]", "[4,8]");
    assertRefused(SafeTensorsFile.of("{" + twice + "}", EIGHT), "Duplicate field 'a'");
    String inside = "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}";
    assertRefused(SafeTensorsFile.of(inside, EIGHT), "Duplicate field 'dtype'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F8_E5M2", "f32", "U64", "C64", "", "F32 "})
  void unknownTypes(String type) throws IOException {
    assertRefused(
        SafeTensorsFile.of("{" + entry("a", type, "[2]", "[0,8]") + "}", EIGHT),
        "tensor 'a' has the dtype \"" + type + "\", expected one of [F64, F32");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,1,9223372036854775807,2] | [0,8] | too large",
        "[4294967296,4294967296] | [0,8] | too large",
        "[2305843009213693952] | [0,8] | too large",
        "[2305843009213693951] | [0,8] | its shape [2305843009213693951] needs",
        "[-2] | [0,8] | holds -2, expected whole numbers",
        "[-1,-2] | [0,8] | holds -1, expected whole numbers",
        "[2.0] | [0,8] | holds 2.0, expected whole numbers",
        "[1e999999999] | [0,8] | expected whole numbers",
        "[18446744073709551618] | [0,8] | expected whole numbers",
        "[\"2\"] | [0,8] | holds \"2\", expected whole numbers",
        "[[2]] | [0,8] | holds a list, expected whole numbers",
        "{\"0\":2} | [0,8] | shape is an object, expected a list",
        "2 | [0,8] | shape is 2, expected a list",
        "[3] | [0,8] | has 8 bytes, its shape [3] needs 12",
        "[2] | [0,4] | has 4 bytes, its shape [2] needs 8",
        "[2] | [8,0] | has -8 bytes, its shape [2] needs 8",
        "[2] | [-8,0] | holds -8, expected whole numbers",
        "[2] | [0,8,8] | has 3 data_offsets, expected 2",
        "[2] | [] | has 0 data_offsets, expected 2",
        "[2] | [4,12] | begins at 4, expected 0",
        "[2] | [9223372036854775799,9223372036854775807] | expected 0",
        "[1] | [0,4] | has 8 bytes of data, its header describes 4",
        "[4] | [0,16] | has 8 bytes of data, its header describes 16"
      })
  void shapesAndOffsetsThatCannotBe(String shape, String offsets, String message)
      throws IOException {
    assertRefused(
        SafeTensorsFile.of("{" + entry("a", "F32", shape, offsets) + "}", EIGHT), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0,4] | [0,4] | begins at 0, expected 4",
        "[0,8] | [4,8] | begins at 4, expected 8",
        "[0,4] | [5,9] | begins at 5, expected 4"
      })
  void overlapsAndGaps(String first, String second, String message) throws IOException {
    String shape = first.equals("[0,8]") ? "[2]" : "[1]";
    String header =
        "{" + entry("a", "F32", shape, first) + "," + entry("b", "F32", "[1]", second) + "}";
    assertRefused(SafeTensorsFile.of(header, EIGHT), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":null}", "{\"a\":[]}", "{\"a\":{}}", "{\"a\":{\"dtype\":3}}"})
  void entriesThatAreNone(String header) throws IOException {
    assertRefused(SafeTensorsFile.of(header), "tensor 'a' has the dtype");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "[\"a\"]", "{\"a\":1}", "{\"a\":{}}"})
  void metadataThatIsNoMapOfTexts(String metadata) throws IOException {
    assertRefused(SafeTensorsFile.of("{\"__metadata__\":" + metadata + "}"), "__metadata__");
  }

  @Test
  void namesCannotBreakTheLine() throws IOException {
    String name = "x\\n\\u001b[31m\\u2028\\u202e";
    assertRefused(
        SafeTensorsFile.of("{" + entry(name, "F8", "[]", "[0,1]") + "}", EIGHT),
        "'x\\u000a\\u001b[31m\\u2028\\u202e'");
    assertRefused(
        SafeTensorsFile.of("{" + entry("n".repeat(501), "F32", "[]", "[0,4]") + "}", EIGHT),
        "a tensor name of 501 characters");
  }

  @Test
  void everyTruncationAndEveryExtension() throws IOException {
    byte[] valid = SafeTensorsFile.of("{" + entry("a", "F32", "[2]", "[0,8]") + "}", EIGHT);
    Path file = folder.resolve("w.safetensors");
    Files.write(file, valid);
    assertThat(SafeTensors.read(file).get("a").values()).containsExactly(0, 0);
    for (int length = 0; length < valid.length; length++) {
      assertRefused(Arrays.copyOf(valid, length), "bytes");
    }
    for (int more = 1; more < 20; more++) {
      assertRefused(Arrays.copyOf(valid, valid.length + more), "bytes of data");
    }
  }

  @Test
  void whatIsNoFile() {
    assertRefused(folder, "is not a file");
    assertRefused(folder.resolve("absent"), "no such file");
    assertRefused(Path.of("/dev/null"), "is not a file");
  }
}
