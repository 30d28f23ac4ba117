package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.unlearnbench.run.RunFixture.cell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.extension.Extensions;
import org.unlearnbench.run.fakes.FakePlugin;

/** Which jars made a result is said wherever it goes, and by whoever lacks them. */
class PlugInTests {
  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void fixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  @Test
  void aResultNamesTheJarsOfItsDataNetworkAndMethod() throws Exception {
    FakePlugin.jar(
        folder.resolve("plugins/lib.jar"),
        Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImplementation-Version: 4.2\n\n"));
    Extensions extensions = Extensions.load(List.of(folder.resolve("plugins")));
    Outcome outcome =
        new Runner(extensions, fixture.places, fixture.progress(), new InProcessExecutor())
            .run(fixture.experiment("[original, finetune]"), false);
    String hash = Sha256.ofFile(folder.resolve("plugins/fakes.jar"));
    List<PlugIn> used = Cell.read(cell(outcome, "finetune", 1)).plugIns().orElseThrow();
    assertThat(used)
        .extracting(PlugIn::kind, PlugIn::name, PlugIn::jar)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("data source", "synthetic", "fakes.jar"),
            org.assertj.core.groups.Tuple.tuple("method", "finetune", "fakes.jar"),
            org.assertj.core.groups.Tuple.tuple("network", "linear", "fakes.jar"),
            org.assertj.core.groups.Tuple.tuple("library", "", "lib.jar"));
    assertThat(used.get(1).className()).endsWith("FakeMethod$Finetune");
    assertThat(used.get(1).sha256()).isEqualTo(hash);
    assertThat(used.get(3).version()).isEqualTo("4.2");
    RunLayout layout = new RunLayout(outcome.run());
    assertThat(JsonFile.read(layout.provenance(), 1).path("plug_ins")).hasSize(5);
    assertThat(layout.config()).content().contains("plug-ins:", "sha256: " + hash);
  }

  /** Whoever has the configuration, and not the jar, is told which jar it was. */
  @Test
  void aConfigurationWithoutItsJarNamesIt() throws Exception {
    Outcome outcome = fixture.run(fixture.experiment("[original, finetune]"));
    Path config = new RunLayout(outcome.run()).config();
    Path elsewhere = Files.copy(config, folder.resolve("passed-on.yaml"));
    Extensions bare = Extensions.load(List.of());
    String jar = "fakes.jar (SHA-256 " + Sha256.ofFile(folder.resolve("plugins/fakes.jar"));
    for (Path file : List.of(config, elsewhere)) {
      assertThatThrownBy(() -> new ExperimentReader(bare.vocabulary()).read(file, Overrides.none()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("; the network was made with " + jar.substring(0, 31))
          .hasMessageContaining("; the data source was made with fakes.jar")
          .hasMessageContaining("; the method was made with fakes.jar")
          .hasMessageContaining(": give its folder with --plugins DIR");
    }
    assertThatThrownBy(
            () ->
                new Verifier(bare, fixture.places, fixture.progress(), Duration.ofMinutes(2))
                    .verify(outcome.run(), 1))
        .hasMessageContaining("; the method was made with fakes.jar");
    // An own file does not say it; the run it made does.
    Path own = Files.writeString(folder.resolve("demo.yaml"), "name: demo\nmethods: [finetune]\n");
    assertThat(ExperimentReader.nameOf(own)).isEqualTo("demo");
    assertThatThrownBy(
            () -> {
              try {
                new ExperimentReader(bare.vocabulary()).read(own, Overrides.none());
              } catch (InputException e) {
                throw ExperimentReader.explained(e, config);
              }
            })
        .hasMessageContaining("found 'finetune'")
        .hasMessageContaining("; the method was made with fakes.jar");
    // With the jar all is as before.
    assertThat(new ExperimentReader(fixture.extensions.vocabulary()).read(config, Overrides.none()))
        .isEqualTo(fixture.experiment("[original, finetune]"));
  }

  @Test
  void verifyingSaysWhereAnotherJarIsThere() throws Exception {
    Outcome outcome = fixture.run(fixture.experiment("[original]"));
    Path cell = cell(outcome, "original", 1);
    Cell stored = Cell.read(cell);
    List<PlugIn> others =
        stored.plugIns().orElseThrow().stream()
            .map(
                p ->
                    new PlugIn(p.kind(), p.name(), p.className(), "old.jar", "0".repeat(64), "0.9"))
            .toList();
    stored.with(others).write(cell);
    assertThat(
            new Verifier(
                    fixture.extensions, fixture.places, fixture.progress(), Duration.ofMinutes(2))
                .verify(outcome.run(), 1)
                .notes())
        .anyMatch(
            note ->
                note.startsWith(
                    "the method 'original' was made with old.jar (SHA-256 000000000000, version"
                        + " 0.9), and is of fakes.jar (SHA-256 "));
  }
}
