package org.unlearnbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.WeightDistances.Distance;
import org.unlearnbench.result.WeightDistances.Row;

class WeightDistancesTests {
  private static final WeightDistances TWO =
      new WeightDistances(
          List.of(
              new Row("fc.weight", 2, true, new Distance(3, 1), Distance.NONE),
              new Row("fc.bias", 1, true, new Distance(4, 2), Distance.NONE),
              new Row("bn.running_mean", 9, false, new Distance(100, 50), Distance.NONE)));

  @Test
  void trainableParametersTogether() {
    // Norm 5, distance sqrt(5): running statistics do not count.
    assertThat(TWO.original().norm()).isEqualTo(5);
    assertThat(TWO.original().relative()).isCloseTo(Math.sqrt(5) / 5, within(1e-15));
    assertThat(TWO.retrained().relative()).isNaN();
  }

  @Test
  void aReferenceOfZerosGivesNoRelativeDistance() {
    assertThat(new Distance(0, 2).relative()).isNaN();
    assertThat(new Distance(0, 0).relative()).isNaN();
    assertThat(new Distance(2, 0).relative()).isZero();
  }

  @Test
  void nothingTrainableGivesNothing() {
    assertThat(new WeightDistances(List.of()).original().relative()).isNaN();
    assertThat(new WeightDistances(TWO.rows().subList(2, 3)).original().relative()).isNaN();
  }

  @Test
  void survivesItsFile(@TempDir Path folder) throws IOException {
    assertThat(WeightDistances.find(folder)).isEmpty();
    RelearnCurveTests.write(folder, WeightDistances.HEADER, TWO.table());
    assertThat(WeightDistances.find(folder)).isEqualTo(Optional.of(TWO));
    Path file = folder.resolve(WeightDistances.FILE);
    Files.writeString(file, Files.readString(file).replaceFirst("true", "yes"));
    assertThatThrownBy(() -> WeightDistances.find(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ":2, column trainable: found 'yes', expected true or false");
  }
}
