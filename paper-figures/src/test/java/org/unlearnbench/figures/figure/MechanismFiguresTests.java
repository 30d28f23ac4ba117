package org.unlearnbench.figures.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.Cell;

/** The figures of what an attack-and-reset method does inside. */
class MechanismFiguresTests {
  private static final List<String> MECHANISM =
      List.of("attack-d", "distances-d", "kernels-d", "overlap-d", "reset-d");

  @TempDir Path folder;
  private FakeRun run;

  @BeforeEach
  void twoSeedsOfAruAndItsControl() {
    run = new FakeRun(folder, "e");
    run.method("d", "original", "Original", 0.7, 0.8, 0, 1, 2);
    run.method("d", "aru", "ARU", 0.6, 0.5, 3, 1, 2);
    run.method("d", "random-mask", "Random mask", 0.6, 0.5, 3, 1, 2);
  }

  private List<Figure> figures(Omissions omissions) throws IOException {
    return DataSetFigures.of(Study.of(List.of(run)), new Look(), omissions).get(0).figures();
  }

  private Figure figure(String name) throws IOException {
    Omissions omissions = new Omissions(List.of(run));
    Figure figure =
        figures(omissions).stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    assertThat(omissions.faults()).isEmpty();
    return figure;
  }

  private void leave(String method, String name, String... bySeed) throws IOException {
    List<Cell> cells = run.cells().stream().filter(cell -> cell.method().equals(method)).toList();
    for (int i = 0; i < bySeed.length; i++) {
      AtomicFiles.write(run.folder(cells.get(i)).resolve("artefacts").resolve(name), bySeed[i]);
    }
  }

  private static double number(List<String> row, int column) {
    return Double.parseDouble(row.get(column));
  }

  @Test
  void nothingIsDrawnOfWhatNoCellLeft() throws IOException {
    assertThat(figures(new Omissions(List.of(run))))
        .extracting(Figure::name)
        .doesNotContainAnyElementsOf(MECHANISM);
  }

  @Test
  void ofAnAttackTheLossByStepIsTheGeometricMeanOverSeeds() throws IOException {
    leave("aru", "attack.csv", "step,loss\n0,0.1\n1,0.01\n", "step,loss\n0,0.001\n1,0\n");
    Figure figure = figure("attack-d");
    assertThat(figure.data().records()).hasSize(2);
    List<String> start = figure.data().records().get(0);
    assertThat(start.subList(0, 4)).containsExactly("d", "aru", "0.0", "2");
    assertThat(number(start, 4)).isCloseTo(0.01, within(1e-9));
    assertThat(number(start, 5)).isLessThan(0.001);
    assertThat(number(start, 6)).isGreaterThan(0.1);
    assertThat(number(figure.data().records().get(1), 4))
        .as("a loss of 0 has no logarithm and is taken as 1e-8")
        .isCloseTo(1e-5, within(1e-9));
    assertThat(figure.drawing().svg()).contains("ARU, step 1: loss ").doesNotContain("NaN");
  }

  @Test
  void ofEveryLayerTheSizesOfBothGradientsAndTheirDistance() throws IOException {
    leave(
        "aru",
        "kernels.csv",
        "layer,unit,clean,noise,masked\nconv1,0,-0.001,0.01,0\nconv1,1,0.003,0.001,1\n"
            + "layer1.0.conv1,0,0,0,1\n");
    Figure figure = figure("distances-d");
    List<List<String>> records = figure.data().records();
    assertThat(records)
        .extracting(row -> row.get(2) + " " + row.get(3) + " " + row.get(4))
        .containsExactly(
            "conv1 clean 1",
            "conv1 noise 1",
            "conv1 distance 1",
            "layer1.0.conv1 clean 0",
            "layer1.0.conv1 noise 0",
            "layer1.0.conv1 distance 0");
    assertThat(number(records.get(0), 5)).isCloseTo(0.002, within(1e-9));
    assertThat(number(records.get(1), 5)).isCloseTo(0.0055, within(1e-9));
    assertThat(number(records.get(2), 5)).isCloseTo(0.0065, within(1e-9));
    assertThat(figure.drawing().svg()).contains(">layer1.0.conv1</text>").doesNotContain("NaN");
    Figure kernels = figure("kernels-d");
    assertThat(kernels.data().records())
        .extracting(row -> row.get(2) + " " + row.get(3) + " " + row.get(6))
        .containsExactly("1 conv1 0", "1 conv1 1", "1 layer1.0.conv1 1");
    assertThat(kernels.explanation()).contains("of seed 1");
    assertThat(kernels.drawing().svg()).doesNotContain("NaN");
  }

  @Test
  void ofALargeNetworkSixLayersShowTheirKernels() throws IOException {
    StringBuilder text = new StringBuilder("layer,unit,clean,noise,masked\n");
    for (int layer = 0; layer < 17; layer++) {
      text.append("l" + layer + ",0,0.1,0.2,1\n");
    }
    leave("aru", "kernels.csv", text.toString());
    assertThat(figure("kernels-d").data().records())
        .extracting(row -> row.get(3))
        .containsExactly("l0", "l3", "l6", "l9", "l12", "l16");
    assertThat(figure("distances-d").data().records()).hasSize(17 * 3);
  }

  @Test
  void overlapsAreFoundInEitherOrderAndPassOverEmptyMasks() throws IOException {
    leave(
        "aru",
        "overlap.csv",
        "mask,other,jaccard\nmsg,chosen,0.2\nchosen,lot,NA\nminimise-train,msg,0.9\n",
        "mask,other,jaccard\nchosen,msg,0.4\nminimise-train,maximise-train,0.6\n");
    List<List<String>> records = figure("overlap-d").data().records();
    assertThat(records)
        .extracting(row -> String.join(" ", row.subList(2, 5)))
        .containsExactly("maximise-train minimise-train 1", "chosen msg 2", "minimise-train msg 1");
    assertThat(number(records.get(1), 5)).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void afterTheResetComesEpochZeroOfWhatLeftAMask() throws IOException {
    String curves = "epoch,seconds,test_accuracy,forget_accuracy,mia,nomus\n";
    for (String method : List.of("aru", "random-mask")) {
      leave(method, "curves.csv", curves + "1,1,0.6,0.7,0.5,0.8\n0,0,0.1,0.2,0.45,0.5\n");
    }
    assertThat(figures(new Omissions(List.of(run))))
        .extracting(Figure::name)
        .doesNotContain("reset-d");
    leave("random-mask", "mask-layers.csv", "layer,units,masked\n");
    List<List<String>> records = figure("reset-d").data().records();
    assertThat(records)
        .extracting(row -> row.get(1) + " " + row.get(2) + " " + row.get(4) + " " + row.get(8))
        .containsExactly(
            "random-mask test_accuracy 0.1 0.6",
            "random-mask forget_accuracy 0.2 0.7",
            "random-mask mia 0.45 0.5");
    leave("random-mask", "curves.csv", curves + "1,1,0.6,0.7,0.5,0.8\n");
    assertThat(figures(new Omissions(List.of(run))))
        .extracting(Figure::name)
        .doesNotContain("reset-d");
  }

  @Test
  void aDamagedFileIsNamedAndTheOthersAreDrawn() throws IOException {
    leave("aru", "attack.csv", "step,loss\n0,high\n");
    leave("aru", "overlap.csv", "mask,other\n", "mask,other,jaccard\nchosen,msg,0.4\n");
    Omissions omissions = new Omissions(List.of(run));
    Optional<Figure> overlap =
        figures(omissions).stream().filter(f -> f.name().equals("overlap-d")).findFirst();
    assertThat(overlap).isPresent();
    assertThat(omissions.faults())
        .hasSize(2)
        .anyMatch(fault -> fault.contains("attack.csv:2, column loss"))
        .anyMatch(fault -> fault.contains("overlap.csv"));
  }
}
