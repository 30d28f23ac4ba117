package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unlearnbench.run.RunFixture.cell;
import static org.unlearnbench.run.RunFixture.stable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.Verifier.Difference;

/** Scores between epochs: what they say, and that they change nothing else. */
class AnytimeCurveTests {
  @TempDir Path folder;

  private Experiment experiment(RunFixture fixture, String network, String every) throws Exception {
    String text =
        """
        name: demo
        threads: 1
        network: %s
        eval-every: %s
        data: [{source: synthetic, image-size: 16}]
        training: {epochs: 2, batch-size: 8, lr: 0.05, schedule: {type: constant}}
        methods: [original, retrain, finetune]
        """
            .formatted(network, every);
    return new ExperimentReader(fixture.extensions.vocabulary()).parse(text, "x.yaml", folder);
  }

  private static List<String> curve(Outcome outcome, String method) throws Exception {
    return Files.readAllLines(RunLayout.artefacts(cell(outcome, method, 1)).resolve("curves.csv"));
  }

  /** What scoring costs stands at the end, and is there only where it is done. */
  private static List<String> withoutScoring(List<String> lines) {
    List<String> header = List.of(lines.get(0).split(","));
    int first = header.indexOf("score_steps");
    assertThat(header.subList(first, first + 3))
        .containsExactly("score_steps", "score_forward_images", "score_backward_images");
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      List<String> values = new ArrayList<>(List.of(line.split(",")));
      values.subList(first, first + 3).clear();
      kept.add(String.join(",", values));
    }
    return kept;
  }

  /** The second network has BatchNorm, whose statistics evaluation must leave alone. */
  @ParameterizedTest
  @ValueSource(strings = {"linear", "{name: resnet18, width: 2}"})
  void scoringBetweenEpochsChangesNoResult(String network) throws Exception {
    RunFixture fixture = new RunFixture(folder);
    Outcome without =
        fixture.run(fixture.places("-1"), experiment(fixture, network, "never"), false);
    Outcome with = fixture.run(fixture.places("-2"), experiment(fixture, network, "epoch"), false);
    assertThat(with.failed()).isEmpty();
    assertThat(withoutScoring(stable(with))).isEqualTo(stable(without));
    for (String method : List.of("original", "retrain", "finetune")) {
      assertThat(RunLayout.outputs(cell(with, method, 1)))
          .hasSameBinaryContentAs(RunLayout.outputs(cell(without, method, 1)));
    }
    assertThat(RunLayout.artefacts(cell(without, "retrain", 1)).resolve("curves.csv"))
        .doesNotExist();
    assertThat(RunLayout.artefacts(cell(with, "original", 1)).resolve("curves.csv")).doesNotExist();
    for (String method : List.of("original", "retrain", "finetune")) {
      assertThat(RunLayout.artefacts(cell(with, method, 1)).resolve("training.csv"))
          .hasSameTextualContentAs(
              RunLayout.artefacts(cell(without, method, 1)).resolve("training.csv"));
    }

    List<String> curve = curve(with, "finetune");
    assertThat(curve).hasSize(3);
    List<String> header = List.of(curve.get(0).split(","));
    assertThat(header)
        .startsWith("epoch", "seconds", "cpu_seconds", "steps", "forward_images", "backward_images")
        .contains("test_accuracy", "nomus");
    assertThat(header).doesNotContain("tow", "rte");
    Cell result = Cell.read(cell(with, "finetune", 1));
    String[] last = curve.get(2).split(",");
    assertThat(last[0]).isEqualTo("2");
    for (String metric : header.subList(6, header.size())) {
      assertThat(Double.parseDouble(last[header.indexOf(metric)]))
          .as(metric)
          .isEqualTo(result.metrics().get(metric));
    }
    Cost cost = result.cost("unlearn").orElseThrow();
    assertThat(List.of(last).subList(3, 6))
        .containsExactly("" + cost.steps(), "" + cost.forwardImages(), "" + cost.backwardImages());
    assertThat(Double.parseDouble(last[1]))
        .isLessThanOrEqualTo(result.seconds().get("unlearn"))
        .isGreaterThan(Double.parseDouble(curve.get(1).split(",")[1]));
    assertThat(result.seconds()).containsKeys("score", "write");
  }

  @Test
  void aRerunHasTheSameCurveButForItsTimes() throws Exception {
    RunFixture fixture = new RunFixture(folder);
    Experiment experiment = experiment(fixture, "linear", "epoch");
    Outcome a = fixture.run(fixture.places("-1"), experiment, false);
    Outcome b = fixture.run(fixture.places("-2"), experiment, false);
    Path stored = cell(a, "retrain", 1);
    Path now = cell(b, "retrain", 1);
    assertThat(CellComparison.of(stored, now)).isEmpty();
    Path file = RunLayout.artefacts(now).resolve("curves.csv");
    Files.writeString(file, Files.readString(file).replaceFirst("\n1,", "\n9,"));
    assertThat(CellComparison.of(stored, now))
        .extracting(Difference::what)
        .containsExactly("artefacts/curves.csv");
  }
}
