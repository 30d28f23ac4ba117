package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.GoldenFiles;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.graph.ResNet18Factory;

/** Tensors find their places in a network, or a message names every one that does not. */
class CheckpointsTests {
  private static final Map<String, NamedTensor> GOLDEN = GoldenFiles.read("resnet18-w8");

  private Network network;

  @BeforeEach
  void create() {
    network = new ResNet18Factory().create(GoldenFiles.SPEC);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static Map<String, NamedTensor> renamed(UnaryOperator<String> rename) {
    return GOLDEN.values().stream()
        .map(t -> new NamedTensor(rename.apply(t.name()), t.shape(), t.values()))
        .collect(Collectors.toMap(NamedTensor::name, t -> t));
  }

  private void assertUnchangedAfter(Map<String, NamedTensor> tensors, String... parts) {
    float[] before = network.parameters();
    assertThatThrownBy(() -> Checkpoints.load("w.pth", tensors, network))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "w.pth: does not fit resnet18 of width 8 with 8 outputs for images of")
        .hasMessageContainingAll(parts);
    assertThat(network.parameters()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "module.",
        "model.",
        "module.model.",
        "model.module.model.",
        "_orig_mod.",
        "module._orig_mod.",
        "_orig_mod.module.model.",
        "net.",
        "model.net.",
        "net._orig_mod.module."
      })
  void prefixes(String prefix) throws InputException {
    Checkpoints.load("w", renamed(name -> prefix + name), network);
    try (Network expected = GoldenFiles.network()) {
      assertThat(network.parameters()).isEqualTo(expected.parameters());
    }
  }

  @Test
  void lastLayerByItsLongName() throws InputException {
    Checkpoints.load("w", renamed(name -> name.replaceFirst("^fc", "model.fc.fc")), network);
    try (Network expected = GoldenFiles.network()) {
      assertThat(network.parameters()).isEqualTo(expected.parameters());
    }
  }

  @Test
  void modulesCompiledOneByOne() throws IOException {
    Checkpoints.load("w", renamed(name -> name.replace("1.0.", "1._orig_mod.0.")), network);
    assertGolden();
  }

  @Test
  void anAverageOfModels() throws IOException {
    Map<String, NamedTensor> tensors = renamed(name -> "module." + name);
    tensors.put("n_averaged", new NamedTensor("n_averaged", List.of(), new float[] {3}));
    Checkpoints.load("w", tensors, network);
    assertGolden();
  }

  /** As transformers.ResNetForImageClassification names its modules. */
  @Test
  void huggingFacesNames() throws IOException {
    Checkpoints.load("w", renamed(CheckpointsTests::huggingFace), network);
    assertGolden();
  }

  private static String huggingFace(String name) {
    return name.replaceFirst("^conv1", "resnet.embedder.embedder.convolution")
        .replaceFirst("^bn1", "resnet.embedder.embedder.normalization")
        .replaceFirst("^layer1", "resnet.encoder.stages.0.layers")
        .replaceFirst("^layer2", "resnet.encoder.stages.1.layers")
        .replaceFirst("^layer3", "resnet.encoder.stages.2.layers")
        .replaceFirst("^layer4", "resnet.encoder.stages.3.layers")
        .replace(".downsample.0.", ".shortcut.convolution.")
        .replace(".downsample.1.", ".shortcut.normalization.")
        .replace(".conv1.", ".layer.0.convolution.")
        .replace(".bn1.", ".layer.0.normalization.")
        .replace(".conv2.", ".layer.1.convolution.")
        .replace(".bn2.", ".layer.1.normalization.")
        .replaceFirst("^fc", "classifier.1");
  }

  private void assertGolden() {
    try (Network expected = GoldenFiles.network()) {
      assertThat(network.parameters()).isEqualTo(expected.parameters());
    }
  }

  /** A model that normalises its own input is another model. */
  @Test
  void aNormalisationInFrontIsNamed() {
    Map<String, NamedTensor> tensors = renamed(name -> "module." + name);
    for (String name : List.of("module.normalize.mean", "module.normalize.std")) {
      tensors.put(name, new NamedTensor(name, List.of(3L), new float[3]));
    }
    assertUnchangedAfter(tensors, "unexpected: normalize.mean, normalize.std");
  }

  @Test
  void nothingAtAll() {
    assertUnchangedAfter(Map.of(), "missing: conv1.weight [8, 3, 7, 7], bn1.weight [8], ");
  }

  @Test
  void missingUnexpectedAndWronglyShaped() {
    Map<String, NamedTensor> tensors = new TreeMap<>(GOLDEN);
    tensors.remove("layer2.0.downsample.0.weight");
    tensors.remove("fc.bias");
    tensors.put("head.bias", new NamedTensor("head.bias", List.of(1L), new float[1]));
    tensors.put("conv1.bias", new NamedTensor("conv1.bias", List.of(8L), new float[8]));
    tensors.put("fc.weight", new NamedTensor("fc.weight", List.of(4L, 64L), new float[256]));
    tensors.put("bn1.weight", new NamedTensor("bn1.weight", List.of(8L, 1L), new float[8]));
    assertUnchangedAfter(
        tensors,
        "missing: layer2.0.downsample.0.weight [16, 8, 1, 1], fc.bias [8];",
        "unexpected: conv1.bias, head.bias;",
        "wrong shape: bn1.weight [8, 1] instead of [8], fc.weight [4, 64] instead of [8, 64]");
  }

  @Test
  void anotherWidthIsNamed() {
    Map<String, NamedTensor> tensors = new TreeMap<>(GOLDEN);
    tensors.put(
        "conv1.weight", new NamedTensor("conv1.weight", List.of(2L, 3L, 7L, 7L), new float[294]));
    assertUnchangedAfter(
        tensors,
        " pixels (network.width: 2 would fit conv1.weight): wrong shape: conv1.weight [2, 3, 7, 7]");
  }

  /** The network is somewhere in a larger program's modules; what is beside it is named. */
  @Test
  void aNetworkBesideOtherModules() throws IOException {
    Map<String, NamedTensor> nested = new TreeMap<>(renamed(name -> "net.backbone." + name));
    Checkpoints.load("w.pth", nested, network);
    nested.put("loss.weight", new NamedTensor("loss.weight", List.of(1L), new float[1]));
    assertThatThrownBy(() -> Checkpoints.load("w.pth", nested, network))
        .hasMessageEndingWith("pixels: unexpected: loss.weight");
    nested.putAll(renamed(name -> "teacher." + name));
    assertUnchangedAfter(nested, "missing: conv1.weight", "unexpected: loss.weight, net.backbone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fc.fc.", "fc.0.", "fc.1."})
  void aLastLayerWithinASequence(String last) throws IOException {
    Map<String, NamedTensor> tensors = renamed(name -> name.replaceFirst("^fc\\.", last));
    Checkpoints.load("w.pth", tensors, network);
    tensors.put("fc.2.weight", new NamedTensor("fc.2.weight", List.of(1L), new float[1]));
    assertUnchangedAfter(tensors, "two tensors for 'fc.weight'");
  }

  @Test
  void theSameTensorUnderTwoNames() {
    Map<String, NamedTensor> tensors = new TreeMap<>(GOLDEN);
    tensors.put("module.fc.bias", new NamedTensor("module.fc.bias", List.of(8L), new float[8]));
    assertUnchangedAfter(tensors, "two tensors for 'fc.bias'");
  }

  @Test
  void aForeignArchitectureIsNotListedWithoutEnd() {
    Map<String, NamedTensor> tensors = new TreeMap<>(GOLDEN);
    for (int i = 1000; i < 2000; i++) {
      tensors.put("x" + i, new NamedTensor("x" + i, List.of(), new float[1]));
    }
    assertUnchangedAfter(tensors, "unexpected: x1000, x1001, ", ", x1199 and 800 more");
  }

  @Test
  void prefixesWithoutEnd() {
    String name = "module.".repeat(100_000) + "fc.bias";
    Map<String, NamedTensor> tensors = new TreeMap<>(GOLDEN);
    tensors.put(name, new NamedTensor(name, List.of(8L), new float[8]));
    assertUnchangedAfter(tensors, "two tensors for 'fc.bias'");
  }
}
