package org.unlearnbench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.io.InputException;

class OverridesTests {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws Exception {
    file = folder.resolve("x.yaml");
    Files.writeString(
        file,
        """
        seeds: [1, 2, 3]
        network: linear
        data: [faces]
        training: {schedule: {type: step}}
        methods:
          - original
          - {method: aru, as: aru-v1.2, mask: {ratio: 0.5}}
          - scrub
        """);
  }

  private Experiment read(Overrides overrides) throws InputException {
    return new ExperimentReader(SampleVocabulary.vocabulary()).read(file, overrides);
  }

  private Experiment set(String... assignments) throws InputException {
    return read(new Overrides(List.of(assignments), Optional.empty(), Optional.empty()));
  }

  private List<String> problems(Overrides overrides) {
    return catchThrowableOfType(InputException.class, () -> read(overrides)).problems();
  }

  @Test
  void notesWhatWasChangedSoThatADescriptionDoesNotLie() throws InputException {
    assertThat(set().changed()).isEmpty();
    Experiment first =
        set("training.lr=0.5", "description=mine", "data.faces.folder=/home/me/x y/faces");
    assertThat(first.changed()).containsExactly("training.lr=0.5", "data.faces.folder=faces");
    Experiment both = set("threads=1").joined(set("keep-models=true", "threads=1"));
    assertThat(both.changed()).containsExactly("keep-models=true", "threads=1");
    ExperimentWriter writer = new ExperimentWriter(SampleVocabulary.vocabulary(), folder, folder);
    assertThat(writer.write(set())).doesNotContain("changed");
    assertThat(
            new ExperimentReader(SampleVocabulary.vocabulary())
                .parse(writer.write(both), "x.yaml", folder))
        .isEqualTo(both);
  }

  @Test
  void setsValuesInEverySpelling() throws InputException {
    Experiment experiment =
        set(
            "training.lr=0.5",
            "training.schedule.type=constant",
            "training.schedule.milestones=[0.25, 0.5]",
            "threads=1",
            "network.width=16",
            "data.faces.image-size=32",
            "methods.aru-v1.2.mask.ratio=1/4",
            "methods.aru-v1.2.attack.norm=l2",
            "methods.2.lr=0");
    assertThat(experiment.training().number("lr")).isEqualTo(0.5);
    assertThat(experiment.training().text("schedule.type")).isEqualTo("constant");
    assertThat(experiment.training().numbers("schedule.milestones")).containsExactly(0.25, 0.5);
    assertThat(experiment.threads()).isEqualTo(1);
    assertThat(experiment.network().name()).isEqualTo("linear");
    assertThat(experiment.network().values().integer("width")).isEqualTo(16);
    assertThat(experiment.data().get(0).values().integer("image-size")).isEqualTo(32);
    assertThat(experiment.methods().get(1).values().number("mask.ratio")).isEqualTo(0.25);
    assertThat(experiment.methods().get(1).values().text("attack.norm")).isEqualTo("l2");
    assertThat(experiment.methods().get(2).values().number("lr")).isZero();
  }

  @Test
  void theLastAssignmentWins() throws InputException {
    assertThat(set("training.epochs=1", "training.epochs=2").training().integer("epochs"))
        .isEqualTo(2);
  }

  @Test
  void replacesSeeds() throws InputException {
    Overrides overrides = new Overrides(List.of(), Optional.of("7, 8"), Optional.empty());
    assertThat(read(overrides).seeds()).containsExactly(7L, 8L);
  }

  @Test
  void choosesMethodsWithTheirSettingsAndAddsKnownOnes() throws InputException {
    Overrides overrides =
        new Overrides(List.of(), Optional.empty(), Optional.of("aru-v1.2, retrain"));
    List<Component> methods = read(overrides).methods();
    assertThat(methods).extracting(Component::label).containsExactly("aru-v1.2", "retrain");
    assertThat(methods.get(0).values().number("mask.ratio")).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.lr=-1   | --set training.lr=-1: key 'training.lr': found -1, expected a number of"
            + " at least 0",
        "trainin.lr=1     | --set trainin.lr=1: key 'trainin': is unknown, did you mean 'training'?",
        "training.rl=1    | --set training.rl=1: key 'training.rl': is unknown, valid: epochs, lr,",
        "methods.are.x=1  | --set methods.are.x=1: 'methods' has no entry 'are', valid: aru-v1.2,"
            + " original, scrub",
        "training         | --set training: expected path=value, as in training.lr=0.01",
        "=1               | --set =1: expected path=value, as in training.lr=0.01",
        "training.lr=[    | --set training.lr=[: is not valid YAML",
        "training.lr=     | --set training.lr=: key 'training.lr': found nothing, expected a number",
        "network.name=res | --set network.name=res: key 'network.name': found 'res', expected a",
      })
  void wrongAssignmentsAreNamed(String assignment, String problem) {
    Overrides overrides = new Overrides(List.of(assignment), Optional.empty(), Optional.empty());
    assertThat(problems(overrides)).singleElement().asString().startsWith(problem);
  }

  @Test
  void wrongSeedsAndMethodsAreNamed() {
    assertThat(problems(new Overrides(List.of(), Optional.of("1,a"), Optional.empty())))
        .singleElement()
        .asString()
        .startsWith("--seeds 1,a: key 'seeds': found a, expected a list of different integers");
    assertThat(problems(new Overrides(List.of(), Optional.empty(), Optional.of("scrob"))))
        .containsExactly(
            "--methods scrob: found 'scrob', expected a method; did you mean 'scrub'? valid: aru,"
                + " aru-v1.2, chain, original, retrain, scrub");
    assertThat(problems(new Overrides(List.of(), Optional.empty(), Optional.of("scrub,scrub"))))
        .singleElement()
        .asString()
        .contains("a second entry is called 'scrub'");
  }
}
