package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.io.InputException;

/** Zip files with tricks in them. */
class TorchArchiveTests {
  private static final byte[] PICKLE =
      PickleProgram.protocol2().op("}").text("a").tensor(2, 0, new long[] {2}, 1).op("s").stop();
  private static final byte[] ONE_AND_TWO = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};

  @TempDir Path folder;

  private static TorchZip valid() {
    return TorchZip.of(PICKLE).with("archive/data/0", ONE_AND_TWO);
  }

  private float[] read(TorchZip zip) throws IOException {
    return TorchCheckpoint.read(zip.write(folder.resolve("w.pth")), Optional.empty())
        .get("a")
        .values();
  }

  private void assertRefused(TorchZip zip, String message) throws IOException {
    assertRefused(zip.write(folder.resolve("w.pth")), message);
  }

  private static void assertRefused(Path file, String message) {
    long before = Allocation.bytes();
    assertThatThrownBy(() -> TorchCheckpoint.read(file, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
    assertThat(Allocation.bytes() - before).isLessThan(32 << 20);
  }

  @Test
  void storedAndCompressed() throws IOException {
    assertThat(read(valid())).containsExactly(1, 2);
    assertThat(read(valid().compressed())).containsExactly(1, 2);
  }

  @Test
  void whatLaterVersionsAdd() throws IOException {
    TorchZip zip =
        valid()
            .with("archive/byteorder", "little".getBytes(StandardCharsets.UTF_8))
            .with("archive/.format_version", (byte) '1')
            .with("archive/.data/serialization_id", (byte) '1');
    assertThat(read(zip)).containsExactly(1, 2);
  }

  @Test
  void anotherByteOrder() throws IOException {
    assertRefused(
        valid().with("archive/byteorder", "big".getBytes(StandardCharsets.UTF_8)),
        "another byte order");
    assertRefused(valid().with("archive/byteorder", new byte[17]), "has no readable byte order");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "/etc/passwd",
        "archive/../../evil",
        "a\\b",
        "a//b",
        "./a",
        "a\nb",
        "/"
      })
  void pathTricks(String name) throws IOException {
    assertRefused(valid().with(name, (byte) 1), "expected a plain one");
  }

  @Test
  void aPathWithoutEnd() throws IOException {
    assertThat(read(valid().with("a/".repeat(30_000) + "b", (byte) 1))).containsExactly(1, 2);
  }

  @Test
  void noPickleOrTwo() throws IOException {
    assertRefused(new TorchZip().with("a.txt", (byte) 1), "has 0 entries */data.pkl");
    assertRefused(valid().with("other/data.pkl", PICKLE), "has 2 entries */data.pkl");
    assertRefused(new TorchZip().with("a/b/data.pkl", PICKLE), "has 0 entries */data.pkl");
  }

  @Test
  void storagesThatAreMissingOrOfAnotherSize() throws IOException {
    assertRefused(TorchZip.of(PICKLE), "has no zip entry 'archive/data/0'");
    assertRefused(
        TorchZip.of(PICKLE).with("archive/data/0", new byte[7]),
        "has 7 bytes in 'archive/data/0', expected 8");
    assertRefused(
        TorchZip.of(PICKLE).with("archive/data/0", new byte[9]),
        "has 9 bytes in 'archive/data/0', expected 8");
  }

  @Test
  void aBombOfZeros() throws IOException {
    assertRefused(valid().with("archive/data/1", new byte[10 << 20]).compressed(), "far more than");
  }

  @Test
  void aPickleWithoutEnd() throws IOException {
    byte[] noise = new byte[(1 << 20) + 1];
    new Random(1).nextBytes(noise);
    assertRefused(TorchZip.of(noise), "in 'archive/data.pkl', expected at most 1048576");
  }

  @Test
  void tooManyEntries() throws IOException {
    TorchZip zip = valid();
    for (int i = 0; i < 20_000; i++) {
      zip.with("archive/data/" + i, ONE_AND_TWO);
    }
    assertRefused(zip, "has a zip directory of");
  }

  @Test
  void changedNumbersDoNotFitTheChecksum() throws IOException {
    Path file = valid().write(folder.resolve("w.pth"));
    byte[] content = Files.readAllBytes(file);
    int place = indexOf(content, ONE_AND_TWO);
    content[place] ^= 1;
    Files.write(file, content);
    assertRefused(file, "'archive/data/0': its checksum does not fit");
  }

  @Test
  void twoEntriesOfOneName() throws IOException {
    Path file = valid().with("archive/data/1", ONE_AND_TWO).write(folder.resolve("w.pth"));
    byte[] content = Files.readAllBytes(file);
    byte[] name = "archive/data/1".getBytes(StandardCharsets.UTF_8);
    for (int at = indexOf(content, name); at >= 0; at = indexOf(content, name)) {
      content[at + name.length - 1] = '0';
    }
    Files.write(file, content);
    assertRefused(file, "has two zip entries 'archive/data/0'");
  }

  @Test
  void everyTruncation() throws IOException {
    Path file = valid().write(folder.resolve("w.pth"));
    byte[] content = Files.readAllBytes(file);
    for (int length = 4; length < content.length; length += 7) {
      Files.write(file, Arrays.copyOf(content, length));
      assertRefused(file, "");
    }
    Files.write(file, Arrays.copyOf(content, content.length + 1));
    assertRefused(file, "without its end");
  }

  private static int indexOf(byte[] content, byte... part) {
    for (int i = 0; i + part.length <= content.length; i++) {
      if (Arrays.equals(content, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }
}
