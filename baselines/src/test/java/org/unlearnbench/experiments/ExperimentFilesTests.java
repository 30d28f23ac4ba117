package org.unlearnbench.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.ExperimentWriter;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.data.augment.Augmentation;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.TextFile;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.run.extension.Extensions;

/** The files in {@code experiments/}: every one is valid, and the recipes are those published. */
class ExperimentFilesTests {
  private static final Path EXPERIMENTS = Path.of("../experiments");
  private static Extensions extensions;

  @BeforeAll
  static void load() throws InputException {
    extensions = Extensions.load(List.of());
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(EXPERIMENTS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static Experiment read(Path file) throws InputException {
    return new ExperimentReader(extensions.vocabulary()).read(file, Overrides.none());
  }

  @ParameterizedTest
  @MethodSource("files")
  void isValidAndNamedLikeItsFile(Path file) throws InputException {
    Experiment experiment = read(file);

    assertThat(experiment.name() + ".yaml").isEqualTo(file.getFileName().toString());
    assertThat(experiment.description()).isNotBlank();
    assertThat(experiment.methods())
        .extracting(Component::name)
        .contains("original", "retrain", "random-mask");
  }

  /** Else the same command again would not go on with its run, nor verify make the same cells. */
  @ParameterizedTest
  @MethodSource("files")
  void isTheSameWhenReadFromItsRun(Path file, @TempDir Path run) throws IOException {
    Experiment experiment = read(file);
    Path home = EXPERIMENTS.toAbsolutePath().normalize().getParent();
    Path stored = run.resolve("config.resolved.yaml");
    Files.writeString(
        stored, new ExperimentWriter(extensions.vocabulary(), run, home).write(experiment));
    Experiment again = new ExperimentReader(extensions.vocabulary()).stored(stored);

    assertThat(again.conflicts(experiment)).isEmpty();
    assertThat(again).isEqualTo(experiment);
  }

  @ParameterizedTest
  @CsvSource({
    "mufac, 30, 0.9, 30, 0.01, 0.9",
    "mucac-multilabel, 8, 0, 7, 0.01, 0",
    "mucac-male, 10, 0.9, 10, 0.001, 0",
    "mucac-smiling, 10, 0.9, 10, 0.001, 0",
    "mucac-young, 10, 0.9, 10, 0.001, 0"
  })
  void hasTheRecipesOfTheNotebooks(
      String name,
      int epochs,
      double momentum,
      int retrainEpochs,
      double retrainLr,
      double retrainMomentum)
      throws InputException {
    Experiment published = read(EXPERIMENTS.resolve(name + "-published.yaml"));
    Recipe original = Recipe.of(published.training());
    Recipe retrained = retrained(published);

    assertThat(original.epochs()).isEqualTo(epochs);
    assertThat(original.batchSize()).isEqualTo(64);
    assertThat(original.lr()).isEqualTo(0.01);
    assertThat(original.momentum()).isEqualTo(momentum);
    assertThat(original.weightDecay()).isZero();
    assertThat(retrained.epochs()).isEqualTo(retrainEpochs);
    assertThat(retrained.lr()).isEqualTo(retrainLr);
    assertThat(retrained.momentum()).isEqualTo(retrainMomentum);
    assertThat(Augmentation.of(published.training()))
        .isEqualTo(new Augmentation(true, true, 10, 0.8, 1.2, true, 0.2, 0.2, 0.2));

    Experiment fair = read(EXPERIMENTS.resolve(name + ".yaml"));
    assertThat(fair.seeds()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(Recipe.of(fair.training())).isEqualTo(original);
    assertThat(retrained(fair)).as("one recipe").isEqualTo(original);
  }

  private static Recipe retrained(Experiment experiment) {
    Component retrain =
        experiment.methods().stream()
            .filter(method -> method.name().equals("retrain"))
            .findFirst()
            .orElseThrow();
    return Recipe.of(experiment.training()).changedBy(retrain.values());
  }

  @Test
  void dropsMufacsLearningRateAfterTenAndTwentyEpochs() throws InputException {
    Recipe recipe = Recipe.of(read(EXPERIMENTS.resolve("mufac-published.yaml")).training());

    assertThat(Stream.of(0, 9, 10, 19, 20, 29).map(e -> recipe.schedule().rate(1, e, 30, 0, 1)))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(1.0, 1.0, 0.1, 0.1, 0.01, 0.01);
  }

  @ParameterizedTest
  @CsvSource({"mufac, 11", "mucac, 36"})
  void hasPublishedNumbersThatAgreeWithTheirOwnFormula(String name, int rows) throws IOException {
    CsvTable table =
        CsvTable.read(EXPERIMENTS.resolve("published/" + name + ".csv"), TextFile.Ends.LF);

    assertThat(table.rows()).hasSize(rows);
    for (CsvTable.Row row : table.rows()) {
      Map<String, String> fields = new java.util.HashMap<>();
      for (String column : table.columns()) {
        fields.put(column, row.fields().get(table.column(column)));
      }
      assertThat(fields.get("caveat")).contains("one seed");
      assertThat(fields.get("commit")).matches("[0-9a-f]{7}");
      assertThat(extensions.methods().names())
          .contains(fields.get("method").replaceFirst("-[12]$", ""));
      if (!fields.get("nomus").equals("NA")) {
        double accuracy = Double.parseDouble(fields.get("test_accuracy"));
        double forgetting = Double.parseDouble(fields.get("forgetting_score"));
        assertThat(0.5 * accuracy + 0.5 * (1 - 2 * forgetting))
            .isCloseTo(
                Double.parseDouble(fields.get("nomus")),
                org.assertj.core.data.Offset.offset(1.5e-4));
      }
    }
  }
}
