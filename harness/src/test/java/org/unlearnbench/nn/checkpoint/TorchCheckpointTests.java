package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.GoldenFiles;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.graph.ResNet18Factory;

/** State dicts that PyTorch itself wrote. */
class TorchCheckpointTests {
  @TempDir Path folder;

  private Map<String, NamedTensor> read(String name) throws IOException {
    return TorchCheckpoint.read(TorchFixtures.copy(name, folder), Optional.empty());
  }

  @Test
  void aResNet18HasTheWeightsThatPyTorchSaved() throws IOException {
    Map<String, NamedTensor> tensors = read("resnet18-w8.pth");
    assertThat(tensors).hasSize(122);
    try (Network expected = GoldenFiles.network();
        Network network = new ResNet18Factory().create(GoldenFiles.SPEC)) {
      Checkpoints.load("resnet18-w8.pth", tensors, network);
      assertThat(network.parameters()).isEqualTo(expected.parameters());
    }
  }

  @Test
  void views() throws IOException {
    Map<String, NamedTensor> tensors = read("views.pth");
    assertThat(tensors.get("whole").values()).startsWith(0, 1, 2).hasSize(24);
    assertTensor(tensors.get("row"), List.of(6L), 12, 13, 14, 15, 16, 17);
    assertTensor(tensors.get("block"), List.of(2L, 3L), 8, 9, 10, 14, 15, 16);
    assertThat(tensors.get("transposed").shape()).containsExactly(6L, 4L);
    assertThat(tensors.get("transposed").values()).startsWith(0, 6, 12, 18, 1, 7);
    assertTensor(tensors.get("every_second"), List.of(2L, 3L), 1, 3, 5, 13, 15, 17);
    assertTensor(tensors.get("repeated"), List.of(3L, 4L), 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
    assertTensor(
        tensors.get("channels_last"),
        List.of(1L, 2L, 2L, 3L),
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11);
    assertTensor(tensors.get("scalar"), List.of(), 7);
    assertTensor(tensors.get("empty"), List.of(2L, 0L, 3L));
    assertTensor(tensors.get("parameter"), List.of(2L), 0, 1);
  }

  @Test
  void types() throws IOException {
    Map<String, NamedTensor> tensors = read("dtypes.pth");
    assertTensor(tensors.get("double"), List.of(2L), 0.1f, -2);
    assertTensor(tensors.get("float"), List.of(2L), 0.1f, -2);
    assertTensor(tensors.get("half"), List.of(2L), 0.0999755859375f, -2);
    assertTensor(tensors.get("bfloat16"), List.of(2L), 0.10009765625f, -2);
    assertTensor(tensors.get("long"), List.of(2L), 0x1p40f, -2);
    assertTensor(tensors.get("int"), List.of(2L), 1 << 20, -2);
    assertTensor(tensors.get("short"), List.of(2L), 1024, -2);
    assertTensor(tensors.get("char"), List.of(2L), 100, -2);
    assertTensor(tensors.get("byte"), List.of(2L), 100, 254);
    assertTensor(tensors.get("bool"), List.of(2L), 1, 0);
    assertThat(tensors).hasSize(10);
  }

  @Test
  void theStateDictAmongOtherThings() throws IOException {
    Map<String, NamedTensor> tensors = read("training.pth");
    assertThat(tensors.keySet())
        .containsExactly(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked");
    assertThat(tensors.get("1.num_batches_tracked").values()).containsExactly(1);
    assertThat(tensors.get("1.running_mean").values()).containsExactly(0.1f, 0.1f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two.pth | holds 2 state dicts, expected one: 'model', 'ema'",
        "none.pth | holds no tensors, expected a state dict",
        "list.pth | holds no dict, expected a state dict",
        "module.pth | refers to 'torch.nn.modules.container.Sequential', which is no part of",
        "numpy.pth | refers to 'numpy.core.multiarray.scalar', which is no part of",
        "complex.pth | refers to 'torch.ComplexFloatStorage', which is no part of",
        "sparse.pth | refers to 'torch._utils._rebuild_sparse_tensor', which is no part of",
        "protocol-4.pth | has pickle protocol 4, expected 2",
        "script.pth | is a TorchScript program, expected a state dict"
      })
  void refused(String name, String message) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve(name) + ": " + message);
  }

  @Test
  void aRepeatedNumberDoesNotFillTheMemory() throws IOException {
    byte[] pickle =
        PickleProgram.protocol2()
            .op("}")
            .text("a")
            .tensor(1, 0, new long[] {1 << 20, 1 << 10}, 0, 0)
            .op("s")
            .stop();
    Path file = TorchZip.of(pickle).with("archive/data/0", new byte[4]).write(folder.resolve("w"));
    assertThatThrownBy(() -> TorchCheckpoint.read(file, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("describes more numbers than its");
  }

  @Test
  void oneTensorUnderManyNamesDoesNotFillTheMemory() throws IOException {
    PickleProgram program = PickleProgram.protocol2().op("}(").text("0");
    program.tensor(1 << 10, 0, new long[] {1, 1 << 10}, 1, 1).op("q").raw(0);
    for (int i = 1; i < 1000; i++) {
      program.text("" + i).op("h").raw(0);
    }
    Path file =
        TorchZip.of(program.op("u").stop())
            .with("archive/data/0", new byte[4 << 10])
            .write(folder.resolve("w"));
    assertThatThrownBy(() -> TorchCheckpoint.read(file, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("describes more numbers than its");
  }

  @Test
  void memoryHasABound() throws IOException {
    Path file = TorchFixtures.copy("resnet18-w8.pth", folder);
    assertThatThrownBy(
            () -> TorchCheckpoint.read(file, Optional.empty(), new WeightsMemory(100_000)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("and memory is there for 25000");
  }

  @Test
  void aDictThatContainsItself() throws IOException {
    byte[] pickle = PickleProgram.protocol2().op("}q\0").text("a").op("h\0s").stop();
    Path file = TorchZip.of(pickle).write(folder.resolve("w"));
    assertThatThrownBy(() -> TorchCheckpoint.read(file, Optional.empty()))
        .hasMessageContaining("holds no tensors");
  }

  @Test
  void aNameWithoutEnd() throws IOException {
    byte[] pickle =
        PickleProgram.protocol2()
            .op("}")
            .text("n".repeat(501))
            .tensor(1, 0, new long[] {1}, 1)
            .op("s")
            .stop();
    Path file = TorchZip.of(pickle).with("archive/data/0", new byte[4]).write(folder.resolve("w"));
    assertThatThrownBy(() -> TorchCheckpoint.read(file, Optional.empty()))
        .hasMessageContaining("has a tensor name of 501 characters");
  }

  /** A dict of two tensors, as a module's state dict is. */
  private static PickleProgram module(PickleProgram program) {
    program.global("collections", "OrderedDict").op(")R(");
    program.text("fc.weight").tensor(2, 0, new long[] {1, 1}, 1, 1);
    return program.text("fc.bias").tensor(2, 1, new long[] {1}, 1).op("u");
  }

  private Path file(PickleProgram program) throws IOException {
    return TorchZip.of(program.stop())
        .with("archive/data/0", new byte[8])
        .write(folder.resolve("w"));
  }

  private void assertTheModule(PickleProgram program) throws IOException {
    assertThat(TorchCheckpoint.read(file(program), Optional.empty()).keySet())
        .containsExactly("fc.weight", "fc.bias");
  }

  /** Best accuracies, optimisers, schedulers, callbacks and losses, as training programs keep. */
  @Test
  void trainingStateBesideTheDict() throws IOException {
    PickleProgram program = PickleProgram.protocol2().op("}(").text("state_dict");
    module(program).text("best_acc1").tensor(2, 0, new long[0]);
    program.text("optimizer").op("}(").text("state").op("}K\0}").text("momentum_buffer");
    program.tensor(2, 0, new long[] {2}, 1).op("ss").text("param_groups").op("](NeuX");
    program.number(9).op("scheduler}").text("milestones").global("collections", "Counter");
    program.op("}(K\u005bK\u0001K\u0088K\u0001u\u0085Rs").text("callbacks").op("}");
    program.text("ModelCheckpoint").op("}").text("best_model_score").tensor(2, 0, new long[0]);
    program.op("ss").text("losses").global("collections", "defaultdict");
    program.global("__builtin__", "list").op("\u0085R").text("train").op("](G").raw(0x3f, 0xe0);
    program.raw(0, 0, 0, 0, 0, 0).op("es").text("seen").global("__builtin__", "set");
    program.op("](K\u0001e\u0085R").text("shape").global("torch", "Size").integers(1, 2);
    assertTheModule(program.op("\u0085R").text("type").global("torch", "float32").op("u"));
  }

  @Test
  void aDictWithinDicts() throws IOException {
    PickleProgram program = PickleProgram.protocol2().op("}").text("checkpoint").op("}");
    assertTheModule(module(program.text("net")).op("ss"));
  }

  @Test
  void severalDictsAreChosenFromByKey() throws IOException {
    PickleProgram program = PickleProgram.protocol2().op("}(").text("state_dict");
    module(program).text("init").op("}").text("weights");
    Path file = file(module(program).op("su"));
    assertThatThrownBy(() -> TorchCheckpoint.read(file, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": holds 2 state dicts, expected one: 'state_dict', 'init/weights'; choose with"
                + " --key NAME (in an experiment: key: NAME)");
    assertThat(TorchCheckpoint.read(file, Optional.of("init/weights"))).hasSize(2);
    assertThatThrownBy(() -> TorchCheckpoint.read(file, Optional.of("ema")))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": holds no state dict 'ema': 'state_dict', 'init/weights'");
  }

  @Test
  void aDictBesideTensorsOfItsOwn() throws IOException {
    PickleProgram program = PickleProgram.protocol2().op("}(").text("a.b");
    program.tensor(2, 0, new long[] {1}, 1).text("ema");
    Path file = file(module(program).op("u"));
    assertThatThrownBy(() -> TorchCheckpoint.read(file, Optional.empty()))
        .hasMessageContaining("expected one: the dict itself ('.'), 'ema';");
    assertThat(TorchCheckpoint.read(file, Optional.of("."))).containsOnlyKeys("a.b");
    assertThat(TorchCheckpoint.read(file, Optional.of("ema"))).hasSize(2);
  }

  /** Places are many and names long: what is remembered of them is little. */
  @Test
  void manyLongPlaces() throws IOException {
    PickleProgram dict = PickleProgram.protocol2().op("}").text("n".repeat(100_000)).op("q\0](");
    for (int i = 0; i < 5_000; i++) {
      dict.op("}h\0}").text("a.b").tensor(2, 0, new long[0]).op("ss");
    }
    assertThatThrownBy(() -> TorchCheckpoint.read(file(dict.op("es")), Optional.empty()))
        .hasMessageContaining("holds no tensors");
  }

  private static void assertTensor(NamedTensor tensor, List<Long> shape, float... values) {
    assertThat(tensor.shape()).isEqualTo(shape);
    assertThat(tensor.values()).isEqualTo(values);
  }
}
