package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NumpyRandomStateTests {
  private final JsonNode numpy = GoldenLosses.json("numpy-random.json");

  @Test
  void rawOutputsAreNumpys() {
    NumpyRandomState random = new NumpyRandomState(0);
    for (JsonNode expected : numpy.required("seed0_first_uint32")) {
      assertThat(Integer.toUnsignedLong(random.nextInt32())).isEqualTo(expected.asLong());
    }
  }

  @Test
  void rawOutputsAfterSeveralRefillsAreNumpys() {
    // RandomState(4294967295).randint(0, 2**32, 2000, dtype=numpy.uint32)[-1]
    NumpyRandomState random = new NumpyRandomState(0xffffffffL);
    IntStream.range(0, 1999).forEach(i -> random.nextInt32());
    assertThat(Integer.toUnsignedLong(random.nextInt32())).isEqualTo(1762272365L);
  }

  @Test
  void shuffleIsNumpys() {
    int[] values = IntStream.range(0, 1500).toArray();
    new NumpyRandomState(42).shuffle(values);
    int[] head = ints(numpy.required("seed42_shuffle_1500_head"));
    assertThat(Arrays.copyOf(values, head.length)).containsExactly(head);
    double[] doubles = IntStream.range(0, 1500).asDoubleStream().toArray();
    new NumpyRandomState(42).shuffle(doubles);
    assertThat(Arrays.stream(doubles).mapToInt(d -> (int) d)).containsExactly(box(values));
  }

  @Test
  void permutationIsNumpys() {
    int[] expected = ints(numpy.required("seed0_permutation_100"));
    assertThat(new NumpyRandomState(0).permutation(100)).containsExactly(expected);
  }

  @Test
  void choiceIsTheHeadOfAPermutation() {
    int[] values = {7, 5, 3, 1};
    int[] order = new NumpyRandomState(9).permutation(4);
    assertThat(new NumpyRandomState(9).choiceWithoutReplacement(values, 2))
        .containsExactly(values[order[0]], values[order[1]]);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new NumpyRandomState(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new NumpyRandomState(1L << 32)).hasMessageContaining("4294967296");
    NumpyRandomState random = new NumpyRandomState(1);
    assertThatThrownBy(() -> random.nextInterval(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> random.choiceWithoutReplacement(new int[1], 2))
        .hasMessageContaining("2 of 1");
  }

  @Property
  void everyIntervalIsKept(
      @ForAll @LongRange(min = 0, max = 0xffffffffL) long seed,
      @ForAll @IntRange(min = 0) int max) {
    assertThat(new NumpyRandomState(seed).nextInterval(max)).isBetween(0, max);
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  private static Integer[] box(int... values) {
    return Arrays.stream(values).boxed().toArray(Integer[]::new);
  }
}
