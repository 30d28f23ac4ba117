package org.unlearnbench.method.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.MemoryArtefacts;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.graph.ResNet18Factory;
import org.unlearnbench.nn.loss.TaskLoss;

class AttackLogTests {
  private static final int SIZE = 32;

  private static MemoryArtefacts written(boolean mayShowImages) throws IOException {
    float[] black = new float[3 * SIZE * SIZE];
    float[] grey = new float[3 * SIZE * SIZE];
    Arrays.fill(grey, 0.5f);
    int[][] labels = {{1}};
    AttackLog log = new AttackLog(TaskLoss.of(Task.singleLabel(java.util.List.of("a", "b"))), 1);
    NetworkSpec spec = new NetworkSpec("resnet18", 1, SIZE, 2);
    try (Network network = new ResNet18Factory().create(spec, new SplittableRandom(1))) {
      log.add(network, new Batch(1, black, labels), new Batch(1, grey, labels));
    }
    MemoryArtefacts artefacts = new MemoryArtefacts(mayShowImages);
    log.write(artefacts);
    return artefacts;
  }

  private static BufferedImage picture(MemoryArtefacts artefacts, String name) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(artefacts.files().get(name)));
  }

  @Test
  void showsImageNoiseAndBothWhereImagesMayBeShown() throws IOException {
    MemoryArtefacts artefacts = written(true);
    assertThat(artefacts.files()).containsOnlyKeys("noise-0.png");
    BufferedImage strip = picture(artefacts, "noise-0.png");
    assertThat(strip.getWidth()).isEqualTo(3 * SIZE);
    assertThat(strip.getRGB(0, 0) & 0xff).isZero();
  }

  @Test
  void leavesTheNoiseAloneWhereTheyMayNot() throws IOException {
    MemoryArtefacts artefacts = written(false);
    assertThat(artefacts.files()).containsOnlyKeys("noise-only-0.png");
    BufferedImage noise = picture(artefacts, "noise-only-0.png");
    assertThat(noise.getWidth()).isEqualTo(SIZE);
    for (int p = 0; p < SIZE * SIZE; p++) {
      assertThat(noise.getRGB(p % SIZE, p / SIZE) & 0xff).isEqualTo(255);
    }
    assertThat(artefacts.tables()).containsKey("noise.csv");
  }
}
