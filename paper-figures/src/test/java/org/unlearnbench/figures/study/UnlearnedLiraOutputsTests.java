package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.unlearnbench.metric.Outputs.single;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;
import org.unlearnbench.result.SplitOutputs;

class UnlearnedLiraOutputsTests {

  @Test
  void readsConfidencesFromForgetOutputs() {
    UnlearnedLira.Outcome outcome = UnlearnedLira.run(seeds(8, 4), seeds(8, -4));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UnlearnedLira.Result.class,
            result -> {
              assertThat(result.accuracy()).isEqualTo(1);
              assertThat(result.models()).isEqualTo(16);
            });
  }

  @Test
  void refusesFewSeeds() {
    assertThat(UnlearnedLira.run(seeds(3, 4), seeds(3, 4)))
        .isInstanceOf(UnlearnedLira.Refusal.class);
    assertThat(UnlearnedLira.run(List.of(), List.of())).isInstanceOf(UnlearnedLira.Refusal.class);
  }

  @Test
  void refusesOtherImages() {
    SplitOutputs other = single(Split.FORGET, new int[1], new float[][] {{1, 0}});
    assertThatThrownBy(() -> UnlearnedLira.run(seeds(8, 4), List.of(other)))
        .hasMessageContaining("different images");
  }

  private static List<SplitOutputs> seeds(int count, float logit) {
    return IntStream.range(0, count)
        .mapToObj(
            seed -> {
              float[][] logits = {{logit + 0.1f * seed, 0}, {logit - 0.1f * seed, 0}};
              return single(Split.FORGET, new int[2], logits);
            })
        .toList();
  }
}
