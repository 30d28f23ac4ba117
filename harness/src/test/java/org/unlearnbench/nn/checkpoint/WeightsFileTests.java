package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.checkpoint.WeightsFile.Format;

/** The format is found by content, not by name. */
class WeightsFileTests {
  @TempDir Path folder;

  private void assertRefused(byte[] content, String message) throws IOException {
    Path file = Files.write(folder.resolve("w.pth"), content);
    assertThatThrownBy(() -> WeightsFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void pyTorchWithItsHash() throws IOException {
    Path file = TorchFixtures.copy("dtypes.pth", folder);
    WeightsFile weights = WeightsFile.read(file);
    assertThat(weights.path()).isEqualTo(file);
    assertThat(weights.format()).isEqualTo(Format.TORCH_ZIP);
    assertThat(weights.tensors().keySet()).startsWith("double", "float", "half");
    // as sha256sum prints it
    assertThat(weights.sha256())
        .isEqualTo("479cad1349cde45f6f3ee1fa11a12d7c0cc5e4c12461073cd2dac093c4c8e550");
  }

  @Test
  void safetensors() throws IOException {
    Path file = folder.resolve("w.pth");
    NamedTensor tensor = new NamedTensor("t", List.of(1L), new float[] {1});
    SafeTensors.write(file, List.of(tensor), Map.of());
    WeightsFile weights = WeightsFile.read(file);
    assertThat(weights.format()).isEqualTo(Format.SAFETENSORS);
    assertThat(weights.tensors()).containsOnlyKeys("t");
  }

  /** Headers whose length begins with the bytes of other formats. */
  @ParameterizedTest
  @ValueSource(longs = {0x0280, 0x4b50})
  void safetensorsThatBeginsLikeSomethingElse(long headerLength) throws IOException {
    byte[] header = new byte[(int) headerLength];
    Arrays.fill(header, (byte) ' ');
    header[0] = '{';
    header[1] = '}';
    Path file = folder.resolve("w");
    Files.write(file, SafeTensorsFile.of(headerLength, header));
    assertThat(WeightsFile.read(file).format()).isEqualTo(Format.SAFETENSORS);
  }

  @Test
  void aPyTorchFileFromBeforeItsZipFormat() throws IOException {
    assertRefused(TorchFixtures.bytes("legacy.pth"), "is in the format of PyTorch before 1.6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PK", "<!DOCTYPE html><html>", "80027d712858", "PK\u0005\u0006"})
  void somethingElse(String content) throws IOException {
    assertRefused(content.getBytes(StandardCharsets.UTF_8), "is neither a safetensors file nor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | but empty",
        "version https://git-lfs.github.com/spec/v1 | but a Git LFS pointer to one: git lfs pull",
        "'  <!DOCTYPE html><html>' | but an HTML page",
        "<HTML><head> | but an HTML page",
        "\u00ef\u00bb\u00bf<html> | but an HTML page",
        "<?xml version='1.0'?><Error> | but an XML document",
        "404: Not Found | but a text: '404: Not Found'",
        "<!-- sorry --><html> | but an HTML page",
        "'{\"error\": \"Repository not found\"}' | but a JSON text",
        "'\u001f\u008b\u0008' | but a gzip archive",
        "\u0089HDF | but an HDF5 file, as Keras writes",
        "\u0093NUMPY | but a NumPy array",
        "\u0040\u0001\u0000\u0000\u0000\u0000\u0000\u0000{\"a | but the beginning of a safetensors"
      })
  void whatPeopleHaveInPlaceOfWeights(String content, String message) throws IOException {
    assertRefused(content.getBytes(StandardCharsets.ISO_8859_1), message);
  }

  @Test
  void cutOffDownloads() throws IOException {
    byte[] whole = TorchFixtures.bytes("views.pth");
    assertRefused(
        Arrays.copyOf(whole, whole.length / 2),
        "without its end (the list of its entries), as when a download is cut off");
    byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, whole.length / 2), 200_000);
    assertRefused(zeros, "without its end: its last bytes are zeros");
    assertRefused(
        Arrays.copyOf(whole, whole.length + 7),
        "without its end where it should be: 7 more bytes follow");
    Path file = folder.resolve("whole");
    NamedTensor tensor = new NamedTensor("t", List.of(4L), new float[4]);
    SafeTensors.write(file, List.of(tensor), Map.of());
    byte[] bytes = Files.readAllBytes(file);
    assertRefused(Arrays.copyOf(bytes, bytes.length - 5), "the file is cut off");
    assertRefused(Arrays.copyOf(bytes, 20), "the beginning of a safetensors file that was cut off");
  }

  @Test
  void aKeyIsForPyTorchsFiles() throws IOException {
    Path file = folder.resolve("w.safetensors");
    SafeTensors.write(file, List.of(new NamedTensor("t", List.of(), new float[1])), Map.of());
    assertThatThrownBy(() -> WeightsFile.read(file, Optional.of("ema")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is a safetensors file, which is one dict;");
  }

  @Test
  void aPlainPickle() throws IOException {
    assertRefused(HexFormat.of().parseHex("80027d71002e80027d71002e80027d7100"), "is neither");
  }

  @Test
  void aSafetensorsFileWhoseLengthIsDamaged() throws IOException {
    byte[] damaged = SafeTensorsFile.of("{}");
    ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40);
    assertRefused(damaged, "is neither");
  }

  @Test
  void whatIsNoFile() {
    assertThatThrownBy(() -> WeightsFile.read(folder)).hasMessage(folder + ": is not a file");
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> WeightsFile.read(absent)).hasMessage(absent + ": no such file");
  }
}
