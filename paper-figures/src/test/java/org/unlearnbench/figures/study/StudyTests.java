package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unlearnbench.figures.FakeMetric;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.io.InputException;
import org.unlearnbench.metric.attack.Interval;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.MetricCard;

class StudyTests {
  private static final Path HERE = Path.of("run");

  private static Cell cell(String method, long seed, double nomus) {
    return new Cell(
        "d",
        method,
        method,
        seed,
        Cell.Status.OK,
        "",
        Map.of("nomus", nomus),
        Map.of("unlearn", 2.0 * seed),
        Map.of());
  }

  @Test
  void ranksByTheMeanOverSeedsAndLetsEqualMeansShareAPlace() throws IOException {
    FakeRun run =
        new FakeRun(HERE, "e")
            .cell(cell("a", 1, 0.2))
            .cell(cell("a", 2, 0.4))
            .cell(cell("b", 1, 0.5))
            .cell(cell("c", 1, 0.5))
            .cell(cell("d", 1, Double.NaN));
    List<MethodSummary> methods = Study.of(List.of(run)).dataSets().get(0).methods();
    assertThat(methods).extracting(MethodSummary::method).containsExactly("b", "c", "a", "d");
    assertThat(methods).extracting(m -> m.rank().orElse(-1)).containsExactly(1, 1, 3, -1);
    assertThat(methods.get(2).mean("nomus")).isCloseTo(0.3, within(1e-12));
    assertThat(methods.get(3).estimate("nomus").isPresent()).isFalse();
  }

  @Test
  void ranksHaveARangeWhereSeedsCanBePaired() throws IOException {
    FakeRun run =
        new FakeRun(HERE, "e")
            .cell(cell("first", 1, 5.1))
            .cell(cell("first", 2, 5.6))
            .cell(cell("up", 1, 0.1))
            .cell(cell("up", 2, 0.6))
            .cell(cell("down", 1, 0.5))
            .cell(cell("down", 2, 0.1))
            .cell(cell("once", 1, 0.3))
            .cell(cell("never", 1, Double.NaN));
    List<MethodSummary> methods = Study.of(List.of(run)).dataSets().get(0).methods();
    assertThat(methods)
        .extracting(MethodSummary::method, MethodSummary::rank95)
        .containsExactly(
            // The same lead over up on both seeds; over down one that varies, over once one pair.
            tuple("first", new Interval(1, 3)),
            tuple("up", new Interval(2, 4)),
            tuple("down", new Interval(1, 4)),
            tuple("once", Interval.NONE),
            tuple("never", Interval.NONE));
  }

  @Test
  void aFailedCellCountsForNoMean() throws IOException {
    FakeRun run =
        new FakeRun(HERE, "e")
            .cell(cell("a", 1, 0.2))
            .failed("d", "a", "a", 2, "loss is NaN")
            .failed("d", "b", "b", 1, "loss is NaN");
    List<MethodSummary> methods = Study.of(List.of(run)).dataSets().get(0).methods();
    assertThat(methods.get(0).estimate("nomus").n()).isEqualTo(1);
    assertThat(methods.get(0).estimate("nomus").hasInterval()).isFalse();
    assertThat(methods.get(0).failed()).hasSize(1);
    assertThat(methods.get(1).rank()).isEmpty();
    assertThat(methods.get(1).finished()).isEmpty();
  }

  @Test
  void timeIsAColumnOfItsOwn() throws IOException {
    FakeRun run =
        new FakeRun(HERE, "e")
            .cell(FakeRun.alone(cell("a", 1, 0.2)))
            .cell(FakeRun.alone(cell("a", 2, 0.2)));
    Study study = Study.of(List.of(run));
    assertThat(study.columns())
        .extracting(MetricColumn::column)
        .containsExactly("nomus", "unlearn_seconds");
    // The geometric mean of 2 and 4.
    assertThat(study.dataSets().get(0).methods().get(0).mean("unlearn_seconds"))
        .isCloseTo(Math.sqrt(8), within(1e-12));
  }

  /** Wall time of cells made side by side, or of which nobody knows that they were not. */
  @Test
  void wallTimeIsOnlyBelievedOfCellsMadeAlone() throws IOException {
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("workers", "2"), Map.of("workers", "10"))) {
      Map<String, Double> metrics = Map.of("nomus", 0.2, "rte", 7.0, "plugin_seconds", 5.0);
      Cell cell =
          new Cell("d", "a", "A", 1, Cell.Status.OK, "", metrics, Map.of("unlearn", 3.0), Map.of());
      Cell beside = cell.madeOf("", Optional.empty(), environment);
      Study study = Study.of(List.of(new FakeRun(HERE, "e").cell(beside)));
      MethodSummary method = study.dataSets().get(0).methods().get(0);
      assertThat(method.mean("unlearn_seconds")).isNaN();
      assertThat(method.mean("rte")).isNaN();
      assertThat(method.mean("nomus")).isEqualTo(0.2);
      assertThat(Study.of(List.of(new FakeRun(HERE, "e").cell(FakeRun.alone(cell)))))
          .extracting(s -> s.dataSets().get(0).methods().get(0).mean("rte"))
          .isEqualTo(7.0);
    }
  }

  @Test
  void whatPhasesCostAreColumnsOfTheirOwn() throws IOException {
    Map<String, Cost> costs = new LinkedHashMap<>();
    costs.put("load", new Cost(0, 0, 0, Optional.of(0.5)));
    costs.put("train", new Cost(8, 80, 80, Optional.of(9.0)));
    costs.put("unlearn", new Cost(4, 50, 40, Optional.of(5.0)));
    costs.put("unlearn.attack", new Cost(0, 10, 0, Optional.empty()));
    FakeRun run = new FakeRun(HERE, "e").cell(cell("a", 1, 0.2).costing(costs));
    run.cell(cell("b", 1, 0.1));
    Study study = Study.of(List.of(run));
    assertThat(study.columns())
        .extracting(MetricColumn::column)
        .containsExactly(
            "nomus",
            "unlearn_seconds",
            "unlearn_cpu_seconds",
            "unlearn_steps",
            "unlearn_forward_images",
            "unlearn_backward_images",
            "unlearn.attack_cpu_seconds",
            "unlearn.attack_steps",
            "unlearn.attack_forward_images",
            "unlearn.attack_backward_images",
            "load_cpu_seconds",
            "train_cpu_seconds",
            "train_steps",
            "train_forward_images",
            "train_backward_images");
    MethodSummary counted = study.dataSets().get(0).methods().get(0);
    assertThat(counted.mean("unlearn_cpu_seconds")).isEqualTo(5);
    assertThat(counted.mean("unlearn_forward_images")).isEqualTo(50);
    assertThat(counted.mean("train_steps")).isEqualTo(8);
    assertThat(counted.mean("unlearn.attack_forward_images")).isEqualTo(10);
    assertThat(counted.mean("unlearn.attack_cpu_seconds")).isNaN();
    MethodSummary old = study.dataSets().get(0).methods().get(1);
    assertThat(old.mean("unlearn_steps")).isNaN();
    assertThat(old.isDearer()).isFalse();
  }

  @Test
  void putsRunsOfOneExperimentTogetherAndKeepsExperimentsApart() throws IOException {
    FakeRun one = new FakeRun(Path.of("one"), "e").cell(cell("a", 1, 0.2));
    FakeRun two = new FakeRun(Path.of("two"), "e").cell(cell("a", 2, 0.2));
    FakeRun other = new FakeRun(Path.of("three"), "f").cell(cell("a", 2, 0.2));
    assertThat(Study.of(List.of(one, two)).dataSets())
        .singleElement()
        .satisfies(data -> assertThat(data.methods().get(0).finished()).hasSize(2));
    assertThat(Study.of(List.of(one, two, other)).dataSets())
        .extracting(DataSetStudy::label)
        .containsExactly("e: d", "f: d");
  }

  @Test
  void refusesTheSameCellTwice() throws IOException {
    FakeRun one = new FakeRun(Path.of("one"), "e").cell(cell("a", 1, 0.2));
    FakeRun two = new FakeRun(Path.of("two"), "e").cell(cell("a", 1, 0.3));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Study.of(List.of(one, two)))
        .withMessage("two: holds d / a / seed 1, and so does one; give only one of them");
    assertThatIllegalArgumentException().isThrownBy(() -> Study.of(List.of()));
  }

  private static FakeRun rankedByDistance(Direction direction, String column) {
    MetricCard card = new FakeMetric(column, "Distance", direction).card();
    FakeRun run = new FakeRun(HERE, "e").rankedBy(card);
    for (String method : List.of("far", "near")) {
      double value = method.equals("far") ? 0.9 : 0.1;
      run.cell(
          new Cell(
              "d",
              method,
              method,
              1,
              Cell.Status.OK,
              "",
              Map.of("distance", value),
              Map.of(),
              Map.of()));
    }
    return run;
  }

  @Test
  void ranksByTheDirectionThatTheRunRecordedOfItsMetric() throws IOException {
    // No installed metric has this column: a plug-in brought it.
    Study lower = Study.of(List.of(rankedByDistance(Direction.LOWER, "distance")));
    assertThat(lower.dataSets().get(0).methods())
        .extracting(MethodSummary::method)
        .containsExactly("near", "far");
    Study higher = Study.of(List.of(rankedByDistance(Direction.HIGHER, "distance")));
    assertThat(higher.dataSets().get(0).methods())
        .extracting(MethodSummary::method)
        .containsExactly("far", "near");
  }

  @Test
  void refusesToRankByWhatHasNoBetterWay() throws IOException {
    FakeRun neither = rankedByDistance(Direction.NONE, "distance");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Study.of(List.of(neither)))
        .withMessageContaining("is ranked by 'distance', which does not say whether higher or")
        .withMessageEndingWith("none is known");
    // A column that no cell has ranks nobody, whichever way.
    Study none = Study.of(List.of(rankedByDistance(Direction.NONE, "gone")));
    assertThat(none.dataSets().get(0).methods()).allMatch(method -> method.rank().isEmpty());
  }

  @Test
  void aRenamedMethodKeepsItsRole() throws IOException {
    FakeRun run =
        new FakeRun(HERE, "e")
            .cell(cell("from-scratch", 1, 0.2))
            .cell(cell("original", 1, 0.2))
            .renamed("from-scratch", "retrain");
    DataSetStudy data = Study.of(List.of(run)).dataSets().get(0);
    assertThat(data.withRole(Role.RETRAINED).orElseThrow().method()).isEqualTo("from-scratch");
    assertThat(data.withRole(Role.ORIGINAL)).isPresent();
    assertThat(data.withRole(Role.RANDOM_MASK)).isEmpty();
  }

  @Test
  void noTwoDataSetsShareAFileName() throws IOException {
    FakeRun run = new FakeRun(HERE, "e");
    for (String dataset : List.of("a b", "a/b", "a-b")) {
      run.method(dataset, "original", "Original", 0.5, 0.5, 1, 1);
    }
    assertThat(Study.of(List.of(run)).dataSets())
        .extracting(DataSetStudy::slug)
        .doesNotHaveDuplicates()
        .allMatch(slug -> slug.matches("[A-Za-z0-9.-]+"));
  }

  @Test
  void theIntervalIsStudents() throws IOException {
    // Mean 2, standard deviation 1, t(0.975, 2) = 4.302652729911275 (tables).
    Estimate estimate = Estimate.of(List.of(1.0, 2.0, 3.0));
    double half = 4.302652729911275 / Math.sqrt(3);
    assertThat(estimate.low()).isCloseTo(2 - half, within(1e-9));
    assertThat(estimate.high()).isCloseTo(2 + half, within(1e-9));
  }

  @Test
  void aMethodWithOtherSettingsInAnotherRunIsNotTheSameMethod() {
    FakeRun one = new FakeRun(Path.of("one"), "e").cell(cell(1, Map.of("epochs", 5L)));
    FakeRun two = new FakeRun(Path.of("two"), "e").cell(cell(2, Map.of("epochs", 9L)));
    assertThatThrownBy(() -> Study.of(List.of(one, two)))
        .isInstanceOf(InputException.class)
        .hasMessage("two: holds d / aru with other settings than one; rename one of the two");
  }

  private static Cell cell(long seed, Map<String, Object> parameters) {
    return new Cell("d", "aru", "ARU", seed, Cell.Status.OK, "", Map.of(), Map.of(), parameters);
  }
}
