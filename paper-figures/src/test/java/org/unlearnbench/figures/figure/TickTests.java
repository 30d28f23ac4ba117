package org.unlearnbench.figures.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TickTests {
  private static final ToDoubleFunction<String> WIDTH = label -> 7.0 * label.length() + 4;

  private static List<String> labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).filter(label -> !label.isEmpty()).toList();
  }

  @Property(tries = 1000)
  void labelsOfDecadesNeverTouchAndNeverStandOut(
      @ForAll @DoubleRange(min = -8, max = 1) double low,
      @ForAll @DoubleRange(min = 0.05, max = 9) double span,
      @ForAll @DoubleRange(min = 40, max = 400) double length) {
    Range range = new Range(low, low + span);
    double free = -8;
    for (Tick tick : Tick.decades(range, length, 8, WIDTH)) {
      if (!tick.label().isEmpty()) {
        double middle = range.share(tick.at()) * length;
        double half = WIDTH.applyAsDouble(tick.label()) / 2;
        assertThat(middle - half).isGreaterThanOrEqualTo(free);
        free = middle + half;
        assertThat(free).isLessThanOrEqualTo(length + 8);
      }
    }
  }

  @Test
  void everyDecadeKeepsItsTickWhenItsLabelGoes() {
    List<Tick> ticks = Tick.decades(new Range(-5.2, 1.5), 156, 8, WIDTH);
    assertThat(ticks)
        .extracting(t -> Math.round(t.at()))
        .containsExactly(-5L, -4L, -3L, -2L, -1L, 0L, 1L);
    assertThat(labels(ticks)).containsExactly("0.0001", "0.01", "1");
    assertThat(labels(Tick.decades(new Range(-2.2, 1.2), 400, 8, WIDTH)))
        .containsExactly("0.01", "0.1", "1", "10");
    assertThat(labels(Tick.decades(new Range(-7.4, -3.6), 60, 8, WIDTH))).hasSize(1);
    assertThat(Tick.decades(new Range(0.2, 0.8), 156, 8, WIDTH)).isEmpty();
  }

  @Test
  void aLongTimeAxisHasPowersOfTenAlone() {
    assertThat(labels(Tick.logarithmic(new Range(0, 1), 9))).containsExactly("1", "2", "5", "10");
    assertThat(labels(Tick.logarithmic(new Range(-2, 3.2), 9)))
        .containsExactly("0.01", "0.1", "1", "10", "100", "1000");
  }
}
