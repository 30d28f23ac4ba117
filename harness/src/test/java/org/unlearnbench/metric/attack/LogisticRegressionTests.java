package org.unlearnbench.metric.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LogisticRegressionTests {

  @Test
  void twoMirroredPointsHaveAKnownMinimum() {
    // At x = -1 (class 0) and 1 (class 1) b = 0 and w = 2 (1 - sigmoid(w)).
    LogisticRegression fit = LogisticRegression.fit(new double[] {-1, 1}, new int[] {0, 1});
    double w = fit.coefficient();
    assertThat(fit.intercept()).isEqualTo(0, within(1e-12));
    assertThat(w).isEqualTo(2 * (1 - 1 / (1 + Math.exp(-w))), within(1e-12));
    assertThat(fit.probability(1)).isEqualTo(1 / (1 + Math.exp(-w)), within(1e-12));
  }

  @Test
  void aConstantFeatureLeavesTheShareOfTheClasses() {
    double[] x = {5.3, 5.3, 5.3, 5.3};
    LogisticRegression fit = LogisticRegression.fit(x, new int[] {0, 1, 1, 1});
    assertThat(fit.coefficient()).isZero();
    assertThat(fit.intercept()).isEqualTo(Math.log(3), within(1e-12));
    assertThat(fit.predict(5.3)).isEqualTo(1);
  }

  @Test
  void aTieIsClassZero() {
    LogisticRegression fit = LogisticRegression.fit(new double[] {2, 2}, new int[] {0, 1});
    assertThat(fit).isEqualTo(new LogisticRegression(0, 0));
    assertThat(fit.predict(2)).isZero();
  }

  @Test
  void theSameValuesInAnotherOrderAreATie() {
    double[] x = new double[200];
    int[] labels = new int[200];
    for (int i = 0; i < 100; i++) {
      x[i] = 1 / (i + 3.7);
      x[199 - (i * 37) % 100] = x[i];
      labels[i] = 1;
    }
    assertThat(LogisticRegression.fit(x, labels)).isEqualTo(new LogisticRegression(0, 0));
  }

  @Test
  void refusesOneClassAndValuesThatAreNotFinite() {
    assertThatThrownBy(() -> LogisticRegression.fit(new double[] {1, 2}, new int[] {1, 1}))
        .hasMessage("only one class among 2 samples");
    assertThatThrownBy(() -> LogisticRegression.fit(new double[0], new int[0]))
        .hasMessage("only one class among 0 samples");
    assertThatThrownBy(() -> LogisticRegression.fit(new double[] {1, Double.NaN}, new int[] {0, 1}))
        .hasMessage("feature 1 is NaN");
  }

  @Property(tries = 300)
  void theGradientVanishes(
      @ForAll @Size(min = 3, max = 40) List<@DoubleRange(min = -50, max = 1000) Double> values) {
    double[] x = values.stream().mapToDouble(v -> v).toArray();
    int[] labels = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      labels[i] = i % 3 == 0 ? 1 : 0;
    }
    LogisticRegression fit = LogisticRegression.fit(x, labels);
    double gw = fit.coefficient();
    double gb = 0;
    double scale = 1;
    for (int i = 0; i < x.length; i++) {
      double residual = fit.probability(x[i]) - labels[i];
      gw += residual * x[i];
      gb += residual;
      scale += Math.abs(x[i]);
    }
    assertThat(gw / scale).isEqualTo(0, within(1e-6));
    assertThat(gb).isEqualTo(0, within(1e-6));
  }
}
