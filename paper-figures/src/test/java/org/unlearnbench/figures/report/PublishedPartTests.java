package org.unlearnbench.figures.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.unlearnbench.figures.published.PublishedRow;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.published.Reproduction.Verdict;
import org.unlearnbench.figures.study.SeedSummary;

class PublishedPartTests {

  private static Reproduction number(
      String method, String metric, List<Double> ours, Verdict verdict, String... reasons) {
    PublishedRow.Value value = new PublishedRow.Value(metric, 0.5951, 0.00005, Double.NaN);
    OptionalDouble none = OptionalDouble.empty();
    PublishedRow row =
        new PublishedRow(
            "mufac",
            "x",
            method,
            List.of(value),
            1,
            "s",
            "abc",
            "one seed; odd",
            Optional.of(Path.of("r")),
            new PublishedRow.Setting("", "", "", "", none, none, none, "", "", List.of()),
            true);
    SeedSummary summary = SeedSummary.of(ours);
    return new Reproduction(
        "mine", row, value, summary, summary.mean() - 0.5951, 0.05, verdict, List.of(reasons));
  }

  @Test
  void isWideAndSaysEveryReasonOnce() {
    List<PublishedPart> parts =
        PublishedPart.of(
            List.of(
                number("CF-3", "nomus", List.of(0.58, 0.60, 0.62), Verdict.REPRODUCED),
                number("CF-3", "mia", List.of(), Verdict.NOT_COMPARABLE, "no value of ours"),
                number("SCRUB", "mia", List.of(0.5), Verdict.NOT_COMPARABLE, "lr", "few seeds"),
                number("SCRUB", "nomus", List.of(0.5), Verdict.NOT_COMPARABLE, "lr", "few seeds")));
    assertThat(parts).hasSize(1);
    PublishedPart part = parts.get(0);
    assertThat(part.label()).isEqualTo("mine beside mufac");
    assertThat(part.table().headings())
        .containsExactly("Published as", "nomus", "mia", "Why not comparable", "Caveats");
    assertThat(part.table().rows().get(0))
        .containsExactly("CF-3", "0.5951; ours 0.6000 ± 0.0497, reproduced", "0.5951", "a", "b, c");
    assertThat(part.table().rows().get(1))
        .containsExactly("SCRUB", "0.5951; ours 0.5000", "0.5951; ours 0.5000", "d, e", "b, c");
    assertThat(part.notes())
        .containsExactly("a: no value of ours", "b: one seed", "c: odd", "d: lr", "e: few seeds");
  }
}
