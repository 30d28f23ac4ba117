package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntropyLrAttackTests {

  static List<JsonNode> cases() {
    List<JsonNode> cases = new ArrayList<>();
    GoldenLosses.json("roc.json").required("entropy_lr").forEach(cases::add);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithScikitLearn(JsonNode expected) {
    String source = expected.required("retain_and_test").asText();
    double share =
        EntropyLrAttack.shareOfMembers(
            GoldenLosses.forget(source),
            GoldenLosses.unseen(source),
            GoldenLosses.forget(expected.required("forget").asText()));
    assertThat(share).isEqualTo(expected.required("share").asDouble());
  }

  @Test
  void classesCountTheSameWhateverTheirSize() {
    // Retain lies at 0, test at 1; the border is in the middle although retain is larger.
    double[] retain = new double[90];
    double[] test = new double[10];
    Arrays.fill(test, 1);
    assertThat(EntropyLrAttack.shareOfMembers(retain, test, new double[] {0.49, 0.51, 0.4, 0.2}))
        .isEqualTo(0.75);
  }

  @Test
  void saysWhyItCannotBeMade() {
    double[] none = {};
    double[] some = {1, 2};
    double[] broken = {1, Double.NaN};
    assertThat(EntropyLrAttack.obstacle(none, some, some)).isPresent();
    assertThat(EntropyLrAttack.obstacle(some, none, some)).isPresent();
    assertThat(EntropyLrAttack.obstacle(some, some, none)).isPresent();
    assertThat(EntropyLrAttack.obstacle(some, broken, some)).contains("an entropy is not finite");
    assertThat(EntropyLrAttack.obstacle(some, some, some)).isEmpty();
    assertThatThrownBy(() -> EntropyLrAttack.shareOfMembers(some, some, none))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
