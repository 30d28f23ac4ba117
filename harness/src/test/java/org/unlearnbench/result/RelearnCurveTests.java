package org.unlearnbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.io.CsvWriter;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.RelearnCurve.Point;

class RelearnCurveTests {
  private static RelearnCurve curve(double target, int cap, double... accuracies) {
    List<Point> points = new ArrayList<>();
    for (int epoch = 0; epoch < accuracies.length; epoch++) {
      points.add(new Point(epoch, accuracies[epoch], 1.0 / (epoch + 1)));
    }
    return new RelearnCurve(target, cap, points);
  }

  @Test
  void countsEpochsUntilOriginalsAccuracy() {
    RelearnCurve curve = curve(0.75, 9, 0.25, 0.5, 0.75);
    assertThat(curve.epochs()).isEqualTo(2);
    assertThat(curve.isReached()).isTrue();
    assertThat(curve.isCapped()).isFalse();
    assertThat(curve(0.75, 9, 0.75).epochs()).isZero();
    assertThat(curve(0.75, 9, 1.0).epochs()).isZero();
  }

  @Test
  void theCapIsALowerBound() {
    RelearnCurve curve = curve(0.75, 2, 0.25, 0.5, 0.7);
    assertThat(curve.epochs()).isEqualTo(2);
    assertThat(curve.isCapped()).isTrue();
    // Reached in the very last epoch: no lower bound but the value itself.
    assertThat(curve(0.75, 2, 0.25, 0.5, 0.75).epochs()).isEqualTo(2);
    assertThat(curve(0.75, 2, 0.25, 0.5, 0.75).isCapped()).isFalse();
  }

  @Test
  void whatDivergedHasNoTime() {
    RelearnCurve curve = curve(0.75, 5, 0.25, 0.5);
    assertThat(curve.epochs()).isNaN();
    assertThat(curve.isCapped()).isFalse();
    assertThat(curve(Double.NaN, 5, 0.25).epochs()).isNaN();
    assertThatThrownBy(() -> curve(0.5, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void survivesItsFile(@TempDir Path folder) throws IOException {
    assertThat(RelearnCurve.find(folder)).isEmpty();
    RelearnCurve curve = curve(2 / 3.0, 7, 0.1, 1 / 3.0);
    write(folder, RelearnCurve.HEADER, curve.table());
    assertThat(RelearnCurve.find(folder)).isEqualTo(Optional.of(curve));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | :1: the file is empty",
        "'epoch,cap' | found the header epoch,cap, expected epoch,forget_accuracy",
        "'H' | : has no rows",
        "'H;0,0.5,1,1' | :2: 4 fields, expected 5",
        "'H;0,0.5,1,1,9;2,0.5,1,1,9' | :3, column epoch: found '2', expected 1",
        "'H;0,half,1,1,9' | :2, column forget_accuracy: found 'half', expected a number or NA",
        "'H;0,Infinity,1,1,9' | found 'Infinity', expected a number or NA",
        "'H;0,0.5,1,1,-9' | :2, column cap: found '-9', expected a whole number",
      })
  void refusesADamagedFile(String lines, String problem, @TempDir Path folder) throws IOException {
    Path file = folder.resolve(RelearnCurve.FILE);
    String header = String.join(",", RelearnCurve.HEADER);
    Files.writeString(file, lines.replace("H", header).replace(';', '\n'));
    assertThatThrownBy(() -> RelearnCurve.find(folder))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(problem);
  }

  static void write(Path folder, List<String> header, List<List<Object>> rows) throws IOException {
    String name = header.equals(RelearnCurve.HEADER) ? RelearnCurve.FILE : WeightDistances.FILE;
    Files.writeString(folder.resolve(name), CsvWriter.text(header, rows));
  }
}
