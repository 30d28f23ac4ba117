package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.result.SplitOutputs;

class ClassOrderTests {
  private static final Task NUMBERS =
      Task.singleLabel(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"));
  private static final Task FACES = Task.multiLabel(List.of("beard", "glasses", "hat"));

  /** Images of random labels, and what a model answers to each. */
  private static List<SplitOutputs> outputs(
      int images, ToIntBiFunction<Integer, SplittableRandom> answer) {
    SplittableRandom random = new SplittableRandom(5);
    List<String> paths = new ArrayList<>();
    int[][] labels = new int[images][];
    float[][] logits = new float[images][NUMBERS.outputs()];
    for (int i = 0; i < images; i++) {
      paths.add(i + ".png");
      labels[i] = new int[] {random.nextInt(NUMBERS.outputs())};
      logits[i][answer.applyAsInt(labels[i][0], random)] = 1;
    }
    return List.of(new SplitOutputs(Split.RETAIN, NUMBERS, paths, labels, logits));
  }

  /** Sorted as text, 10 comes after 1. */
  private static int asText(int label) {
    return label < 2 ? label : label == 10 ? 2 : label + 1;
  }

  @Test
  void classesThatWereSortedAsText() {
    List<SplitOutputs> nine =
        outputs(400, (label, random) -> random.nextInt(10) == 0 ? 3 : asText(label));
    assertThat(ClassOrder.better(nine))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("output 2 as 10, output 3 as 2, ")
                    .endsWith("in this order: 0, 1, 10, 2, 3, 4, 5, 6, 7, 8, 9?"));
  }

  @Test
  void modelsThatAreRightOrKnowNothingOrAnswerAllAlike() {
    assertThat(ClassOrder.better(outputs(400, (label, random) -> label))).isEmpty();
    assertThat(ClassOrder.better(outputs(400, (label, random) -> random.nextInt(11)))).isEmpty();
    assertThat(ClassOrder.better(outputs(400, (label, random) -> 4))).isEmpty();
    assertThat(ClassOrder.better(outputs(6, (label, random) -> asText(label)))).isEmpty();
    assertThat(ClassOrder.better(outputs(0, (label, random) -> label))).isEmpty();
    // An unlearned model that lost one class, and mistakes it for the next.
    assertThat(ClassOrder.better(outputs(400, (label, random) -> label == 3 ? 4 : label)))
        .isEmpty();
  }

  @Test
  void attributesInAnotherOrder() {
    assertThat(ClassOrder.better(attributes(1, 2, 0)))
        .hasValueSatisfying(
            text -> assertThat(text).endsWith("in this order: glasses, hat, beard?"));
    assertThat(ClassOrder.better(attributes(0, 1, 2))).isEmpty();
  }

  private static List<SplitOutputs> attributes(int... order) {
    SplittableRandom random = new SplittableRandom(6);
    List<String> paths = new ArrayList<>();
    int[][] labels = new int[200][FACES.outputs()];
    float[][] logits = new float[200][FACES.outputs()];
    for (int i = 0; i < labels.length; i++) {
      paths.add(i + ".png");
      for (int k = 0; k < labels[i].length; k++) {
        labels[i][k] = random.nextInt(2);
      }
      for (int k = 0; k < labels[i].length; k++) {
        logits[i][k] = labels[i][order[k]] - 0.5f;
      }
    }
    return List.of(new SplitOutputs(Split.TEST, FACES, paths, labels, logits));
  }
}
