package org.unlearnbench.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.unlearnbench.io.InputException;

class ExperimentWriterTests {
  private static final Path HOME = Path.of("/project");
  private static final Path FOLDER = Path.of("/project/results/runs/demo");

  private static String write(Experiment experiment) throws InputException {
    return new ExperimentWriter(SampleVocabulary.vocabulary(), FOLDER, HOME).write(experiment);
  }

  private static Experiment read(String text) throws InputException {
    return new ExperimentReader(SampleVocabulary.vocabulary()).parse(text, "x.yaml", FOLDER);
  }

  @Test
  void spellsEverythingOutAndReadsBackEqual() throws InputException {
    Experiment experiment =
        read(
            """
            name: demo
            seeds: [3, 1]
            probes: {relearn-cap: 100}
            data: [{source: faces, folder: /project/data, as: a}, {source: table, file: /x/y.csv}]
            methods: [{method: aru, mask: {layers: ['1', 'true', a b]}}, original, {method: aru, as: b},
              {method: aru, as: c}]
            """);
    String text = write(experiment);
    assertThat(read(text)).isEqualTo(experiment);
    assertThat(text)
        .contains("folder: ../../../data\n")
        .contains("file: /x/y.csv\n")
        .contains("  epochs: 30\n")
        .contains("    ratio: 0.3\n")
        .contains("keep-models: false\n")
        .contains("probes:\n  weight-distance: false\n  relearn-time: false\n  relearn-cap: 100\n")
        .contains("tuned-on: not-stated\n")
        .doesNotContain("&");
  }

  @Test
  void writesMethodsInsideSettings() throws InputException {
    Experiment experiment =
        read(
            """
            data: [faces]
            methods:
              - method: chain
                steps: [scrub, {method: aru, mask: {layers: [a]}}, {method: chain, steps: [scrub]}]
            """);
    String text = write(experiment);
    assertThat(read(text)).isEqualTo(experiment);
    assertThat(text).contains("      epsilon: 0.03").doesNotContain("&");
  }

  @Property(tries = 200)
  void anyValuesSurvive(
      @ForAll @StringLength(max = 40) String description,
      @ForAll @DoubleRange(min = 0, max = 1) double ratio,
      @ForAll @DoubleRange(min = 0, max = Double.MAX_VALUE) double lr,
      @ForAll @IntRange(min = 0) int epochs,
      @ForAll @NotEmpty List<@IntRange(min = 1) Integer> passes)
      throws InputException {
    Experiment base = read("data: [faces]\nmethods: [aru, scrub]\n");
    Experiment experiment =
        new Experiment(
            Experiment.standard("n", printable(description)).with("keep-models", true),
            base.seeds(),
            base.network(),
            base.data(),
            base.training().with("lr", lr).with("epochs", (long) epochs),
            List.of(
                new Component(
                    "aru", "a.b", base.methods().get(0).values().with("mask.ratio", ratio)),
                new Component(
                    "scrub",
                    "scrub",
                    base.methods()
                        .get(1)
                        .values()
                        .with("passes", passes.stream().map(Integer::longValue).toList()))));
    assertThat(read(write(experiment))).isEqualTo(experiment);
  }

  /** YAML holds no unpaired surrogates and not all control characters. */
  private static String printable(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= ' ' && c < 0xd800 && !Character.isISOControl(c))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
