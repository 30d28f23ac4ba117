package org.unlearnbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.CsvWriter;
import org.unlearnbench.io.InputException;

class TrainingCurveTests {
  @TempDir Path folder;

  private static TrainingCurve curve(String model, double accuracy, double... losses) {
    List<TrainingCurve.Epoch> epochs = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      epochs.add(
          new TrainingCurve.Epoch(model, i + 1, losses.length, 10, losses[i], accuracy, 0.25));
    }
    return new TrainingCurve(epochs);
  }

  @Test
  void survivesItsFile() throws Exception {
    assertThat(TrainingCurve.find(folder)).isEmpty();
    TrainingCurve curve = curve("a", 0.1, 2, 1.0 / 3, -1);
    Path file = folder.resolve(TrainingCurve.FILE);
    Files.writeString(file, CsvWriter.text(TrainingCurve.HEADER, curve.table()));
    assertThat(TrainingCurve.find(folder)).contains(curve);
    Files.writeString(file, "model,epoch\n");
    assertThatThrownBy(() -> TrainingCurve.find(folder)).isInstanceOf(InputException.class);
  }

  @Test
  void goodTrainingWarnsOfNothing() {
    assertThat(curve("Original", 0.9, 2, 1, 0.5, 0.25, 0.26).warnings()).isEmpty();
    assertThat(curve("a", 0.1, 2, 1).warnings()).isEmpty();
    assertThat(curve("a", 0.1, 1, 2).warnings()).isEmpty(); // too few to tell
    assertThat(new TrainingCurve(List.of()).warnings()).isEmpty();
    assertThat(curve("ascent", 0.1, -1, -2, -3, -4).warnings()).isEmpty();
  }

  @Test
  void aLossThatRisesAndAnOriginalThatGuessesAreTold() {
    assertThat(curve("Original", 0.25, 2, 1, 0.5, 1.5).warnings())
        .containsExactly(
            "Original is no better than guessing: in its last epoch 0.250 of its training images"
                + " are right, one answer for all gives 0.250.",
            "The loss of Original rises at the end of its training: 0.5000 in epoch 3, 1.5000 in"
                + " epoch 4 of 4.");
    assertThat(curve("retrain", 0.1, 1, 1, 1, 3).warnings()).hasSize(1);
  }
}
