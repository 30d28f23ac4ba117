package org.unlearnbench.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.baselines.Methods.Outcome;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.filter.ConvolutionLayer;
import org.unlearnbench.method.filter.ConvolutionLayer.Unit;

/** Retrain, fine-tuning, ARU and its control. */
class FirstMethodsTests {

  @Test
  void retrainFollowsOriginalsRecipeUnlessToldOtherwise() {
    Retrain method = new Retrain();
    ParameterValues none = ParameterValues.defaults(method.info().parameters());
    assertThat(none.asMap()).isEmpty();
    Outcome whole = Methods.run(method, none, false);
    assertThat(whole.epochs()).hasSize(12).last().isEqualTo("12/12");
    Outcome spelledOut =
        Methods.run(method, none.with("lr", 0.02).with("schedule.type", "step"), false);
    assertThat(spelledOut.after()).isEqualTo(whole.after());
    Outcome slower = Methods.run(method, none.with("lr", 0.001), false);
    assertThat(slower.after()).isNotEqualTo(whole.after());
  }

  /** Runs made before there was a choice keep what they did, or verify would find other bits. */
  @ParameterizedTest
  @CsvSource({
    "aru, preset, abstract",
    "random-mask, preset, abstract",
    "amun, train-on-forget, false",
    "eu-k, pull, 0.0",
    "eu-k, mode, train"
  })
  void settingsThatCameLaterKnowWhatWasBefore(String method, String name, String before) {
    assertThat(Methods.registry().get(method).info().parameters())
        .filteredOn(parameter -> parameter.name().equals(name))
        .singleElement()
        .satisfies(parameter -> assertThat(parameter.former().value()).hasToString(before));
  }

  @Test
  void aDivergingLossEndsTheMethod() {
    FineTune method = new FineTune();
    ParameterValues values = Methods.small(method).with("lr", 1e30);
    assertThatThrownBy(() -> Methods.run(method, values, false))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageMatching("epoch 1: (the loss is|a parameter became) .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aru", "random-mask"})
  void withoutTrainingOnlyTheMaskedFiltersChange(String name) {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values =
        Methods.small(method)
            .with("preset", "abstract")
            .with("finetune.epochs", 0L)
            .with("reset.batch-norm", false)
            .with("mask.ratio", 0.3);
    Outcome outcome = Methods.run(method, values, false);
    Map<String, Integer> counts = new HashMap<>();
    List<List<Object>> rows = outcome.artefacts().tables().get("mask.csv");
    List<ConvolutionLayer> layers = ConvolutionLayer.of(outcome.layout(), Unit.FILTER, true, true);
    assertThat(rows).hasSize(layers.stream().mapToInt(ConvolutionLayer::units).sum());
    int row = 0;
    for (ConvolutionLayer layer : layers) {
      for (int f = 0; f < layer.units(); f++) {
        boolean masked = rows.get(row).get(3).equals(1);
        assertThat(rows.get(row).subList(0, 2)).containsExactly(layer.weight().module(), f);
        counts.merge(layer.weight().module(), masked ? 1 : 0, Integer::sum);
        for (int i = layer.unitOffset(f); i < layer.unitOffset(f + 1); i++) {
          assertThat(outcome.changed(i)).isEqualTo(masked);
        }
        row++;
      }
      assertThat(counts.get(layer.weight().module())).isEqualTo(Math.round(0.3 * layer.units()));
    }
    assertThat(outcome.movedWeights()).allMatch(tensor -> tensor.matches(".*(conv|downsample).*"));
  }

  @ParameterizedTest
  @CsvSource({
    "mask.input, adversarial", "mask.input, clean", "mask.score, grad-l2", "mask.score, taylor",
    "mask.score, contrast", "mask.select, largest", "mask.scope, global", "attack.norm, l2",
    "mask.score, gradient-distance", "mask.mode, train", "attack.direction, minimise"
  })
  void everyChoiceOfAruLeadsElsewhere(String key, String value) {
    AttackAndReset method = new AttackAndReset();
    ParameterValues values =
        Methods.small(method).with("preset", "abstract").with("mask.ratio", 0.3);
    if (value.equals("l2")) {
      values = values.with("attack.epsilon", 1.0).with("attack.step-size", 0.25);
    }
    ParameterValues other = values.with(key, value);
    assertThat(maskOf(method, other)).isNotEqualTo(maskOf(method, values));
  }

  private static List<Object> maskOf(UnlearningMethod method, ParameterValues values) {
    Outcome outcome = Methods.run(method, values.with("finetune.epochs", 0L), false);
    return outcome.artefacts().tables().get("mask.csv").stream().map(row -> row.get(3)).toList();
  }

  @Test
  void aruWritesWhatTheAttackDid() {
    AttackAndReset method = new AttackAndReset();
    Outcome outcome = Methods.run(method, Methods.small(method).with("preset", "abstract"), true);
    List<List<Object>> rows = outcome.artefacts().tables().get("noise.csv");
    assertThat(rows).hasSize(32);
    int raised = 0;
    for (List<Object> row : rows) {
      assertThat((double) row.get(2)).isPositive().isLessThanOrEqualTo(8.0 / 255 + 1e-6);
      raised += (double) row.get(5) > (double) row.get(4) ? 1 : 0;
    }
    assertThat(raised).isGreaterThanOrEqualTo(31);
    assertThat(outcome.artefacts().files())
        .containsOnlyKeys("noise-0.png", "noise-1.png", "noise-2.png", "noise-3.png");
    assertThat(outcome.epochs()).containsExactly("0/1", "1/1"); // right after the reset, too
    assertThat(outcome.artefacts().tables().get("attack.csv")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aruByItsCoAuthorsCodeZeroesHalfTheKernels(boolean multiLabel) {
    for (UnlearningMethod method : List.of(new AttackAndReset(), new RandomMask())) {
      ParameterValues values = Methods.small(method).with("finetune.epochs", 0L);
      Outcome outcome = Methods.run(method, values, multiLabel);
      for (ConvolutionLayer layer :
          ConvolutionLayer.of(outcome.layout(), Unit.KERNEL, true, true)) {
        boolean shortcut = layer.weight().module().contains("downsample");
        int zeroes = 0;
        for (int u = 0; u < layer.units(); u++) {
          boolean zero = outcome.after()[layer.unitOffset(u)] == 0;
          zeroes += zero ? 1 : 0;
          for (int i = layer.unitOffset(u); i < layer.unitOffset(u + 1); i++) {
            assertThat(outcome.changed(i)).isEqualTo(zero);
            assertThat(outcome.after()[i] == 0).isEqualTo(zero);
          }
        }
        assertThat(zeroes).isEqualTo(shortcut ? 0 : layer.units() / 2);
      }
      assertThat(outcome.moved()).allMatch(tensor -> tensor.name().contains("conv"));
      assertThat(outcome.artefacts().files()).containsKey("mask-layer4.1.conv2.png");
    }
  }

  @Test
  void itsNoiseLowersTheLoss() {
    AttackAndReset method = new AttackAndReset();
    Outcome outcome = Methods.run(method, Methods.small(method), false);
    List<List<Object>> attack = outcome.artefacts().tables().get("attack.csv");
    assertThat((double) attack.get(3).get(1)).isLessThan((double) attack.get(0).get(1));
  }

  @Test
  void aPresetsDefaultsMayBeSpelledOut() {
    AttackAndReset method = new AttackAndReset();
    ParameterValues small = Methods.small(method);
    ParameterValues spelled =
        small
            .with("attack.direction", "minimise")
            .with("attack.steps", 3L)
            .with("mask.score", "gradient-distance")
            .with("mask.unit", "kernel")
            .with("mask.mode", "train")
            .with("mask.ratio", 0.5)
            .with("mask.layers", "without-downsample")
            .with("reset.init", "zero")
            .with("reset.batch-norm", false)
            .with("finetune.schedule.type", "step");
    assertThat(Methods.run(method, spelled, false).after())
        .isEqualTo(Methods.run(method, small, false).after());
    assertThat(Methods.run(method, small.with("preset", "abstract"), false).after())
        .isNotEqualTo(Methods.run(method, small, false).after());
  }

  @Test
  void lookingAtTheMechanismChangesNothing() {
    AttackAndReset method = new AttackAndReset();
    ParameterValues values = Methods.small(method);
    Outcome plain = Methods.run(method, values, false);
    Outcome looked = Methods.run(method, values.with("mechanism", true), false);
    assertThat(looked.after()).isEqualTo(plain.after());
    assertThat(looked.phases()).isEqualTo(plain.phases());
    List<List<Object>> overlaps = looked.artefacts().tables().get("overlap.csv");
    assertThat(overlaps).hasSize(28);
    assertThat(overlaps).contains(List.of("chosen", "minimise-train", 1.0));
    assertThat(looked.artefacts().tables().get("kernels.csv")).isNotEmpty();
    assertThat(plain.artefacts().tables()).doesNotContainKeys("overlap.csv", "kernels.csv");
  }

  @Test
  void cleanImagesHaveNoDistanceFromThemselves() {
    AttackAndReset method = new AttackAndReset();
    ParameterValues values = Methods.small(method).with("mask.input", "clean");
    assertThatThrownBy(() -> Methods.run(method, values, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use noise or adversarial");
  }

  @Test
  void theStemCanBeSpared() {
    RandomMask method = new RandomMask();
    ParameterValues values =
        Methods.small(method).with("mask.stem", false).with("finetune.epochs", 0L);
    assertThat(Methods.run(method, values, false).movedWeights())
        .isNotEmpty()
        .doesNotContain("conv1.weight", "bn1.weight");
  }
}
