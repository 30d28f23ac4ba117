package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.GoldenFiles;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.graph.ResNet18Factory;

/**
 * Weights to and from the PyTorch of this machine; skipped, and it says so, where there is none.
 */
@Timeout(900)
class PythonComparisonTests {
  private static Optional<Python> found;

  @TempDir Path folder;
  private Python python;

  @BeforeEach
  void findPython() throws Exception {
    found = found == null ? Python.find() : found;
    String message = "SKIPPED: no python3 with torch, torchvision and Pillow on this machine";
    if (found.isEmpty()) {
      System.err.println(getClass().getSimpleName() + " " + message);
    }
    assumeTrue(found.isPresent(), message);
    python = found.orElseThrow();
  }

  @Test
  void anExportedModelHasTheSameLogitsInTorchvision() throws Exception {
    NetworkSpec spec = new NetworkSpec("resnet18", 12, 48, 5);
    try (Network network = new ResNet18Factory().create(spec, new SplittableRandom(7))) {
      Batch batch = noise(6, 48);
      network.forward(batch, Mode.TRAIN); // running statistics other than 0 and 1
      assertSameLogits(network, batch);
    }
  }

  @Test
  void theExampleOfTheReadmeAtFullWidth() throws Exception {
    NetworkSpec spec = new NetworkSpec("resnet18", 64, 32, 8);
    try (Network network = new ResNet18Factory().create(spec, new SplittableRandom(8))) {
      Batch batch = noise(4, 32);
      network.forward(batch, Mode.TRAIN);
      assertSameLogits(network, batch);
    }
  }

  private void assertSameLogits(Network network, Batch batch) throws Exception {
    Path weights = folder.resolve("w.safetensors");
    Path images = folder.resolve("x.safetensors");
    Checkpoints.write(weights, network);
    long size = network.spec().imageSize();
    SafeTensors.write(
        images,
        List.of(new NamedTensor("x", List.of((long) batch.size(), 3L, size, size), batch.pixels())),
        Map.of());
    List<String> rows = python.script("load_in_torchvision.py", weights, "--batch", images);
    float[][] logits = network.forward(batch, Mode.EVAL);
    assertThat(rows).hasSize(batch.size());
    for (int i = 0; i < logits.length; i++) {
      String[] theirs = rows.get(i).split(",");
      assertThat(theirs).hasSize(network.spec().outputs());
      for (int j = 0; j < theirs.length; j++) {
        assertThat((double) logits[i][j]).isCloseTo(Double.parseDouble(theirs[j]), within(1e-4));
      }
    }
  }

  /** Whatever version writes it: with a prefix, as doubles, and with other things in the file. */
  @Test
  void whatThisPyTorchSavesIsRead() throws Exception {
    Path golden = folder.resolve("golden.safetensors");
    Path saved = folder.resolve("saved.pth");
    try (Network network = GoldenFiles.network();
        Network read = new ResNet18Factory().create(GoldenFiles.SPEC)) {
      Checkpoints.write(golden, network);
      python.program(
          """
          import sys, torch
          from load_in_torchvision import read
          state = {"module." + name: value.double() for name, value in read(sys.argv[1]).items()}
          torch.save({"epoch": 3, "state_dict": state}, sys.argv[2])
          """,
          golden,
          saved);
      Checkpoints.load(saved.toString(), WeightsFile.read(saved).tensors(), read);
      assertThat(read.parameters()).isEqualTo(network.parameters());
    }
  }

  private static Batch noise(int n, int size) {
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[n * 3 * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    return new Batch(n, pixels, new int[n][1]);
  }
}
