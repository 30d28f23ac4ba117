package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.InputException;

class StateFileTests {
  @TempDir Path folder;

  /** One value of every kind. */
  private static final class Everything implements Resumable {
    long number;
    double decimal;
    boolean flag;
    String text = "";
    byte[] bytes = {};
    float[] floats = {};
    double[] doubles = {};
    long[] numbers = {};

    static Everything filled() {
      Everything all = new Everything();
      all.number = Long.MIN_VALUE + 1;
      all.decimal = Double.longBitsToDouble(0x7ff8_0000_0000_0123L);
      all.flag = true;
      all.text = "Zürich\n";
      all.bytes = new byte[] {0, -1, 127};
      all.floats = new float[20_000];
      for (int i = 0; i < all.floats.length; i++) {
        all.floats[i] = Float.intBitsToFloat(i * 214_013 + 2_531_011);
      }
      all.doubles = new double[] {-0.0, Double.MIN_VALUE, Double.POSITIVE_INFINITY};
      all.numbers = new long[] {1, -1};
      return all;
    }

    @Override
    public void save(StateFile.Out out) throws IOException {
      out.number(number);
      out.decimal(decimal);
      out.flag(flag);
      out.text(text);
      out.bytes(bytes);
      out.floats(floats);
      out.doubles(doubles);
      out.numbers(numbers);
    }

    @Override
    public void restore(StateFile.In in) throws IOException {
      number = in.number();
      decimal = in.decimal();
      flag = in.flag();
      text = in.text();
      bytes = in.bytes();
      floats = in.floats();
      doubles = in.doubles();
      numbers = in.numbers();
    }
  }

  private Path written(Resumable... parts) throws IOException {
    Path file = folder.resolve("deep").resolve("a.state");
    StateFile.write(file, List.of(parts));
    return file;
  }

  @Test
  void everyBitComesBack() throws IOException {
    Everything before = Everything.filled();
    Everything after = new Everything();
    StateFile.read(written(before, new Everything()), List.of(after, new Everything()));
    assertThat(after.number).isEqualTo(before.number);
    assertThat(Double.doubleToRawLongBits(after.decimal))
        .isEqualTo(Double.doubleToRawLongBits(before.decimal));
    assertThat(after.flag).isTrue();
    assertThat(after.text).isEqualTo(before.text);
    assertThat(after.bytes).isEqualTo(before.bytes);
    assertThat(bits(after.floats)).isEqualTo(bits(before.floats));
    assertThat(after.doubles).isEqualTo(before.doubles);
    assertThat(after.numbers).isEqualTo(before.numbers);
    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      assertThat(files).hasSize(1);
    }
  }

  private static int[] bits(float... values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  @Test
  void anyDamageIsFoundBeforeAnythingIsRestored() throws IOException {
    Everything small = Everything.filled();
    small.floats = new float[] {1};
    Path file = written(small);
    byte[] whole = Files.readAllBytes(file);
    Everything after = new Everything();
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 4;
      Files.write(file, damaged);
      assertThatThrownBy(() -> StateFile.read(file, List.of(after)))
          .as("byte " + i)
          .isInstanceOf(InputException.class);
    }
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> StateFile.read(file, List.of(after)))
          .as("cut to " + length)
          .isInstanceOf(InputException.class);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> StateFile.read(file, List.of(after)))
        .isInstanceOf(InputException.class);
    assertThat(after.number).isZero();
  }

  @Test
  void aWriterThatFailsLeavesTheOldFile() throws IOException {
    Path file = written(Everything.filled());
    byte[] before = Files.readAllBytes(file);
    Resumable failing =
        new Resumable() {
          @Override
          public void save(StateFile.Out out) throws IOException {
            out.number(1);
            throw new IOException("no space");
          }

          @Override
          public void restore(StateFile.In in) {}
        };
    assertThatThrownBy(() -> StateFile.write(file, List.of(failing)))
        .hasMessage(file + ": no space");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void refusesStatesOfOtherThings() throws IOException {
    Path file = written(Everything.filled());
    assertThatIllegalStateException()
        .isThrownBy(() -> StateFile.read(file, List.of()))
        .withMessageContaining("more than was asked for");
    assertThatIllegalStateException()
        .isThrownBy(() -> StateFile.read(file, List.of(new Everything(), new Everything())))
        .withMessageContaining("fewer");
    Resumable other =
        new Resumable() {
          @Override
          public void save(StateFile.Out out) throws IOException {
            out.floats(1, 2, 3);
          }

          @Override
          public void restore(StateFile.In in) throws IOException {
            in.fill(new float[2]);
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> StateFile.read(written(other), List.of(other)))
        .withMessage("a state has 3 values where 2 were expected");
  }
}
