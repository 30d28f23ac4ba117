package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.result.StoredRun;

/**
 * What made published numbers mean something else, see the column {@code traps} in {@code
 * experiments/published}: our own runner does none of it.
 */
class TrapTests {
  private static final int COUNT = 30;

  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void fixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  private Map<Split, SplitOutputs> outputs(String method, long heldOut) throws Exception {
    StoredRun run =
        StoredRun.open(
            fixture
                .run(
                    fixture.places("-" + heldOut),
                    RunFixture.edited(
                        fixture.experiment("[original, finetune, retrain]"),
                        List.of(1L),
                        1,
                        Map.of(),
                        Map.of("held-out", heldOut)),
                    false)
                .run());
    Cell cell =
        run.cells().stream().filter(c -> c.method().equals(method)).findFirst().orElseThrow();
    return run.outputs(cell);
  }

  /** Trap forget-from-retain: every split's outputs are those of its own images. */
  @Test
  void everySplitIsMeasuredOnItsOwnImages() throws Exception {
    Map<Split, SplitOutputs> outputs = outputs("finetune", 0);
    Set<String> seen = new HashSet<>();
    for (Split split : Split.values()) {
      int begin = split.ordinal() * COUNT;
      assertThat(outputs.get(split).paths())
          .isEqualTo(
              IntStream.range(begin, begin + COUNT).mapToObj(i -> "img/" + i + ".png").toList());
      assertThat(seen.addAll(outputs.get(split).paths())).isTrue();
    }
    assertThat(seen).hasSize(4 * COUNT);
  }

  /**
   * Traps trains-on-unseen and epoch-chosen-on-test: other test and unseen images and labels leave
   * every model the same in every bit.
   */
  @Test
  void noModelDependsOnTestOrUnseen() throws Exception {
    for (String method : List.of("original", "finetune", "retrain")) {
      Map<Split, SplitOutputs> one = outputs(method, 0);
      Map<Split, SplitOutputs> other = outputs(method, 1);
      for (Split split : List.of(Split.RETAIN, Split.FORGET)) {
        assertThat(other.get(split).logits()).as(method).isDeepEqualTo(one.get(split).logits());
      }
      for (Split split : List.of(Split.TEST, Split.UNSEEN)) {
        assertThat(Arrays.deepEquals(other.get(split).logits(), one.get(split).logits()))
            .as(method + ": the other images must be others")
            .isFalse();
      }
    }
  }

  /** Nothing a method is given leads to more than these two sets. */
  @Test
  void aMethodIsGivenRetainAndForgetAlone() {
    assertThat(Arrays.stream(MethodContext.class.getMethods()))
        .filteredOn(method -> method.getReturnType() == LabelledImages.class)
        .extracting(Method::getName)
        .containsExactlyInAnyOrder("retain", "forget");
  }

  /** Trap accuracy-on-unseen: what unseen images get changes no accuracy on test. */
  @Test
  void testAccuracyLooksAtTestAlone() throws Exception {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(outputs("finetune", 0));
    SplitOutputs unseen = outputs.get(Split.UNSEEN);
    float[][] wrong = new float[unseen.size()][];
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = new float[3];
      wrong[i][(unseen.labels()[i][0] + 1) % 3] = 9;
    }
    List<Double> before = accuracies(outputs);
    outputs.put(
        Split.UNSEEN,
        new SplitOutputs(Split.UNSEEN, unseen.task(), unseen.paths(), unseen.labels(), wrong));
    List<Double> after = accuracies(outputs);
    assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2));
    assertThat(after.get(2)).isZero();
    assertThat(before.get(2)).isPositive();
  }

  private List<Double> accuracies(Map<Split, SplitOutputs> outputs) {
    Metric.Input input =
        new Metric.Input(outputs, Optional.empty(), Optional.empty(), 1, Double.NaN);
    return Stream.of("test_accuracy", "test_top2", "unseen_accuracy")
        .map(
            column ->
                fixture.extensions.metrics().stream()
                    .filter(metric -> metric.column().equals(column))
                    .findFirst()
                    .orElseThrow()
                    .compute(input))
        .toList();
  }
}
