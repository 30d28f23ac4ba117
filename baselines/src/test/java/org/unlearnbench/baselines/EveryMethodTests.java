package org.unlearnbench.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.unlearnbench.baselines.Methods.Outcome;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.UnlearningMethod.Start;

/** What holds for every registered method, on both kinds of task. */
class EveryMethodTests {
  private static final Set<String> CHANGE_WITHOUT_TRAINING =
      Set.of("aru", "ct", "eu-k", "msg", "random-mask", "ssd");

  static Stream<Arguments> methodsAndTasks() {
    return Methods.registry().all().stream()
        .flatMap(
            method ->
                Stream.of(false, true)
                    .map(multi -> Arguments.of(method.name(), multi ? "multi" : "single")));
  }

  static Stream<String> names() {
    return Methods.registry().names().stream();
  }

  @ParameterizedTest
  @MethodSource("methodsAndTasks")
  void sameSeedSameWeightsAndUnlikeOriginal(String name, String task) {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values = Methods.small(method);
    Outcome first = Methods.run(method, values, task.equals("multi"));
    Outcome second = Methods.run(method, values, task.equals("multi"));
    assertThat(second.after()).isEqualTo(first.after());
    for (float value : first.after()) {
      assertThat(Float.isFinite(value)).isTrue();
    }
    if (name.equals("original")) {
      assertThat(first.moved()).isEmpty();
    } else {
      assertThat(first.movedWeights()).isNotEmpty();
    }
  }

  /** Where the time of a cell goes; what is not named here is all one kind of work. */
  @ParameterizedTest
  @CsvSource({
    "aru, attack finetune mask",
    "random-mask, finetune",
    "salun, mask",
    "msg, mask",
    "ssd, mask",
    "amun, attack",
    "scrub, ''",
  })
  void tellsAttacksAndMasksApartFromTheRest(String name, String phases) {
    UnlearningMethod method = Methods.registry().get(name);
    Outcome outcome = Methods.run(method, Methods.small(method), false);
    assertThat(String.join(" ", outcome.phases())).isEqualTo(phases);
  }

  /** Training at rate 0 leaves what it finds; only what a method resets may differ. */
  @ParameterizedTest
  @MethodSource("names")
  void aLearningRateOfZeroMovesNothing(String name) {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values = Methods.small(method);
    ParameterValues still = Methods.withEvery(method, values, "lr", 0.0);
    ParameterValues untrained = Methods.withEvery(method, values, "epochs", 0L);
    Outcome atRest = Methods.run(method, still, false);
    Outcome without = Methods.run(method, untrained, false);
    assertThat(without.movedWeights().isEmpty()).isEqualTo(!CHANGE_WITHOUT_TRAINING.contains(name));
    atRest.layout().tensors().stream()
        .filter(tensor -> tensor.role().trainable())
        .forEach(
            tensor -> {
              int from = tensor.offset();
              int to = from + tensor.length();
              assertThat(Arrays.copyOfRange(atRest.after(), from, to))
                  .as(tensor.name())
                  .isEqualTo(Arrays.copyOfRange(without.after(), from, to));
            });
  }

  @Test
  void everyCardIsComplete() {
    List<UnlearningMethod> methods = List.copyOf(Methods.registry().all());
    assertThat(methods).isNotEmpty();
    assertThat(methods.stream().map(method -> method.info().title())).doesNotHaveDuplicates();
    for (UnlearningMethod method : methods) {
      assertThat(method.info().title()).isNotBlank();
      assertThat(method.info().summary()).isNotBlank();
      for (Parameter parameter : method.info().parameters()) {
        assertThat(parameter.help()).as(method.name() + " " + parameter.name()).isNotBlank();
      }
    }
    assertThat(methods.stream().filter(m -> m.start() == Start.FRESH).map(UnlearningMethod::name))
        .containsExactly("retrain");
  }
}
