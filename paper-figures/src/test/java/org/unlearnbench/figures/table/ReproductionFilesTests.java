package org.unlearnbench.figures.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.figures.published.PublishedRow;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.published.Reproduction.Verdict;
import org.unlearnbench.figures.study.SeedSummary;

class ReproductionFilesTests {
  @TempDir Path out;

  private static Reproduction row(List<Double> ours, Verdict verdict, String... reasons) {
    PublishedRow.Value value = new PublishedRow.Value("test_accuracy", 0.5951, 0.00005, Double.NaN);
    PublishedRow row =
        new PublishedRow(
            "mufac",
            "cf-k",
            "CF_3",
            List.of(value),
            1,
            "a|b",
            "abc",
            "one seed",
            Optional.of(out()),
            setting(),
            true);
    SeedSummary summary = SeedSummary.of(ours);
    double difference = summary.mean() - 0.5951;
    double tolerance = ours.size() < 2 ? Double.NaN : 0.05;
    return new Reproduction(
        "mine", row, value, summary, difference, tolerance, verdict, List.of(reasons));
  }

  private static PublishedRow.Setting setting() {
    OptionalDouble none = OptionalDouble.empty();
    return new PublishedRow.Setting("", "", "", "", none, none, none, "", "", List.of());
  }

  private static Path out() {
    return Path.of("recipe.yaml");
  }

  @Test
  void writesOneRowPerNumberInEveryFormat() throws IOException {
    List<Reproduction> rows =
        List.of(
            row(List.of(0.58, 0.60, 0.62), Verdict.REPRODUCED),
            row(List.of(), Verdict.NOT_COMPARABLE, "training: lr is 1 | 2"),
            row(List.of(0.6), Verdict.NOT_COMPARABLE, "training: lr is 1 | 2", "few seeds"));
    String shown = ReproductionFiles.write(rows, out, 200);

    List<String> csv = Files.readAllLines(out.resolve("tables/reproduction.csv"));
    assertThat(csv).hasSize(4);
    assertThat(csv.get(1))
        .startsWith("mine,mufac,cf-k,CF_3,test_accuracy,0.5951,1,0.6,0.55")
        .contains(",3,0.00490000000000", ",0.05,reproduced,,one seed,a|b,abc");
    assertThat(csv.get(2))
        .isEqualTo(
            "mine,mufac,cf-k,CF_3,test_accuracy,0.5951,1,NA,NA,NA,0,NA,NA,not comparable,"
                + "training: lr is 1 | 2,one seed,a|b,abc");
    assertThat(out.resolve("tables/reproduction.md"))
        .content()
        .contains("| mufac | CF\\_3 | test\\_accuracy | 0.5951 | 0.6000 ± 0.0497 | 3 | 0.0049 |")
        .contains("| not comparable | a | c |", "| not comparable | a, b | c |")
        .endsWith("\n- a: training: lr is 1 \\| 2\n- b: few seeds\n- c: one seed\n");
    assertThat(out.resolve("tables/reproduction.tex"))
        .content()
        .contains("mufac & CF\\_3 & test\\_accuracy & 0.5951 & 0.6000 $\\pm$ 0.0497 & 3 &")
        .endsWith("\\end{table}\n");
    assertThat(shown)
        .contains("0.6000 ± 0.0497", "reproduced")
        .contains("1 more numbers have nothing of ours beside them\n")
        .contains("not comparable (2): training: lr is 1 | 2\nnot comparable (1): few seeds\n");
    assertThat(csv.get(3)).contains(",training: lr is 1 | 2; few seeds,");
  }

  @Test
  void whereNothingIsBesideTheNumbersTheScreenSaysWhy() throws IOException {
    List<Reproduction> rows = List.of(row(List.of(), Verdict.NOT_COMPARABLE, "other data set"));
    assertThat(ReproductionFiles.write(rows, out, 80))
        .startsWith(
            "Published numbers and ours: nothing of ours is beside any of the 1 numbers\n"
                + "not comparable (1): other data set\n")
        .doesNotContain("Tolerance");
  }
}
