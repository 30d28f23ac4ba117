package org.unlearnbench.figures.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.Cell;

class SeriesTests {
  private static final Path HERE = Path.of("run");

  @Property(tries = 300)
  void linesOfEqualNomusHoldTheirFormulaInsideTheAxes(
      @ForAll @Size(min = 1, max = 4) List<@DoubleRange(min = 0, max = 1) Double> mias,
      @ForAll @DoubleRange(min = 0, max = 1) double accuracy)
      throws IOException {
    FakeRun run = new FakeRun(HERE, "e");
    for (int i = 0; i < mias.size(); i++) {
      run.method("d", "m" + i, "m", accuracy * (i + 1) / mias.size(), mias.get(i), 1, 1);
    }
    Plane plane = Plane.of(Study.of(List.of(run)).dataSets().get(0)).orElseThrow();
    for (Plane.IsoLine line : plane.lines()) {
      for (double[] end : new double[][] {{line.x1(), line.y1()}, {line.x2(), line.y2()}}) {
        double nomus = (end[1] + 1 - 2 * Math.abs(end[0] - 0.5)) / 2;
        assertThat(nomus).isCloseTo(line.level(), within(1e-9));
        assertThat(end[0]).isBetween(plane.x().low() - 1e-9, plane.x().high() + 1e-9);
        assertThat(end[1]).isBetween(plane.y().low() - 1e-9, plane.y().high() + 1e-9);
      }
      line.label(plane, 0.05)
          .ifPresent(
              at -> {
                assertThat((at.y() + 1 - 2 * Math.abs(at.x() - 0.5)) / 2)
                    .isCloseTo(line.level(), within(1e-9));
                assertThat(plane.x().share(at.x())).isBetween(0.05 - 1e-9, 0.95 + 1e-9);
                assertThat(plane.y().share(at.y())).isBetween(0.05 - 1e-9, 0.95 + 1e-9);
              });
    }
    assertThat(plane.x().contains(0.5)).isTrue();
  }

  @Property(tries = 300)
  void nobodyOnTheFrontIsBeatenAndEverybodyElseIs(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 5) Integer> seconds,
      @ForAll @Size(min = 6, max = 6) List<@DoubleRange(min = 0.1, max = 0.9) Double> accuracies)
      throws IOException {
    FakeRun run = new FakeRun(HERE, "e");
    for (int i = 0; i < seconds.size(); i++) {
      run.method("d", "m" + i, "m", accuracies.get(i), 0.5, seconds.get(i), 1);
    }
    Study study = Study.of(List.of(run));
    TimeFront front = TimeFront.of(study, study.dataSets().get(0), TimeFront.TIME).orElseThrow();
    assertThat(front.front()).isNotEmpty();
    for (TimeFront.Point point : front.points()) {
      boolean beaten =
          front.points().stream()
              .anyMatch(
                  other ->
                      other.cost().mean() <= point.cost().mean()
                          && other.score().mean() > point.score().mean());
      assertThat(point.onFront()).isEqualTo(!beaten);
    }
  }

  @Property(tries = 500)
  void ticksAreFewRoundAndInside(
      @ForAll @DoubleRange(min = -1000, max = 1000) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double width,
      @ForAll @IntRange(min = 2, max = 9) int most) {
    Range range = new Range(low, low + width);
    List<Double> ticks = range.ticks(most);
    assertThat(ticks).hasSizeLessThanOrEqualTo(most);
    assertThat(ticks).allMatch(tick -> range.share(tick) > -1e-6 && range.share(tick) < 1 + 1e-6);
  }

  @Test
  void ticksHaveNoRoundingNoise() throws IOException {
    assertThat(new Range(0, 1).ticks(6)).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    assertThat(new Range(-0.3, 0.3).ticks(7)).contains(-0.1, 0.0, 0.1, 0.3);
    assertThat(new Range(0, 250).ticks(6)).containsExactly(0.0, 50.0, 100.0, 150.0, 200.0, 250.0);
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(Double.NaN, 1));
  }

  @Test
  void originalIsALineAndNoPointOfTheTimeFigure() throws IOException {
    Study study = Study.of(List.of(FakeRun.quickstart(HERE)));
    TimeFront front = TimeFront.of(study, study.dataSets().get(0), TimeFront.TIME).orElseThrow();
    assertThat(front.original()).isPresent();
    assertThat(front.points()).extracting(p -> p.method().method()).doesNotContain("original");
    assertThat(front.data(study.dataSets().get(0)).csv())
        .startsWith("dataset,method,n_seeds,unlearn_seconds_mean,nomus_mean,");
  }

  @Test
  void costIsAFigureOfItsOwnWhetherOrNotTimeWasMeasured() throws IOException {
    FakeRun run = FakeRun.quickstart(HERE);
    Study study = Study.of(List.of(run));
    TimeFront front = TimeFront.of(study, study.dataSets().get(0), TimeFront.COST).orElseThrow();
    assertThat(front.points())
        .extracting(p -> p.method().method())
        .containsExactly("finetune", "scrub", "random-mask", "aru", "retrain");
    assertThat(front.points().get(4).cost().mean()).isEqualTo(1);
    assertThat(front.data(study.dataSets().get(0)).csv())
        .startsWith("dataset,method,n_seeds,cost_mean,nomus_mean,");
    FakeRun beside = new FakeRun(HERE, "e");
    run.cells().forEach(c -> beside.cell(c.madeOf("", Optional.empty(), Map.of("workers", "2"))));
    Study mixed = Study.of(List.of(beside));
    assertThat(TimeFront.of(mixed, mixed.dataSets().get(0), TimeFront.TIME)).isEmpty();
    assertThat(TimeFront.of(mixed, mixed.dataSets().get(0), TimeFront.COST).orElseThrow().points())
        .hasSize(5);
  }

  @Test
  void noIntervalIsCut() throws IOException {
    FakeRun run = new FakeRun(HERE, "e");
    run.cell(cell("a", 1, 0.60)).cell(cell("a", 2, 0.61)).cell(cell("b", 1, 0.5));
    run.cell(cell("b", 2, 0.9)).cell(cell("c", 1, Double.POSITIVE_INFINITY));
    Study study = Study.of(List.of(run));
    TimeFront front = TimeFront.of(study, study.dataSets().get(0), TimeFront.TIME).orElseThrow();
    assertThat(front.points()).extracting(p -> p.method().method()).containsExactly("a", "b");
    assertThat(front.points().get(1).score().high()).isGreaterThan(3);
    for (TimeFront.Point point : front.points()) {
      assertThat(front.score().contains(point.score().low())).isTrue();
      assertThat(front.score().contains(point.score().high())).isTrue();
    }
    ScoreBars bars = ScoreBars.of(study, study.dataSets().get(0)).orElseThrow();
    assertThat(bars.axis().contains(0) && bars.axis().contains(1)).isTrue();
    assertThat(bars.axis().contains(front.points().get(1).score().high())).isTrue();
  }

  private static Cell cell(String method, long seed, double nomus) {
    return FakeRun.alone(
        new Cell(
            "d",
            method,
            method,
            seed,
            Cell.Status.OK,
            "",
            Map.of("nomus", nomus),
            Map.of("unlearn", method.equals("a") ? 1.0 : 2.0),
            Map.of()));
  }
}
