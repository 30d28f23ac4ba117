package org.unlearnbench.figures.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.RunLayout;

class RunSetupTests {
  @TempDir Path folder;

  private RunSetup setup(String config) throws IOException {
    AtomicFiles.write(new RunLayout(folder).config(), config);
    return RunSetup.of(new FakeRun(folder, "e"));
  }

  @Test
  void saysWhatWasRunAndOnWhat() throws IOException {
    AtomicFiles.write(
        new RunLayout(folder).provenance(),
        """
        {"format_version": 1, "cpu": "EPYC", "java": "17",
         "data": {"small": {"images": {"retain": 250, "forget": 128}}}}
        """);
    RunSetup setup =
        setup(
            """
            name: e
            description: 'Faces: a try.'
            seeds: [1, 2]
            network: {name: resnet18, width: 16}
            data:
            - {source: cmu-faces, as: small, task: mufac}
            - {source: csv}
            training:
              epochs: 20
              schedule: {type: step, milestones: [0.5], factor: 0.1}
              augment: {flip: true, affine: false, shear: 10.0}
            methods: [original]
            """);
    assertThat(setup.description()).isEqualTo("Faces: a try.");
    assertThat(setup.facts())
        .containsExactly(
            entry("Data set small", "cmu-faces, task mufac; images: 250 retain, 128 forget"),
            entry("Data set csv", "csv"),
            entry("Network", "resnet18, width 16"),
            entry("Training of Original", "epochs 20, schedule step, augment flip"),
            entry("Seeds", "1, 2"),
            entry("Machine", "EPYC, 17"));
  }

  @Test
  void aDescriptionIsItsAuthorsAndWhatWasChangedStandsBesideIt() throws IOException {
    assertThat(setup("description: 'Three seeds.'").introduction())
        .isEqualTo("The experiment file says: Three seeds.");
    RunSetup changed =
        setup("description: 'Three seeds.'\nchanged: [training.lr=0.1, threads=1]\n");
    assertThat(changed.introduction())
        .isEqualTo(
            "The experiment file says: Three seeds. Changed for this run with --set:"
                + " training.lr=0.1, threads=1.");
    assertThat(changed.facts())
        .containsExactly(entry("Changed with --set", "training.lr=0.1, threads=1"));
    assertThat(setup("name: e").introduction()).isEmpty();
  }

  @Test
  void withoutFilesThereIsNothingToSay() throws IOException {
    RunSetup setup = RunSetup.of(new FakeRun(folder, "e"));
    assertThat(setup.facts()).isEmpty();
    assertThat(setup.description()).isEmpty();
    assertThat(setup("- a list").facts()).isEmpty();
    assertThat(setup("").facts()).isEmpty();
  }

  @Test
  void aDamagedConfigurationIsNamedAndMakesNoObjects() {
    for (String text : new String[] {"a: [", "!!javax.script.ScriptEngineManager []"}) {
      assertThatExceptionOfType(InputException.class)
          .as(text)
          .isThrownBy(() -> setup(text))
          .withMessage(new RunLayout(folder).config() + ": is not valid YAML");
    }
  }
}
