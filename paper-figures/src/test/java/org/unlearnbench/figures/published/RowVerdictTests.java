package org.unlearnbench.figures.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.figures.published.RowVerdict.Kind;
import org.unlearnbench.io.InputException;

/** What is said of rows, made-up ones and those of the project. */
class RowVerdictTests {
  private static final List<String> METRICS =
      List.of(
          "test_accuracy",
          "test_top2",
          "forget_accuracy",
          "retain_accuracy",
          "unseen_accuracy",
          "mia_entropy_lr",
          "forgetting_score",
          "nomus");
  private static final String HEADER =
      "dataset,method,published_name,test_accuracy,forgetting_score,nomus,accuracy_images,"
          + "protocol,traps,seeds,source,commit,caveat,recipe,start\n";

  @TempDir Path folder;

  private List<RowVerdict> judge(String... rows) throws Exception {
    Path csv = folder.resolve("rows.csv");
    Files.writeString(csv, HEADER + String.join("\n", rows) + "\n");
    return RowVerdict.of(PublishedFile.read(csv, METRICS), List.of());
  }

  private static String row(String method, String numbers, String protocol) {
    String recipe = protocol.isEmpty() ? "recipe.yaml" : "NA";
    return "d,%s,M,%s,%s,,1,github.com/a/b README,abc,,%s,checkpoint"
        .formatted(method, numbers, protocol, recipe);
  }

  @Test
  void nomusIsHeldAgainstItsFormula() throws Exception {
    List<RowVerdict> verdicts =
        judge(
            row("bad-teacher", "0.5477,0.1714,0.6705,NA", ""),
            row("gli", "0.5685,0.0305,0.7538,NA", ""));
    assertThat(verdicts.get(0).kind()).isEqualTo(Kind.IMPOSSIBLE_ARITHMETIC);
    assertThat(verdicts.get(0).why())
        .isEqualTo("NoMUS is 0.6705, accuracy / 2 + 0.5 - forgetting score is 0.6024");
    assertThat(verdicts.get(1).kind()).isEqualTo(Kind.NOT_RUN_HERE);
    assertThat(verdicts.get(1).why()).isEqualTo("no run of recipe.yaml was given");
  }

  /** 3 of 7 is 0.42857: rounded and cut off it may be read, 0.4290 it may not. */
  @Test
  void anAccuracyIsAShareOfWholeAnswers() throws Exception {
    List<RowVerdict> verdicts =
        judge(
            row("a", "0.4286,NA,NA,7", ""),
            row("b", "0.4285,NA,NA,7", ""),
            row("c", "0.4290,NA,NA,7", ""),
            row("c", "1,NA,NA,7", ""),
            row("c", "0,NA,NA,7", ""));
    assertThat(verdicts)
        .extracting(RowVerdict::kind)
        .containsExactly(
            Kind.NOT_RUN_HERE,
            Kind.NOT_RUN_HERE,
            Kind.IMPOSSIBLE_ARITHMETIC,
            Kind.NOT_RUN_HERE,
            Kind.NOT_RUN_HERE);
  }

  @Test
  void whatEqualsOriginalDidNothing() throws Exception {
    List<RowVerdict> verdicts =
        judge(
            row("original", "0.5,0.2,0.55,NA", "other splits"),
            row("scrub", "0.502,0.2,0.55,NA", "other splits"),
            row("ssd", "0.503,0.2,0.5515,NA", "other splits"),
            row("retrain", "0.5,0.2,0.55,NA", "other splits"));
    assertThat(verdicts)
        .extracting(RowVerdict::kind)
        .containsExactly(
            Kind.OTHER_PROTOCOL, Kind.DOES_NOTHING, Kind.OTHER_PROTOCOL, Kind.OTHER_PROTOCOL);
    assertThat(verdicts.get(1).why()).endsWith("; other splits");
  }

  @Test
  void trapsAreNamesThatAreKnown() throws Exception {
    assertThat(
            judge(row("gli", "0.5,NA,NA,NA", "p").replace("p,,1", "p,trains-on-unseen,1"))
                .get(0)
                .why())
        .isEqualTo("p; trains on images it is attacked with as unseen");
    assertThatThrownBy(
            () -> judge(row("gli", "0.5,NA,NA,NA", "p").replace("p,,1", "p,trains-on-unsen,1")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean 'trains-on-unseen'?");
    assertThatThrownBy(
            () -> judge(row("gli", "0.5,NA,NA,NA", "p").replace("NA,checkpoint", "r,checkpoint")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("protocol");
  }

  @Test
  void theProjectsOwnRowsAreReadAndJudged() throws Exception {
    List<PublishedRow> rows = PublishedFile.read(Path.of("../experiments/published"), METRICS);
    assertThat(rows).hasSize(236);
    List<RowVerdict> verdicts = RowVerdict.of(rows, List.of());
    Set<String> impossible =
        verdicts.stream()
            .filter(verdict -> verdict.kind() == Kind.IMPOSSIBLE_ARITHMETIC)
            .map(verdict -> verdict.row().dataset() + " " + verdict.row().name())
            .collect(Collectors.toSet());
    assertThat(impossible)
        .containsExactlyInAnyOrder(
            "mufac BadT",
            "mufac EU-k",
            "mufac SalUn",
            "mucac-smiling Original",
            "mucac-smiling Retrained",
            "mucac-smiling SCRUB",
            "mucac-smiling AdvNegGrad",
            "mucac-young UNSIR stage 1");
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.kind() == Kind.DOES_NOTHING)
        .extracting(verdict -> verdict.row().dataset() + " " + verdict.row().name())
        .contains("mufac SCRUB", "mucac-multilabel SCRUB", "mucac-multilabel SSD");
    assertThat(
            rows.stream()
                .flatMap(row -> row.setting().traps().stream())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(PublishedRow.Trap.values());
  }
}
