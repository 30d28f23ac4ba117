package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.nn.checkpoint.NamedTensor;
import org.unlearnbench.nn.checkpoint.SafeTensors;
import org.unlearnbench.nn.checkpoint.WeightsFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.fakes.FakePlugin;
import picocli.CommandLine;

/** {@code export} and {@code evaluate}: models leave, and models come in. */
@Timeout(120)
class ForeignModelTests {
  private static final int INPUTS = 3 * 8 * 8;
  private static final String TWO_SETS =
      "{source: synthetic, image-size: 8}, {source: synthetic, as: other, image-size: 8, variant: 2}";

  /** A run that kept its models, made once. */
  @TempDir static Path shared;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config;

  @BeforeAll
  static void runOnce() throws Exception {
    ForeignModelTests test = new ForeignModelTests();
    test.folder = shared;
    test.prepare();
    test.write("{source: synthetic, image-size: 8}", "[original, retrain]");
    assertThat(test.run("--set", "keep-models=true")).isZero();
  }

  @BeforeEach
  void prepare() throws Exception {
    FakePlugin.write(folder.resolve("plugins"));
    config = folder.resolve("x.yaml");
    write(TWO_SETS, "[original, retrain]");
  }

  private void write(String data, String methods) throws Exception {
    Files.writeString(
        config,
        """
        name: demo
        threads: 1
        network: linear
        data: [%s]
        training: {epochs: 2, batch-size: 8, lr: 0.1}
        methods: %s
        """
            .formatted(data, methods));
  }

  private int execute(String command, Object... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    for (Object argument : more) {
      arguments.add(argument.toString());
    }
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments.toArray(new String[0]));
  }

  private int run(Object... more) {
    return withPlaces("run", List.of(config), more);
  }

  private int evaluate(Path weights, Object... more) {
    return withPlaces("evaluate", List.of("--weights", weights, "--config", config), more);
  }

  private int withPlaces(String command, List<Object> first, Object... more) {
    List<Object> arguments = new ArrayList<>(first);
    arguments.addAll(List.of("--plugins", folder.resolve("plugins")));
    arguments.addAll(List.of("--out", folder.resolve("runs"), "--cache", folder.resolve("cache")));
    arguments.addAll(List.of(more));
    return execute(command, arguments.toArray());
  }

  private int export(String cell, Path file, Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("--run", shared.resolve("runs/demo"), "--cell", cell, "-o", file));
    arguments.addAll(List.of(more));
    return execute("export", arguments.toArray());
  }

  private Path weights(String name, int outputs, float value) throws Exception {
    return weights(name, outputs, value, Map.of());
  }

  private Path weights(String name, int outputs, float value, Map<String, String> metadata)
      throws Exception {
    float[] weight = new float[outputs * INPUTS];
    weight[0] = value;
    Path file = folder.resolve(name);
    SafeTensors.write(
        file,
        List.of(
            new NamedTensor("module.fc.weight", List.of((long) outputs, (long) INPUTS), weight),
            new NamedTensor("module.fc.bias", List.of((long) outputs), new float[outputs])),
        metadata);
    return file;
  }

  private static Cell find(StoredRun run, String dataset, String method) {
    return run.cells().stream()
        .filter(cell -> cell.dataset().equals(dataset) && cell.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aModelThatLeavesAndComesBackHasTheSameOutputsAndScores() throws Exception {
    Path file = folder.resolve("ours.safetensors");
    assertThat(export("synthetic/retrain/1", file)).isZero();
    String sha256 = WeightsFile.read(file).sha256();
    assertThat(out).hasToString(file + ": 2 tensors, SHA-256 " + sha256 + "\n");

    assertThat(evaluate(file, "--dataset", "synthetic", "--seed", 1)).isZero();
    StoredRun ours = StoredRun.open(shared.resolve("runs/demo"));
    StoredRun theirs = StoredRun.open(folder.resolve("runs/demo-external:ours.safetensors"));
    assertThat(theirs.cells()).hasSize(1);
    Cell before = find(ours, "synthetic", "retrain");
    Cell after = find(theirs, "synthetic", "external:ours.safetensors");
    assertThat(after.seed()).isEqualTo(1);
    assertThat(after.title()).isEqualTo("external:ours.safetensors");
    assertThat(RunLayout.outputs(theirs.folder(after)))
        .hasSameBinaryContentAs(RunLayout.outputs(ours.folder(before)));
    for (String column : List.of("test_accuracy", "retain_accuracy", "mia", "nomus")) {
      assertThat(after.metrics().get(column))
          .as(column)
          .isNotNull()
          .isEqualTo(before.metrics().get(column));
    }
    assertThat(after.metrics().get("tow")).isNaN();
    assertThat(after.metrics().get("rte")).isNaN();
    assertThat(after.seconds()).containsKey("evaluate").doesNotContainKeys("unlearn", "train");
    assertThat(after.parameters()).containsEntry("sha256", sha256);
    assertThat(theirs.folder(after).resolve("artefacts/weights.csv"))
        .hasContent("file,format,tensors,sha256\nours.safetensors,safetensors,2," + sha256);
    assertThat(new RunLayout(theirs.path()).provenance()).isNotEmptyFile();
    assertThat(new RunLayout(theirs.path()).config()).content().contains(sha256);
  }

  @Test
  void everyDataSetAsJsonAndAgainWhenTheFileChanged() throws Exception {
    Path file = weights("theirs.safetensors", 3, 1);
    assertThat(evaluate(file, "--json", "--as", "a b/c")).isZero();
    JsonNode first = new ObjectMapper().readTree(out.toString());
    assertThat(first.required("method").asText()).isEqualTo("external:a-b-c");
    assertThat(first.required("weights").asText()).isEqualTo(file.toString());
    assertThat(first.required("format").asText()).isEqualTo("safetensors");
    assertThat(first.required("sha256").asText()).isEqualTo(WeightsFile.read(file).sha256());
    Path runs = Path.of(first.required("results").asText());
    assertThat(runs).isEqualTo(folder.resolve("runs/demo-external:a-b-c/runs.csv"));
    Map<String, Double> accuracies = new HashMap<>();
    first
        .required("datasets")
        .properties()
        .forEach(e -> accuracies.put(e.getKey(), e.getValue().required("nomus").asDouble()));
    assertThat(accuracies).containsOnlyKeys("synthetic", "other");
    assertThat(Files.readAllLines(runs))
        .hasSize(3)
        .anyMatch(row -> row.startsWith("demo-external:a-b-c,synthetic,external:a-b-c,0,ok,"));

    assertThat(evaluate(file, "--json", "--as", "a b/c")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString())).isEqualTo(first);
    weights("theirs.safetensors", 3, -1);
    assertThat(evaluate(file, "--json", "--as", "a b/c", "--dataset", "other")).isZero();
    JsonNode changed = new ObjectMapper().readTree(out.toString());
    assertThat(changed.required("sha256")).isNotEqualTo(first.required("sha256"));
    assertThat(changed.required("datasets").required("other"))
        .isNotEqualTo(first.required("datasets").required("other"));
  }

  @Test
  void weightsThatDoNotFitAreWrongInput() throws Exception {
    Path file = weights("wide.safetensors", 4, 1);
    assertThat(evaluate(file, "--dataset", "other")).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString().lines())
        .containsExactly(
            "other/external:wide.safetensors/seed-0 failed: "
                + file
                + ": does not fit linear of width 64 with 3 outputs for images of 8 pixels:"
                + " wrong shape: fc.weight [4, 192] instead of [3, 192], fc.bias [4] instead of"
                + " [3]");
  }

  /** The data set has a, b, c. */
  @Test
  void classesInAnotherOrderAreSaidBeforeAnyNumber() throws Exception {
    Path other = weights("other.safetensors", 3, 1, Map.of("classes", "[\"b\",\"a\",\"c\"]"));
    assertThat(evaluate(other, "--dataset", "other")).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString())
        .contains(
            "its outputs are in another order than the data set's classes: 'classes' says b, a, c,"
                + " the data set has a, b, c;");
    Path same = weights("same.safetensors", 3, 1, Map.of("classes", "[\"a\",\"b\",\"c\"]"));
    assertThat(evaluate(same, "--dataset", "other")).isZero();
    assertThat(err.toString()).doesNotContain("outputs are taken");
    Path foreign = weights("foreign.safetensors", 3, 1, Map.of("names", "[\"x\",\"y\",\"z\"]"));
    assertThat(evaluate(foreign, "--dataset", "other", "--json")).isZero();
    assertThat(err.toString())
        .contains(
            "foreign.safetensors names other classes ('names': x, y, z); its outputs are taken as"
                + " other's, in this order: a, b, c");
    assertThat(evaluate(weights("silent.safetensors", 3, 1), "--dataset", "other")).isZero();
    assertThat(err.toString())
        .contains(
            "silent.safetensors does not name its classes; its outputs are taken as other's, in"
                + " this order: a, b, c");
  }

  /** Results are passed on: of a file they say the name and the hash. */
  @Test
  void resultsDoNotTellWhereTheFileIs() throws Exception {
    assertThat(evaluate(weights("fits.safetensors", 3, 1), "--dataset", "other")).isZero();
    assertThat(evaluate(weights("wide.safetensors", 4, 1), "--dataset", "other")).isEqualTo(2);
    try (var files = Files.walk(folder.resolve("runs"))) {
      List<Path> results =
          files.filter(file -> file.endsWith("result.json") || file.endsWith("runs.csv")).toList();
      assertThat(results).hasSize(4);
      for (Path result : results) {
        assertThat(result).content().contains(".safetensors").doesNotContain(folder.toString());
      }
    }
  }

  @Test
  void oneOfSeveralDictsByItsName() throws Exception {
    Path two = folder.resolve("two.pth");
    try (InputStream in = getClass().getResourceAsStream("/torch/two.pth")) {
      Files.copy(in, two);
    }
    assertThat(evaluate(two, "--dataset", "other")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            two
                + ": holds 2 state dicts, expected one: 'model', 'ema'; choose with --key NAME (in"
                + " an experiment: key: NAME)");
    assertThat(evaluate(two, "--dataset", "other", "--key", "ema")).isEqualTo(2);
    assertThat(err.toString()).contains("two.pth: does not fit linear of width 64");
  }

  @Test
  void outputsThatAreNoNumbersFailTheCell() throws Exception {
    Path file = weights("nan.safetensors", 3, Float.NaN);
    assertThat(evaluate(file, "--dataset", "other")).isEqualTo(1);
    assertThat(err.toString()).contains("seed-0 failed: the model is unusable: ");
  }

  @Test
  void filesThatAreNoWeightsAndDataSetsThatAreNotThere() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pth"), "import os");
    assertThat(evaluate(text)).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            text
                + ": is neither a safetensors file nor a state dict saved by PyTorch (zip format), but"
                + " a text: 'import os'");
    Path absent = folder.resolve("absent.pth");
    assertThat(evaluate(absent)).isEqualTo(2);
    assertThat(err.toString().lines()).containsExactly(absent + ": no such file");
    Path file = weights("theirs.safetensors", 3, 1);
    assertThat(evaluate(file, "--dataset", "sinthetic,x")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "--dataset: found 'sinthetic', did you mean 'synthetic'? valid: synthetic, other",
            "--dataset: found 'x', valid: synthetic, other");
    assertThat(evaluate(file, "--seed", "-1")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("--seed: found -1, expected an integer in 0..999999999999999999");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aNameThatIsTooLongForAFolderEndsInTheHash() throws Exception {
    WeightsFile file = WeightsFile.read(weights("n".repeat(90) + ".safetensors", 3, 1));
    String start = file.sha256().substring(0, 8);
    assertThat(Evaluation.of(file, Optional.empty(), Optional.empty(), 0).label())
        .isEqualTo("external:" + "n".repeat(46) + "-" + start);
    assertThat(Evaluation.of(file, Optional.empty(), Optional.of("n".repeat(55)), 0).label())
        .isEqualTo("external:" + "n".repeat(55));
  }

  @Test
  void aForeignModelStandsOnTheBoardOfOurs() throws Exception {
    weights("theirs.safetensors", 3, 1);
    write(
        "{source: synthetic, image-size: 8}",
        "[original, retrain, {method: external, as: theirs, weights: theirs.safetensors}]");
    assertThat(run()).isZero();
    StoredRun run = StoredRun.open(folder.resolve("runs/demo"));
    Cell theirs = find(run, "synthetic", "theirs");
    assertThat(theirs.metrics().get("tow")).isBetween(0.0, 1.0);
    assertThat(theirs.metrics().get("rte")).isNaN();
  }

  @Test
  void aHashThatDoesNotFitFailsTheCell() throws Exception {
    Path file = weights("theirs.safetensors", 3, 1);
    write(
        "{source: synthetic, image-size: 8}",
        "[{method: external, weights: theirs.safetensors, sha256: ab}]");
    assertThat(run()).isEqualTo(1);
    String sha256 = WeightsFile.read(file).sha256();
    assertThat(err.toString())
        .contains("failed: theirs.safetensors: has the SHA-256 " + sha256 + ", expected ab");
  }

  @Test
  void modelsThatWereNotKept() throws Exception {
    Path model =
        RunLayout.model(
            new RunLayout(shared.resolve("runs/demo"))
                .cell(new CellId("synthetic", "original", 1)));
    Path aside = folder.resolve("aside");
    Files.move(model, aside);
    try {
      assertThat(export("synthetic/original/1", folder.resolve("o.safetensors"))).isEqualTo(2);
    } finally {
      Files.move(aside, model);
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "synthetic/original/1: its model was not kept; run the experiment again with --set"
                + " keep-models=true");
  }

  @Test
  void cellsThatAreNotThere() throws Exception {
    Map<String, String> messages =
        Map.of(
            "synthetic/orignal/1", "did you mean 'synthetic/original/1'?",
            "synthetic/original/2", "did you mean 'synthetic/original/1'?",
            "other", "valid: synthetic/original/1, synthetic/retrain/1",
            "../../x", "expected a finished cell of ");
    messages.forEach(
        (cell, message) -> {
          assertThat(export(cell, folder.resolve("o.safetensors"))).isEqualTo(2);
          assertThat(err.toString().lines().count()).isEqualTo(1);
          assertThat(err.toString()).startsWith("--cell: found '" + cell + "'").contains(message);
        });
    assertThat(folder.resolve("o.safetensors")).doesNotExist();
  }

  @Test
  void nothingIsOverwrittenSilently() throws Exception {
    Path file = Files.writeString(folder.resolve("o.safetensors"), "precious");
    assertThat(export("synthetic/original/seed-1", file)).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("--out: " + file + " exists; --force replaces it");
    assertThat(file).hasContent("precious");
    assertThat(export("synthetic/original/seed-1", file, "--force")).isZero();
    assertThat(WeightsFile.read(file).tensors()).containsOnlyKeys("fc.weight", "fc.bias");
    Path nowhere = folder.resolve("nowhere/o.safetensors");
    assertThat(export("synthetic/original/1", nowhere)).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("--out: " + nowhere.getParent() + " is no folder");
  }

  @Test
  void aFolderThatIsNoRun() {
    assertThat(execute("export", "--run", folder, "--cell", "a/b/1", "-o", folder.resolve("o")))
        .isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(folder + ": is no run directory: it has no plan.json");
  }
}
