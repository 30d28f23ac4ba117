package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.io.InputException;

class UnpicklerTests {

  private static PickleProgram program() {
    return PickleProgram.protocol2();
  }

  private static void assertRefused(PickleProgram program, String message) {
    assertRefused(program.stop(), message);
  }

  private static void assertRefused(byte[] pickle, String message) {
    assertThatThrownBy(() -> Unpickler.read(pickle))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void plainData() throws InputException {
    PickleProgram program = program().op("](N").raw(0x88, 0x89).op("K").raw(255);
    program.op("M").raw(255, 255).op("J").number(-7).integer(Long.MIN_VALUE).raw(0x8a, 0);
    program.raw(0x8a, 1, 0xff).op("G").raw(0x3f, 0xe0, 0, 0, 0, 0, 0, 0).text("ä").op("e");
    assertThat(Unpickler.read(program.stop()))
        .isEqualTo(
            Arrays.asList(null, true, false, 255L, 65535L, -7L, Long.MIN_VALUE, 0L, -1L, 0.5, "ä"));
  }

  @Test
  void listsDictsAndTheMemo() throws InputException {
    PickleProgram program = program().op("}q").raw(7).op("(").text("a").op("]q").raw(0);
    program.op("K").raw(1).op("a").integer(5).op("h").raw(0).op("u").text("b").op("Ns");
    Map<Object, Object> expected = new HashMap<>();
    expected.put("a", List.of(1L));
    expected.put(5L, List.of(1L));
    expected.put("b", null);
    assertThat(Unpickler.read(program.stop())).isEqualTo(expected);
  }

  @Test
  void aTensor() throws InputException {
    Object tensor = Unpickler.read(program().tensor(10, 1, new long[] {2, 3}, 3, 1).stop());
    assertThat(tensor)
        .isEqualTo(
            new TensorRef(
                new TensorRef.Storage(DType.F32, "0", 10), 1, List.of(2L, 3L), List.of(3L, 1L)));
  }

  @Test
  void aStateDictWithItsVersions() throws InputException {
    PickleProgram program = program().global("collections", "OrderedDict").op(")R(");
    program.text("p").global("torch._utils", "_rebuild_parameter").op("(");
    program.tensor(1, 0, new long[0]).raw(0x88).global("collections", "OrderedDict").op(")RtRu");
    program.op("}").text("_metadata").op("}sb");
    assertThat(Unpickler.read(program.stop()))
        .isEqualTo(
            Map.of(
                "p",
                new TensorRef(new TensorRef.Storage(DType.F32, "0", 1), 0, List.of(), List.of())));
  }

  /** Seeds of 128 bits, as random generators have. */
  @Test
  void longWholeNumbers() throws InputException {
    assertThat(Unpickler.read(program().raw(0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1).stop()))
        .isEqualTo(BigInteger.ONE.shiftLeft(64));
    assertThat(Unpickler.read(program().raw(0x8a, 2, 0xfe, 0xff).stop())).isEqualTo(-2L);
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "nt, system",
    "builtins, eval",
    "builtins, exec",
    "__builtin__, eval",
    "builtins, getattr",
    "subprocess, Popen",
    "torch, load",
    "torch.hub, load",
    "torch, storage",
    "torch._utils, _rebuild_tensor",
    "torch._utils, _rebuild_device_tensor_from_numpy",
    "torch.jit, load",
    "collections, namedtuple",
    "collections, OrderedDict.fromkeys",
    "Torch, FloatStorage",
    "torch, 'FloatStorage '",
    "'', ''"
  })
  void otherNamesThanThoseOfTensors(String module, String name) {
    PickleProgram program = program().global(module, name).op("(").text("id").op("tR");
    assertRefused(program, "refers to '" + module + "." + name + "', which is no part of");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "i | 0x69 ('i')",
        "o | 0x6f ('o')",
        "\u0081 | 0x81",
        "\u0092 | 0x92",
        "\u0093 | 0x93",
        "\u0082 | 0x82",
        "P | 0x50 ('P')",
        "I | 0x49 ('I')",
        "\u0095 | 0x95",
        "2 | 0x32 ('2')",
        "\u008b | 0x8b",
        "\u00ff | 0xff",
        "\"\u0000\"| 0x00"
      })
  void otherInstructionsThanThoseOfTensors(String letter, String name) {
    assertRefused(
        program().op("N").op(letter),
        "uses the pickle instruction " + name + " at byte 3, which a state dict does not need");
  }

  @Test
  void everyTruncation() {
    byte[] valid = program().op("}").text("a").tensor(4, 0, new long[] {4}, 1).op("s").stop();
    for (int length = 0; length < valid.length; length++) {
      byte[] cut = Arrays.copyOf(valid, length);
      assertThatThrownBy(() -> Unpickler.read(cut)).isInstanceOf(InputException.class);
    }
    assertRefused(Arrays.copyOf(valid, valid.length + 1), "goes on after its end");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 255})
  void otherProtocols(int protocol) {
    assertRefused(new PickleProgram().raw(0x80, protocol).op("N"), "has pickle protocol");
    assertRefused(new PickleProgram().op("N"), "does not begin as a pickle");
    assertRefused(program().raw(0x80, 2).op("N"), "uses the pickle instruction 0x80 at byte 2");
  }

  @Test
  void stacksThatAreEmpty() {
    for (String op : List.of("", "a", "s", "t", "e", "u", "R", "b", "Q", "q\0", "\u0085")) {
      assertRefused(program().op(op), "not there");
    }
    for (String op : List.of("(a", "(N\u0086", "(", "(q\0", "](a", "N(b")) {
      assertRefused(program().op(op), "not there");
    }
    assertRefused(program().op("NN"), "goes on after its end");
  }

  @Test
  void theMemo() {
    assertRefused(program().op("h\0"), "memo entry 0, which is not there");
    assertRefused(program().op("j").number(-1), "memo entry 4294967295, which is not there");
    assertRefused(program().op("Nr").number(-1), "has a memo of 4294967295 entries or more");
    assertRefused(program().op("Nr").number(1 << 30), "has a memo of 1073741824 entries or more");
  }

  @Test
  void lengthsBeyondTheEnd() {
    assertRefused(program().op("X").number(-1), "asks for 4294967295 more bytes");
    assertRefused(program().op("X").number(Integer.MAX_VALUE), "asks for 2147483647 more bytes");
    assertRefused(program().raw(0x8a, 255), "asks for 255 more bytes");
    assertRefused(program().op("c" + "m".repeat(1000)), "a name without end");
    assertRefused(program().op("X").number(1).raw(0xff), "not UTF-8");
  }

  @Test
  void keysWithoutHash() {
    assertRefused(program().op("}]Ns"), "neither text nor whole number");
    assertRefused(program().op("}q\0h\0Ns"), "neither text nor whole number");
    assertRefused(program().op("})Ns"), "neither text nor whole number");
    assertRefused(program().op("}NNs"), "neither text nor whole number");
    assertRefused(program().op("}(").text("a").op("N").text("a").op("Nu"), "two entries for 'a'");
    assertRefused(program().op("}(").text("a").op("u"), "no dict");
    assertRefused(program().op("](NNu"), "no dict");
    assertRefused(program().op("}Na"), "no list");
  }

  @Test
  void callsThatPyTorchDoesNotMake() {
    assertRefused(program().op("N)R"), "no function");
    assertRefused(program().global("collections", "OrderedDict").op("]R"), "no function");
    assertRefused(program().global("collections", "OrderedDict").op("]\u0085R"), "arguments");
    assertRefused(program().global("torch", "FloatStorage").op(")R"), "which is a type");
    PickleProgram tensor = program().global("torch._utils", "_rebuild_tensor_v2");
    assertRefused(tensor.op(")R"), "something else than PyTorch does");
    PickleProgram parameter = program().global("torch._utils", "_rebuild_parameter");
    assertRefused(parameter.op("(NNNtR"), "something else than PyTorch does");
    assertRefused(program().op("N}b"), "sets attributes");
    assertRefused(program().op("}Nb"), "sets attributes");
    assertRefused(program().tensor(1, 0, new long[] {1}, 1).op("}b"), "sets attributes");
  }

  @Test
  void storagesThatAreNone() {
    assertRefused(program().op("NQ"), "no storage");
    assertRefused(program().op(")Q"), "no storage");
    assertRefused(program().storage("FloatStorage", "0", -1), "a storage of -1 elements");
    assertRefused(program().storage("FloatStorage", "../../etc", 1), "a key of 9 characters");
    assertRefused(program().storage("FloatStorage", "", 1), "a key of 0 characters");
    PickleProgram module = program().op("(").text("module");
    module.global("torch", "FloatStorage").text("0").text("cpu").integer(1);
    assertRefused(module.op("tQ"), "no storage");
    PickleProgram dict = program().op("(").text("storage");
    dict.global("collections", "OrderedDict").text("0").text("cpu").integer(1);
    assertRefused(dict.op("tQ"), "no storage");
  }

  @Test
  void viewsBeyondTheirStorage() {
    long big = Long.MAX_VALUE;
    assertRefused(program().tensor(4, 1, new long[] {4}, 1), "reaches beyond its storage of 4");
    assertRefused(program().tensor(4, 4, new long[0]), "reaches beyond its storage of 4");
    assertRefused(program().tensor(4, 0, new long[] {2}, 4), "reaches beyond its storage of 4");
    assertRefused(program().tensor(4, -1, new long[] {4}, 1), "negative");
    assertRefused(program().tensor(4, 3, new long[] {2}, -1), "negative");
    assertRefused(program().tensor(4, 0, new long[] {-1, -1}, 1, 1), "negative");
    assertRefused(program().tensor(4, 0, new long[] {2}, 1, 1), "1 dimensions with 2 strides");
    assertRefused(program().tensor(4, 0, new long[65], new long[65]), "65 dimensions");
    assertRefused(program().tensor(4, 0, new long[] {big, 2}, 0, 0), "too large");
    assertRefused(program().tensor(4, 0, new long[] {3}, big), "too large");
    assertRefused(program().tensor(4, big, new long[] {2}, 1), "too large");
  }

  /** Depth costs nothing: reading does not recurse, nor does looking at what was read. */
  @Test
  void nestingWithoutEnd() throws InputException {
    PickleProgram lists = program();
    PickleProgram tuples = program().op(")");
    for (int i = 0; i < 100_000; i++) {
      lists.op("]");
      tuples.op("\u0085");
    }
    for (int i = 1; i < 100_000; i++) {
      lists.op("a");
    }
    assertThat(Unpickler.read(lists.stop()) instanceof List<?> list && list.size() == 1).isTrue();
    assertThat(Unpickler.read(tuples.stop()) instanceof Unpickler.Tuple).isTrue();
    assertRefused(program().op("(".repeat(100_000)), "not there");
  }

  /** Ten lists of ten times the one before: small in memory as long as nobody unrolls it. */
  @Test
  void aMillionLaughs() throws InputException {
    PickleProgram program = program().op("]q\0");
    for (int i = 0; i < 10; i++) {
      program.op("](" + ("h" + (char) i).repeat(10) + "eq" + (char) (i + 1));
    }
    byte[] pickle = program.raw(0x86).stop();
    assertThatThrownBy(() -> Unpickler.read(pickle)).hasMessageContaining("goes on");
  }

  @Test
  void aListThatContainsItself() throws InputException {
    Object list = Unpickler.read(program().op("]q\0h\0a").stop());
    assertThat(list instanceof List<?> items && items.get(0) == list).isTrue();
  }
}
