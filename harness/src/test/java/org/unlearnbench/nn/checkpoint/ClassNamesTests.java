package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.InputException;

class ClassNamesTests {
  @TempDir Path folder;

  private static Object pickled(PickleProgram program) throws InputException {
    return Unpickler.read(program.stop());
  }

  @Test
  void whatTorchvisionsImageFolderHands() throws InputException {
    Object saved =
        pickled(
            PickleProgram.protocol2()
                .op("}(")
                .text("class_to_idx")
                .op("}(")
                .text("cat")
                .integer(1)
                .text("ant")
                .integer(0)
                .op("uu"));
    assertThat(ClassNames.in(saved)).isEqualTo(Map.of("class_to_idx", List.of("ant", "cat")));
  }

  @Test
  void listsTuplesAndNumbersToNamesAtAnyDepth() {
    Map<String, Object> saved = new LinkedHashMap<>();
    saved.put("classes", List.of("b", "a"));
    saved.put("hyper_parameters", Map.of("Class_Names", new Unpickler.Tuple(List.of("x", "y"))));
    saved.put("config", Map.of("id2label", Map.of("0", "no", "1", "yes")));
    saved.put("names", Map.of(0L, "zero", 1L, 7L));
    saved.put("self", saved);
    assertThat(ClassNames.in(saved))
        .containsOnly(
            Map.entry("classes", List.of("b", "a")),
            Map.entry("hyper_parameters/Class_Names", List.of("x", "y")),
            Map.entry("config/id2label", List.of("no", "yes")),
            Map.entry("names", List.of("zero", "7")));
  }

  @Test
  void whatIsNoListOfNames() {
    assertThat(
            ClassNames.in(
                Map.of(
                    "labels", List.of(3L, 1L, 2L),
                    "names", List.of("one"),
                    "classes", 10L,
                    "class_to_idx", Map.of("a", 0L, "b", 2L),
                    "idx_to_class", Map.of(0L, List.of(), 1L, "b"),
                    "id2label", Map.of(0L, "LABEL_0", 1L, "LABEL_1"),
                    "label2id", Map.of("a", 0L, "b", 0L))))
        .isEmpty();
    assertThat(ClassNames.in(List.of("classes"))).isEmpty();
    assertThat(ClassNames.in(null)).isEmpty();
  }

  @Test
  void metadataOfSafetensorsAndTheConfigurationBesideThem() throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafeTensors.write(
        file,
        List.of(new NamedTensor("fc.bias", List.of(1L), new float[1])),
        Map.of("format", "pt", "classes", "[\"b\", \"a\"]", "names", "not JSON"));
    assertThat(WeightsFile.read(file).classes()).isEqualTo(Map.of("classes", List.of("b", "a")));
    Files.writeString(
        folder.resolve("config.json"), "{\"id2label\": {\"0\": \"x\", \"1\": \"y\"}}");
    assertThat(WeightsFile.read(file).classes())
        .containsEntry("config.json id2label", List.of("x", "y"));
    Files.writeString(folder.resolve("config.json"), "{\"id2label\": ");
    assertThat(WeightsFile.read(file).classes()).containsOnlyKeys("classes");
  }
}
