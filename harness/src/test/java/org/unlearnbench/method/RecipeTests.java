package org.unlearnbench.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;

class RecipeTests {
  private static final Recipe RECIPE =
      new Recipe(6, 64, 0.1, 0.9, 5e-4, Schedule.step(0.1, 1 / 3.0, 4.0));

  @Test
  void readsWhatItDeclares() {
    assertThat(Recipe.of(ParameterValues.defaults(Recipe.parameters(RECIPE)))).isEqualTo(RECIPE);
    ParameterValues nested = ParameterValues.defaults(Recipe.parameters("repair", RECIPE));
    assertThat(nested.has("repair.schedule.type")).isTrue();
    assertThat(Recipe.of(nested.under("repair"))).isEqualTo(RECIPE);
  }

  @Test
  void changesOnlyWhatIsSet() {
    assertThat(RECIPE.changes()).allMatch(Parameter::optional);
    // What a stored run leaves out is Original's, too: or it would not be the run that is asked
    // for.
    assertThat(RECIPE.changes()).allMatch(p -> p.former() == null || p.former().value() == null);
    ParameterValues none = new ParameterValues(Map.of());
    assertThat(RECIPE.changedBy(none)).isEqualTo(RECIPE);
    ParameterValues some =
        none.with("lr", 0.5).with("schedule.milestones", List.of(2.0)).with("other", "x");
    assertThat(RECIPE.changedBy(some))
        .isEqualTo(new Recipe(6, 64, 0.5, 0.9, 5e-4, Schedule.step(0.1, 2.0)));
  }

  @Test
  void schedules() {
    assertThat(rates(Schedule.constant(), 3)).containsExactly(1, 1, 1);
    double[] steps = rates(RECIPE.schedule(), 6);
    double[] expected = {1, 1, 0.1, 0.1, 0.01, 0.01};
    for (int epoch = 0; epoch < 6; epoch++) {
      assertThat(steps[epoch]).isCloseTo(expected[epoch], Offset.offset(1e-15));
    }
    // As the annealing of the unlearning challenge's MSG: 1/3, 2/3, 1, 2/3, 1/3.
    double[] triangle = rates(Schedule.triangle(), 5);
    for (int epoch = 0; epoch < 5; epoch++) {
      assertThat(triangle[epoch]).isCloseTo((3 - Math.abs(2 - epoch)) / 3.0, Offset.offset(1e-15));
    }
    assertThat(rates(Schedule.triangle(), 1)).containsExactly(1);
    assertThat(Schedule.cosine().rate(1, 0, 2, 0, 8)).isEqualTo(1);
    assertThat(Schedule.cosine().rate(1, 1, 2, 4, 8)).isCloseTo(0.5, Offset.offset(1e-15));
    assertThat(Schedule.cosine().rate(1, 1, 2, 7, 8)).isBetween(0.0, 0.05);
    Schedule unknown = new Schedule("linear", List.of(), 1);
    assertThatThrownBy(() -> unknown.rate(1, 0, 1, 0, 1)).hasMessageContaining("'linear'");
  }

  private static double[] rates(Schedule schedule, int epochs) {
    double[] rates = new double[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      rates[epoch] = schedule.rate(1, epoch, epochs, 7 * epoch, 7 * epochs);
    }
    return rates;
  }
}
