package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.nn.GoldenFiles;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.graph.ResNet18Factory;

class SafeTensorsRoundTripTests {
  @TempDir Path folder;

  @Test
  void everyBitComesBack() throws IOException {
    float[] values = {
      0f,
      -0f,
      1f,
      Float.MIN_VALUE,
      -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NaN,
      Float.intBitsToFloat(0x7f800001), // a signalling NaN
      Float.intBitsToFloat(0xffc12345)
    };
    NamedTensor odd = new NamedTensor("ä \"quoted\"\n", List.of(3L, 1L, 3L), values);
    NamedTensor scalar = new NamedTensor("scalar", List.of(), new float[] {7});
    NamedTensor empty = new NamedTensor("empty", List.of(2L, 0L), new float[0]);
    Path file = folder.resolve("w.safetensors");
    SafeTensors.write(file, List.of(odd, empty, scalar), Map.of("b", "2", "a", "1"));
    Map<String, NamedTensor> read = SafeTensors.read(file);
    assertThat(read).containsOnlyKeys(odd.name(), "empty", "scalar");
    assertThat(read.get(odd.name()).shape()).isEqualTo(odd.shape());
    assertThat(bits(read.get(odd.name()).values())).isEqualTo(bits(values));
    assertThat(read.get("scalar").shape()).isEmpty();
    assertThat(read.get("scalar").values()).containsExactly(7);
    assertThat(read.get("empty").shape()).containsExactly(2L, 0L);
  }

  @Test
  void valuesBeyondOneChunkComeBackInOrder() throws IOException {
    float[] values = new float[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path file = folder.resolve("w.safetensors");
    SafeTensors.write(file, List.of(new NamedTensor("long", List.of(100_003L), values)), Map.of());
    assertThat(SafeTensors.read(file).get("long").values()).isEqualTo(values);
  }

  @Test
  void aNetworkComesBackBitEqualAndEqualNetworksGiveEqualBytes() throws IOException {
    Path first = folder.resolve("first.safetensors");
    Path second = folder.resolve("second.safetensors");
    try (Network network = GoldenFiles.network();
        Network other = new ResNet18Factory().create(GoldenFiles.SPEC)) {
      Checkpoints.write(first, network);
      Checkpoints.read(first, other);
      assertThat(bits(other.parameters())).isEqualTo(bits(network.parameters()));
      Checkpoints.write(second, other);
      assertThat(second).hasSameBinaryContentAs(first);
    }
  }

  @Test
  void aFullWidthNetworkComesBackBitEqual() throws IOException {
    NetworkSpec spec = new NetworkSpec("resnet18", 64, 32, 8);
    Path file = folder.resolve("w.safetensors");
    try (Network network = new ResNet18Factory().create(spec);
        Network other = new ResNet18Factory().create(spec)) {
      float[] parameters = new float[network.layout().length()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = Float.intBitsToFloat(i * 0x9e3779b1); // every kind of float
      }
      network.setParameters(parameters);
      Checkpoints.write(file, network);
      Checkpoints.read(file, other);
      assertThat(bits(other.parameters())).isEqualTo(bits(parameters));
    }
  }

  @Test
  void writingReplacesWholeFilesAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("w.safetensors");
    Files.writeString(file, "an old file");
    NamedTensor tensor = new NamedTensor("t", List.of(1L), new float[] {1});
    SafeTensors.write(file, List.of(tensor), Map.of());
    assertThat(SafeTensors.read(file)).containsOnlyKeys("t");
    assertThat(Files.getPosixFilePermissions(file).toString()).contains("OTHERS_READ");
    assertThat(names()).containsExactly("w.safetensors");
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path occupied = folder.resolve("w.safetensors");
    Files.createDirectories(occupied.resolve("inside"));
    NamedTensor tensor = new NamedTensor("t", List.of(1L), new float[] {1});
    assertThatThrownBy(() -> SafeTensors.write(occupied, List.of(tensor), Map.of()))
        .isInstanceOf(IOException.class);
    assertThat(occupied.resolve("inside")).isDirectory();
    assertThat(names()).containsExactly("w.safetensors");
  }

  @Test
  void namesMustDiffer() {
    Path file = folder.resolve("w.safetensors");
    NamedTensor tensor = new NamedTensor("t", List.of(1L), new float[] {1});
    NamedTensor metadata = new NamedTensor("__metadata__", List.of(1L), new float[] {1});
    assertThatThrownBy(() -> SafeTensors.write(file, List.of(tensor, tensor), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SafeTensors.write(file, List.of(metadata), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void aTensorHasAsManyValuesAsItsShapeSays() {
    assertThatThrownBy(() -> new NamedTensor("t", List.of(2L, 3L), new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 values for 't' of shape [2, 3]");
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static int[] bits(float... values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
