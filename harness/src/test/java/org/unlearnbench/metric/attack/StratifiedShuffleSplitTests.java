package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StratifiedShuffleSplitTests {

  static List<String> cases() {
    return GoldenLosses.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void splitsAreScikitLearns(String name) {
    JsonNode expected = GoldenLosses.expected(name);
    int unseen = expected.required("n_unseen").asInt();
    int forget = expected.required("n_forget_used").asInt();
    List<StratifiedShuffleSplit.Fold> folds =
        StratifiedShuffleSplit.folds(labels(unseen, forget), 10, 0);
    assertThat(expected.required("splits")).hasSize(10);
    for (int s = 0; s < 10; s++) {
      JsonNode split = expected.required("splits").get(s);
      StratifiedShuffleSplit.Fold fold = folds.get(s);
      assertThat(fold.train()).hasSize(split.required("n_train").asInt());
      assertThat(fold.test()).hasSize(split.required("n_test").asInt());
      assertThat(fold.train()).startsWith(ints(split.required("train_head")));
      assertThat(fold.test()).startsWith(ints(split.required("test")));
    }
  }

  @Test
  void tiesBetweenSeveralClassesAreBrokenAsScikitLearnDoes() {
    // StratifiedShuffleSplit(n_splits=3, test_size=0.1, random_state=7) of scikit-learn 1.2.1
    int[] labels = IntStream.range(0, 21).map(i -> i % 3).toArray();
    List<StratifiedShuffleSplit.Fold> folds = StratifiedShuffleSplit.folds(labels, 3, 7);
    assertThat(folds.get(0).train())
        .containsExactly(20, 15, 9, 0, 7, 4, 11, 6, 8, 16, 14, 10, 3, 17, 5, 18, 13, 1);
    assertThat(folds.get(0).test()).containsExactly(19, 12, 2);
    assertThat(folds.get(1).train())
        .containsExactly(19, 0, 10, 7, 13, 4, 15, 14, 9, 3, 20, 2, 11, 8, 16, 5, 6, 18);
    assertThat(folds.get(1).test()).containsExactly(17, 1, 12);
    assertThat(folds.get(2).train())
        .containsExactly(10, 6, 1, 19, 15, 13, 17, 20, 0, 14, 9, 18, 2, 12, 5, 8, 16, 7);
    assertThat(folds.get(2).test()).containsExactly(11, 3, 4);
  }

  @Test
  void refusesTooFewSamples() {
    assertThat(StratifiedShuffleSplit.obstacle(labels(0, 0))).contains("there are no samples");
    assertThat(StratifiedShuffleSplit.obstacle(labels(1, 20))).get().asString().contains("class 0");
    assertThat(StratifiedShuffleSplit.obstacle(labels(5, 5))).get().asString().contains("10 %");
    assertThat(StratifiedShuffleSplit.obstacle(labels(5, 6))).isEmpty();
    assertThatThrownBy(() -> StratifiedShuffleSplit.folds(labels(5, 5), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 % of 10 samples");
  }

  @Property(tries = 100)
  void everySampleIsUsedOnceAndSharesAreKept(
      @ForAll @IntRange(min = 2, max = 90) int zeros,
      @ForAll @IntRange(min = 9, max = 90) int ones,
      @ForAll @IntRange(min = 0) int seed) {
    int[] labels = labels(zeros, ones);
    for (StratifiedShuffleSplit.Fold fold : StratifiedShuffleSplit.folds(labels, 2, seed)) {
      assertThat(IntStream.concat(IntStream.of(fold.train()), IntStream.of(fold.test())).sorted())
          .containsExactlyElementsOf(IntStream.range(0, zeros + ones).boxed().toList());
      double share = IntStream.of(fold.test()).filter(row -> labels[row] == 0).count();
      double expected = (double) zeros * fold.test().length / (zeros + ones);
      assertThat(Math.abs(share - expected)).isLessThanOrEqualTo(2);
    }
  }

  static int[] labels(int zeros, int ones) {
    return IntStream.range(0, zeros + ones).map(i -> i < zeros ? 0 : 1).toArray();
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }
}
