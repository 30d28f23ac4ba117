package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.unlearnbench.figures.study.Notice.Kind;
import org.unlearnbench.figures.study.PowerCheck.Area;
import org.unlearnbench.figures.study.PowerCheck.Verdict;
import org.unlearnbench.result.Cell;

class CellNoticesTests {
  private static final CellNotices.Board BOARD =
      new CellNotices.Board("nomus", true, "original", "retrain");
  private final List<Cell> cells = new ArrayList<>();

  @Test
  void aGoodBoardHasNone() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("original", seed, 0.6, 0.8, 0.05);
      cell("retrain", seed, 0.8, 0.5, 0.05);
      cell("aru", seed, 0.7, 0.6, 0.05);
    }
    assertThat(warnings()).isEmpty();
  }

  @Test
  void saysWhenOriginalBeatsRetrainedOnSharedSeeds() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("original", seed, 0.9, 0.8, 0.05);
      cell("retrain", seed, 0.8, 0.5, 0.05);
    }
    cell("retrain", 4, 7.0, 0.5, 0.05); // without Original of that seed, so not compared
    assertThat(warnings())
        .containsExactly(
            new Notice(
                Kind.ORIGINAL_BEATS_RETRAINED,
                "faces",
                "original",
                "Original beats Retrained on nomus by 0.1000, mean of 3 shared seeds."));
    CellNotices.Board lower = new CellNotices.Board("nomus", false, "original", "retrain");
    assertThat(CellNotices.of(cells, lower)).isEmpty();
  }

  @Test
  void countsSeedsAndMissingCells() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("retrain", seed, 0.8, 0.5, 0.05);
      cell("aru", seed, seed == 2 ? Double.NaN : 0.7, 0.5, 0.05);
    }
    assertThat(warnings())
        .extracting(Notice::kind, Notice::method, Notice::text)
        .containsExactly(
            tuple(Kind.MISSING_CELLS, "aru", "1 of 3 cells have no nomus."),
            tuple(
                Kind.FEW_SEEDS,
                "aru",
                "2 seeds with a value, fewer than three: a difference may be chance alone."));
  }

  @Test
  void saysWhenRetrainedIsMissing() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("original", seed, 0.8, 0.9, 0.05);
    }
    assertThat(warnings()).extracting(Notice::kind).containsExactly(Kind.NO_RETRAINED);
    assertThat(CellNotices.of(List.of(), BOARD)).isEmpty();
  }

  @Test
  void aRetrainedWithoutTheRankingColumnIsThereAllTheSame() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("original", seed, 0.6, 0.8, 0.05);
      Cell base = result("faces", "retrain", seed, 0.8, 0.5, 0.05);
      Map<String, Double> metrics = Map.of("nomus", Double.NaN, "tow", 1.0);
      cells.add(
          new Cell("faces", "retrain", "r", seed, base.status(), "", metrics, Map.of(), Map.of()));
    }
    assertThat(warnings())
        .extracting(Notice::kind, Notice::method)
        .containsExactly(tuple(Kind.MISSING_CELLS, "retrain"), tuple(Kind.FEW_SEEDS, "retrain"));
  }

  @Test
  void aRetrainedThatFailedIsNotThere() {
    cell("retrain", 1, Double.NaN, Double.NaN, Double.NaN);
    assertThat(warnings()).extracting(Notice::kind).contains(Kind.NO_RETRAINED);
  }

  @Test
  void saysWhichAttackHasNoPowerInAnyLocale() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("original", seed, 0.6, 0.55, 0.05);
      cell("retrain", seed, 0.8, 0.5, 0.05);
    }
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(warnings())
          .containsExactly(
              new Notice(
                  Kind.NO_POWER,
                  "faces",
                  "",
                  "mia_loss_auc on Original is 0.550 (95 % 0.452 to 0.648): the attack has no power"
                      + " here."));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anAttackThatPointsTheWrongWayIsNotOneWithoutPower() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("original", seed, 0.6, 0.3, 0.05);
      cell("retrain", seed, 0.8, 0.5, 0.05);
    }
    List<Notice> found = warnings();
    assertThat(found)
        .extracting(Notice::kind)
        .containsExactly(Kind.REVERSED_ATTACK, Kind.BELOW_CHANCE);
    assertThat(found.get(0).text())
        .isEqualTo(
            "mia_loss_auc on Original is 0.300 (95 % 0.202 to 0.398): worse than guessing, the"
                + " attack is reversed here.");
    // Original has forgotten nothing that could betray it.
    assertThat(found.get(1).text()).contains("0.5 is not the goal");
  }

  @Test
  void tellsOverForgettingFromHardForgetImages() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("original", seed, 0.6, 0.8, 0.05);
      cell("retrain", seed, 0.8, 0.35, 0.05);
      cell("ascent", seed, 0.7, 0.1, 0.05);
      cell("aru", seed, 0.7, 0.36, 0.05);
    }
    List<Notice> found = warnings();
    assertThat(found)
        .extracting(Notice::kind, Notice::method)
        .containsExactly(
            tuple(Kind.BELOW_CHANCE, "retrain"),
            tuple(Kind.BELOW_CHANCE, "ascent"),
            tuple(Kind.BELOW_CHANCE, "aru"));
    assertThat(found.get(0).text()).contains("0.5 is not the goal");
    assertThat(found.get(1).text()).contains("which betrays them");
    assertThat(found.get(2).text()).contains("0.5 is not the goal");
  }

  @Test
  void saysWhenAMeanIsALowerBound() {
    for (int seed = 1; seed <= 3; seed++) {
      cell("retrain", seed, 0.8, 0.5, 0.05);
      Cell base = result("faces", "aru", seed, 0.7, 0.5, 0.05);
      Map<String, Double> metrics = new HashMap<>(base.metrics());
      metrics.put("relearn_epochs", seed == 3 ? Double.NaN : 9.0);
      metrics.put("relearn_capped", seed == 3 ? Double.NaN : seed - 1.0);
      cells.add(
          new Cell("faces", "aru", "aru", seed, base.status(), "", metrics, Map.of(), Map.of()));
    }
    assertThat(warnings())
        .containsExactly(
            new Notice(
                Kind.CENSORED,
                "faces",
                "aru",
                "Relearning reached its cap before Original's accuracy on 1 of 2 seeds: the mean of"
                    + " relearn_epochs is a lower bound."));
  }

  @Test
  void oneSeedIsCalledOneSeed() {
    cell("retrain", 1, 0.8, 0.5, 0.05);
    assertThat(warnings())
        .extracting(Notice::text)
        .containsExactly(
            "1 seed with a value, fewer than three: a difference may be chance alone.");
  }

  @Test
  void everyDataSetIsJudgedByItself() {
    cell("retrain", 1, 0.8, 0.5, 0.05);
    cells.add(result("other", "retrain", 1, 0.8, 0.5, 0.05));
    assertThat(warnings()).extracting(Notice::dataset).containsExactly("faces", "other");
  }

  @Test
  void powerFollowsFromTheInterval() {
    assertThat(power(new Area(0.7, 0.1))).isEqualTo(Verdict.POWER);
    assertThat(power(new Area(0.69, 0.1))).isEqualTo(Verdict.NO_POWER);
    assertThat(power(new Area(0.3, 0.1))).isEqualTo(Verdict.REVERSED);
    assertThat(power(new Area(0.5, 0))).isEqualTo(Verdict.NO_POWER);
    assertThat(power(new Area(1, 0))).isEqualTo(Verdict.POWER);
    assertThat(power(new Area(0.9, Double.NaN))).isEqualTo(Verdict.UNKNOWN);
    assertThat(power()).isEqualTo(Verdict.UNKNOWN);
    // More seeds on the same images do not make the images more.
    assertThat(power(new Area(0.69, 0.1), new Area(0.69, 0.1), new Area(0.69, 0.1)))
        .isEqualTo(Verdict.NO_POWER);
  }

  private static Verdict power(Area... areas) {
    return PowerCheck.of(List.of(areas)).verdict();
  }

  private List<Notice> warnings() {
    return CellNotices.of(cells, BOARD);
  }

  private void cell(String method, long seed, double nomus, double auc, double error) {
    cells.add(result("faces", method, seed, nomus, auc, error));
  }

  private static Cell result(
      String dataset, String method, long seed, double nomus, double auc, double error) {
    return new Cell(
        dataset,
        method,
        method,
        seed,
        Double.isNaN(nomus) ? Cell.Status.FAILED : Cell.Status.OK,
        "",
        Map.of("nomus", nomus, "mia_loss_auc", auc, "mia_loss_auc_se", error),
        Map.of(),
        Map.of());
  }
}
