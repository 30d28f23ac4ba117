package org.unlearnbench.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.Fuzz;

class ExperimentFuzzTests {
  @TempDir Path folder;

  @Test
  void anExperimentFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.yaml"),
            """
            name: demo
            description: What it is for.
            seeds: [1, 2]
            network: {name: linear, width: 4}
            data: [{source: faces, as: cmu-mufac, image-size: 32, folder: pictures}]
            training: {epochs: 3, lr: 1e-2, schedule: {type: constant}}
            methods: [original, {method: aru, as: aru-clean, attack: {epsilon: 4/255}, mask.ratio: .5}]
            """);
    ExperimentReader reader = new ExperimentReader(SampleVocabulary.vocabulary());
    Overrides none = new Overrides(List.of(), Optional.empty(), Optional.empty());
    Fuzz.readsOrRefuses(file, changed -> reader.read(changed, none));
  }
}
