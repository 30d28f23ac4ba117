package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.study.Contest.Verdict;
import org.unlearnbench.result.Cell;

class ContestTests {
  private final FakeRun run = new FakeRun(Path.of("run"), "e");

  /** Adds a method with a value per seed, from seed 1. */
  private ContestTests method(String method, double... values) {
    for (int i = 0; i < values.length; i++) {
      run.cell(
          new Cell(
              "d",
              method,
              method,
              i + 1,
              Cell.Status.OK,
              "",
              Map.of("nomus", values[i]),
              Map.of(),
              Map.of()));
    }
    return this;
  }

  private Contest contest() throws IOException {
    Study study = Study.of(List.of(run));
    return Contest.of(study, study.dataSets().get(0)).orElseThrow();
  }

  @Test
  void referencesTakeNoPart() throws IOException {
    method("original", 0.9, 0.9).method("retrain", 0.8, 0.8);
    Study study = Study.of(List.of(run));
    assertThat(Contest.of(study, study.dataSets().get(0))).isEmpty();
    method("a", 0.5, 0.6);
    assertThat(contest().best().method()).isEqualTo("a");
    assertThat(contest().next()).isEmpty();
    assertThat(contest().verdict()).isEqualTo(Verdict.ALONE);
  }

  @Test
  void aLeadThatIsTheSameOnEverySeedIsClear() throws IOException {
    Contest contest =
        method("a", 0.5, 0.6, 0.7).method("b", 0.4, 0.51, 0.6).method("c", 0, 0, 0).contest();
    assertThat(contest.best().method()).isEqualTo("a");
    assertThat(contest.next()).map(MethodSummary::method).contains("b");
    assertThat(contest.lead().orElseThrow().meanDifference()).isCloseTo(0.29 / 3, within(1e-12));
    assertThat(contest.verdict()).isEqualTo(Verdict.CLEAR);
  }

  @Test
  void aLeadThatChangesItsSignMayBeChance() throws IOException {
    assertThat(method("a", 0.5, 0.9).method("b", 0.6, 0.5).contest().verdict())
        .isEqualTo(Verdict.MAYBE_CHANCE);
  }

  @Test
  void oneSeedInCommonTellsNothing() throws IOException {
    assertThat(method("a", 0.5).method("b", 0.4, 0.4, 0.4).contest().verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aBetterMeanByAnotherSeedIsNoClearLead() throws IOException {
    // Better by its third seed alone, and worse on both that the other has, too.
    Contest contest = method("a", 0.40, 0.40, 0.99).method("b", 0.50, 0.501).contest();
    assertThat(contest.best().method()).isEqualTo("a");
    assertThat(contest.lead().orElseThrow().ci95().high()).isNegative();
    assertThat(contest.verdict()).isEqualTo(Verdict.MAYBE_CHANCE);
  }

  @Test
  void aLeadThatMayBeChanceIsNoSureRankEither() throws IOException {
    method("a", 0.51, 0.60, 0.75).method("b", 0.5, 0.5, 0.5);
    assertThat(contest().verdict()).isEqualTo(Verdict.MAYBE_CHANCE);
    assertThat(contest().best().rank95().high()).isEqualTo(2);
  }
}
