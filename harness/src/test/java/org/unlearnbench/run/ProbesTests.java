package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.unlearnbench.run.RunFixture.cell;
import static org.unlearnbench.run.RunFixture.stable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.checkpoint.NamedTensor;
import org.unlearnbench.nn.checkpoint.SafeTensors;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RelearnCurve;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.result.WeightDistances;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.Verifier.Difference;

/** Looking into finished models: what it finds, and that it changes nothing else. */
class ProbesTests {
  private static final String BOTH = "{weight-distance: true, relearn-time: true, relearn-cap: 3}";
  private static final List<String> METHODS = List.of("original", "finetune", "retrain");
  private static final List<String> COLUMNS =
      List.of(
          "relearn_epochs",
          "relearn_capped",
          "weight_distance_original",
          "weight_distance_retrained");

  @TempDir Path folder;
  private RunFixture fixture;

  @BeforeEach
  void fixture() throws Exception {
    fixture = new RunFixture(folder);
  }

  private Experiment experiment(String probes, String methods, String network) throws Exception {
    String text =
        """
        name: demo
        threads: 1
        network: %s
        probes: %s
        keep-models: true
        data: [{source: synthetic, image-size: 16}]
        training: {epochs: 2, batch-size: 8, lr: 0.05, schedule: {type: constant}}
        methods: %s
        """
            .formatted(network, probes, methods);
    return new ExperimentReader(fixture.extensions.vocabulary()).parse(text, "x.yaml", folder);
  }

  private Experiment experiment(String probes, String methods) throws Exception {
    return experiment(probes, methods, "linear");
  }

  private static Map<String, Double> metrics(Outcome outcome, String method) throws Exception {
    return new TreeMap<>(Cell.read(cell(outcome, method, 1)).metrics());
  }

  private static WeightDistances weights(Outcome outcome, String method) throws Exception {
    return WeightDistances.find(RunLayout.artefacts(cell(outcome, method, 1))).orElseThrow();
  }

  private static RelearnCurve curve(Outcome outcome, String method) throws Exception {
    return RelearnCurve.find(RunLayout.artefacts(cell(outcome, method, 1))).orElseThrow();
  }

  /** The second network has BatchNorm, whose statistics a copy in training must not share. */
  @ParameterizedTest
  @ValueSource(strings = {"linear", "{name: resnet18, width: 2}"})
  void changeNoOtherResult(String network) throws Exception {
    String methods = "[original, finetune, retrain]";
    Outcome off = fixture.run(fixture.places("-1"), experiment("{}", methods, network), false);
    Outcome on = fixture.run(fixture.places("-2"), experiment(BOTH, methods, network), false);
    assertThat(on.failed()).isEmpty();
    for (String method : METHODS) {
      Path with = cell(on, method, 1);
      Path without = cell(off, method, 1);
      assertThat(RunLayout.outputs(with)).hasSameBinaryContentAs(RunLayout.outputs(without));
      assertThat(RunLayout.model(with)).hasSameBinaryContentAs(RunLayout.model(without));
      assertThat(CellComparison.of(without, with))
          .extracting(Difference::what)
          .containsExactly("artefacts/relearn.csv", "artefacts/weight-distance.csv");
      Map<String, Double> before = metrics(off, method);
      Map<String, Double> after = metrics(on, method);
      assertThat(before).doesNotContainKeys(COLUMNS.toArray(String[]::new));
      assertThat(after).containsKeys(COLUMNS.toArray(String[]::new));
      assertThat(after.keySet().stream().filter(c -> !COLUMNS.contains(c)).toList())
          .isEqualTo(List.copyOf(before.keySet()));
      before.remove("rte");
      before.forEach((column, value) -> assertThat(after.get(column)).as(column).isEqualTo(value));
    }
    assertThat(stable(off).get(0)).doesNotContain("relearn", "weight");
    assertThat(stable(on).get(0)).contains(String.join(",", COLUMNS));
  }

  @Test
  void distancesAreThoseOfTheStoredModels() throws Exception {
    Outcome outcome = fixture.run(experiment(BOTH, "[finetune, retrain, original]"));
    assertThat(metrics(outcome, "original").get("weight_distance_original")).isZero();
    assertThat(metrics(outcome, "retrain").get("weight_distance_retrained")).isZero();
    for (String method : METHODS) {
      for (String reference : List.of("original", "retrain")) {
        String column = reference.equals("original") ? reference : "retrained";
        assertThat(metrics(outcome, method).get("weight_distance_" + column))
            .as(method + " to " + reference)
            .isCloseTo(relative(outcome, method, reference), within(1e-12));
      }
    }
    assertThat(weights(outcome, "finetune").rows())
        .extracting(WeightDistances.Row::tensor)
        .containsExactly("fc.weight", "fc.bias");
  }

  private static double relative(Outcome outcome, String method, String other) throws Exception {
    Map<String, NamedTensor> a = SafeTensors.read(RunLayout.model(cell(outcome, method, 1)));
    Map<String, NamedTensor> b = SafeTensors.read(RunLayout.model(cell(outcome, other, 1)));
    double squares = 0;
    double norm = 0;
    for (NamedTensor tensor : a.values()) {
      float[] reference = b.get(tensor.name()).values();
      for (int i = 0; i < reference.length; i++) {
        squares += Math.pow(tensor.values()[i] - (double) reference[i], 2);
        norm += Math.pow(reference[i], 2);
      }
    }
    return Math.sqrt(squares / norm);
  }

  @Test
  void relearningEndsAtOriginalsAccuracyOrAtTheCap() throws Exception {
    Outcome outcome = fixture.run(experiment(BOTH, "[original, finetune, retrain]"));
    double target = metrics(outcome, "original").get("forget_accuracy");
    assertThat(metrics(outcome, "original").get("relearn_epochs")).isZero();
    for (String method : METHODS) {
      RelearnCurve curve = curve(outcome, method);
      assertThat(curve.target()).isEqualTo(target);
      assertThat(curve.cap()).isEqualTo(3);
      assertThat(curve.points().get(0).accuracy())
          .isEqualTo(metrics(outcome, method).get("forget_accuracy"));
      int last = curve.points().size() - 1;
      assertThat(curve.points().subList(0, last)).allMatch(point -> point.accuracy() < target);
      assertThat(curve.isReached() || last == 3).isTrue();
      assertThat(metrics(outcome, method).get("relearn_epochs")).isEqualTo(last);
      assertThat(metrics(outcome, method).get("relearn_capped"))
          .isEqualTo(curve.isReached() ? 0 : 1);
    }
    Cell result = Cell.read(cell(outcome, "finetune", 1));
    assertThat(result.seconds()).containsKey("probe");
  }

  @Test
  void aLongerCapContinuesTheSameCurve() throws Exception {
    String slow = "[original, {method: retrain, lr: 1e-6}]";
    Outcome few = fixture.run(fixture.places("-1"), experiment(BOTH, slow), false);
    String more = "{relearn-time: true, relearn-cap: 5}";
    Outcome many = fixture.run(fixture.places("-2"), experiment(more, slow), false);
    assertThat(curve(few, "retrain").points()).hasSizeGreaterThan(1);
    assertThat(curve(many, "retrain").points())
        .startsWith(curve(few, "retrain").points().toArray(RelearnCurve.Point[]::new));
    assertThat(metrics(many, "retrain")).doesNotContainKey("weight_distance_original");
  }

  @Test
  void aCellDoesNotDependOnWhichOthersWereMade() throws Exception {
    Experiment experiment = experiment(BOTH, "[original, finetune, retrain]");
    Outcome outcome = fixture.run(experiment);
    List<String> all = stable(outcome);
    Path file = RunLayout.artefacts(cell(outcome, "finetune", 1)).resolve(WeightDistances.FILE);
    byte[] before = Files.readAllBytes(file);
    AtomicFiles.deleteFolder(cell(outcome, "finetune", 1));
    AtomicFiles.deleteFolder(folder.resolve("cache/originals"));
    Outcome again = fixture.run(experiment);
    assertThat(again.done()).isEqualTo(1);
    assertThat(file).hasBinaryContent(before);
    assertThat(stable(again)).isEqualTo(all);
  }

  @Test
  void workersMakeTheSame() throws Exception {
    Experiment experiment = experiment(BOTH, "[original, finetune, retrain]");
    List<String> here = stable(fixture.run(fixture.places("-1"), experiment, false));
    assertThat(stable(fixture.processes().run(experiment, false))).isEqualTo(here);
  }

  @Test
  void withoutRetrainedThereIsNoDistanceToIt() throws Exception {
    Outcome outcome = fixture.run(experiment(BOTH, "[original, finetune]"));
    assertThat(metrics(outcome, "finetune").get("weight_distance_original")).isPositive();
    assertThat(metrics(outcome, "finetune").get("weight_distance_retrained")).isNaN();
    Path file = RunLayout.artefacts(cell(outcome, "finetune", 1)).resolve(WeightDistances.FILE);
    assertThat(Files.readAllLines(file).get(1)).endsWith(",NA,NA,NA");
    Outcome with = fixture.run(experiment(BOTH, "[original, finetune, retrain]"));
    assertThat(with.done()).as("a distance needs its reference").isEqualTo(3);
  }

  @Test
  void aRetrainedThatDivergesSpoilsNoOtherCell() throws Exception {
    Outcome outcome =
        fixture.run(experiment(BOTH, "[original, finetune, {method: retrain, lr: 1e38}]"));
    assertThat(outcome.failed()).singleElement().asString().contains("retrain/seed-1 failed");
    assertThat(metrics(outcome, "finetune").get("weight_distance_retrained")).isNaN();
    assertThat(metrics(outcome, "finetune").get("weight_distance_original")).isPositive();
    assertThat(metrics(outcome, "finetune").get("relearn_epochs")).isNotNegative();
  }

  @Test
  void reportsNeedNoModel() throws Exception {
    Outcome outcome = fixture.run(experiment(BOTH, "[original, finetune, retrain]"));
    List<String> before = stable(outcome);
    AtomicFiles.deleteFolder(folder.resolve("cache"));
    Path file = RunLayout.artefacts(cell(outcome, "retrain", 1)).resolve(RelearnCurve.FILE);
    String header = String.join(",", RelearnCurve.HEADER);
    Files.writeString(file, header + "\n0,0.0,1.0,0.5,3\n1,0.5,1.0,0.5,3\n");
    new Scorer(fixture.extensions.metrics()).score(StoredRun.open(outcome.run()));
    assertThat(metrics(outcome, "retrain").get("relearn_epochs")).isEqualTo(1);
    assertThat(stable(outcome)).hasSameSizeAs(before);
    Files.writeString(file, "damaged");
    assertThatThrownBy(
            () -> new Scorer(fixture.extensions.metrics()).score(StoredRun.open(outcome.run())))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString());
  }
}
