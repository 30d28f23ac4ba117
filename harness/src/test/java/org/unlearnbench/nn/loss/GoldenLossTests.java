package org.unlearnbench.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Task;
import org.unlearnbench.nn.GoldenFiles;
import org.unlearnbench.nn.checkpoint.NamedTensor;

/** Losses and gradients against PyTorch's values. */
class GoldenLossTests {
  private static final Task CLASSES =
      Task.singleLabel(List.of("a", "b", "c", "d", "e", "f", "g", "h"));

  private final Map<String, NamedTensor> golden = GoldenFiles.read("losses");

  @Test
  void crossEntropy() {
    float[][] logits = GoldenFiles.rows(golden.get("kl.student"));
    check(new CrossEntropy().of(logits, classLabels()), "ce.value", "ce.grad_student");
  }

  @Test
  void distillation() {
    float[][] student = GoldenFiles.rows(golden.get("kl.student"));
    float[][] teacher = GoldenFiles.rows(golden.get("kl.teacher"));
    check(new Distillation(CLASSES, 4).of(student, teacher), "kl.value", "kl.grad_student");
  }

  @Test
  void binaryCrossEntropy() {
    float[][] logits = GoldenFiles.rows(golden.get("bce.logits"));
    float[][] bits = GoldenFiles.rows(golden.get("bce.labels"));
    int[][] labels = new int[bits.length][bits[0].length];
    for (int i = 0; i < bits.length; i++) {
      for (int k = 0; k < bits[i].length; k++) {
        labels[i][k] = (int) bits[i][k];
      }
    }
    check(new BinaryCrossEntropy().of(logits, labels), "bce.value", "bce.grad_logits");
    for (int i = 0; i < logits.length; i++) {
      Loss one = new BinaryCrossEntropy().of(new float[][] {logits[i]}, new int[][] {labels[i]});
      assertThat(one.value())
          .isCloseTo(golden.get("bce.loss_per_sample").values()[i], offset(1e-5));
    }
  }

  private int[][] classLabels() {
    float[] y = golden.get("kl.y").values();
    int[][] labels = new int[y.length][];
    for (int i = 0; i < y.length; i++) {
      labels[i] = new int[] {(int) y[i]};
    }
    return labels;
  }

  private void check(Loss loss, String value, String gradient) {
    assertThat(loss.value()).isCloseTo(golden.get(value).values()[0], offset(1e-5));
    float[] expected = golden.get(gradient).values();
    float[] actual = GoldenFiles.flat(loss.gradient());
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as(gradient + " " + i).isCloseTo(expected[i], offset(1e-5f));
    }
  }
}
