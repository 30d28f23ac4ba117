package org.unlearnbench.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExtremesTests {

  @Property(tries = 300)
  void areTheFirstOfAStableSort(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = -3, max = 3) Integer> numbers,
      @ForAll @IntRange(min = 0, max = 30) int wanted) {
    int count = Math.min(wanted, numbers.size());
    float[] values = new float[numbers.size() + 2];
    values[0] = -9;
    values[values.length - 1] = 9;
    for (int i = 0; i < numbers.size(); i++) {
      values[i + 1] = numbers.get(i);
    }
    BitSet ascending = new BitSet();
    IntStream.range(0, numbers.size())
        .boxed()
        .sorted((a, b) -> Integer.compare(numbers.get(a), numbers.get(b)))
        .limit(count)
        .forEach(i -> ascending.set(i + 1));
    BitSet descending = new BitSet();
    IntStream.range(0, numbers.size())
        .boxed()
        .sorted((a, b) -> Integer.compare(numbers.get(b), numbers.get(a)))
        .limit(count)
        .forEach(i -> descending.set(i + 1));
    int end = values.length - 1;
    assertThat(Extremes.smallest(values, 1, end, count)).isEqualTo(ascending);
    assertThat(Extremes.largest(values, 1, end, count)).isEqualTo(descending);
  }

  @Test
  void zerosOfBothSignsAreEqual() {
    BitSet chosen = Extremes.smallest(new float[] {0f, -0f, 1f}, 0, 3, 1);
    assertThat(chosen.cardinality()).isEqualTo(1);
    assertThat(Extremes.smallest(new float[0], 0, 0, 0).isEmpty()).isTrue();
  }
}
