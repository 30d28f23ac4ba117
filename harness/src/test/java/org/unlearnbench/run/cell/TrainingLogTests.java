package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.nn.LinearNetwork;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.result.TrainingCurve;

class TrainingLogTests {
  private final TrainingLog log = new TrainingLog();

  private static Batch batch(int[]... labels) {
    return new Batch(labels.length, new float[labels.length * 3], labels);
  }

  @Test
  void anEpochIsTheMeanOverItsImages() {
    log.begin("scrub");
    log.step(batch(new int[] {0}, new int[] {1}), new float[][] {{2, 1}, {2, 1}}, 1.0);
    log.step(batch(new int[] {1}), new float[][] {{-1, 3}}, 4.0);
    log.epoch(1, 2);
    log.epoch(2, 2); // nothing trained
    assertThat(log.curve().epochs())
        .containsExactly(new TrainingCurve.Epoch("scrub", 1, 2, 3, 2.0, 2 / 3.0, 2 / 3.0));
    log.begin("other");
    assertThat(log.curve().epochs()).isEmpty();
  }

  @Test
  void ofSeveralLabelsEachCounts() {
    log.begin("a");
    int[][] labels = {{1, 0, 1}, {1, 1, 0}};
    log.step(batch(labels), new float[][] {{1, -1, -1}, {1, -2, -3}}, 0.5);
    log.epoch(1, 1);
    TrainingCurve.Epoch epoch = log.curve().epochs().get(0);
    assertThat(epoch.accuracy()).isBetween(4 / 6.0 - 1e-12, 4 / 6.0 + 1e-12);
    assertThat(epoch.guess()).isBetween(4 / 6.0 - 1e-12, 4 / 6.0 + 1e-12);
  }

  @Test
  void followingTrainingMovesNoBit() {
    NetworkSpec spec = new NetworkSpec("linear", 1, 2, 3);
    WorkMeter meter = new WorkMeter();
    Network plain = LinearNetwork.create(spec, new SplittableRandom(1));
    Network followed = meter.count(LinearNetwork.create(spec, new SplittableRandom(1)));
    meter.training().begin("a");
    SplittableRandom random = new SplittableRandom(2);
    float[] pixels = new float[4 * 12];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    Batch batch = new Batch(4, pixels, new int[][] {{0}, {1}, {2}, {0}});
    Objective loss = Objective.taskLoss(Task.singleLabel(java.util.List.of("a", "b", "c")));
    for (Network network : new Network[] {plain, followed}) {
      Trainer trainer = new Trainer(network, new Recipe(1, 4, 0.1, 0.9, 0.01, Schedule.constant()));
      for (int step = 0; step < 5; step++) {
        trainer.step(batch, loss, 0.1, "test");
      }
    }
    meter.training().epoch(1, 1);
    assertThat(followed.parameters()).isEqualTo(plain.parameters());
    assertThat(meter.training().curve().epochs().get(0).images()).isEqualTo(20);
  }
}
