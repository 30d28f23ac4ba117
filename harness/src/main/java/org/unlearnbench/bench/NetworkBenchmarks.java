package org.unlearnbench.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.graph.ResNet18Factory;
import org.unlearnbench.nn.loss.CrossEntropy;
import org.unlearnbench.nn.loss.Loss;
import org.unlearnbench.nn.optim.Sgd;

/** What a cell spends nearly all its time on. One operation is one batch. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
@Fork(1)
public class NetworkBenchmarks {

  /** Forward, backward, SGD with momentum. */
  @Benchmark
  public double trainStep(NetworkState state) {
    Loss loss = state.loss(Network.Mode.TRAIN);
    state.network.backward(loss.gradient(), Want.PARAMETERS);
    state.sgd.step(state.network, 0.01);
    return loss.value();
  }

  /** Eval-mode forward pass. */
  @Benchmark
  public float[][] inference(NetworkState state) {
    return state.network.forward(state.images, Network.Mode.EVAL);
  }

  /** One step of a PGD attack: eval mode, gradient of the input alone. */
  @Benchmark
  public float[] inputGradient(NetworkState state) {
    state.network.backward(state.loss(Network.Mode.EVAL).gradient(), Want.INPUT);
    return state.network.inputGradient();
  }

  /** The same with the weights' gradients, which an attack has no use for. */
  @Benchmark
  public float[] bothGradients(NetworkState state) {
    state.network.backward(state.loss(Network.Mode.EVAL).gradient(), Want.BOTH);
    return state.network.inputGradient();
  }

  /** A ResNet-18 with 8 classes, and one batch of noise to feed it. */
  @State(Scope.Benchmark)
  public static class NetworkState {
    private static final int CLASSES = 8;

    /** Width and height of the images in pixels. */
    @Param("128")
    public int size;

    /** Images per step. */
    @Param("64")
    public int batch;

    /** Channels of the first stage. */
    @Param("64")
    public int width;

    Network network;
    Batch images;
    Sgd sgd;

    /** Draws weights and images. */
    @Setup(Level.Trial)
    public void create() {
      SplittableRandom random = new SplittableRandom(1);
      network =
          new ResNet18Factory().create(new NetworkSpec("resnet18", width, size, CLASSES), random);
      float[] pixels = new float[batch * 3 * size * size];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextFloat();
      }
      int[][] labels = new int[batch][];
      for (int i = 0; i < batch; i++) {
        labels[i] = new int[] {random.nextInt(CLASSES)};
      }
      images = new Batch(batch, pixels, labels);
      sgd = new Sgd(network.layout(), 0.9, 0);
    }

    /** Frees the network's native memory. */
    @TearDown(Level.Trial)
    public void close() {
      network.close();
    }

    /** Forward pass and loss. */
    Loss loss(Network.Mode mode) {
      return new CrossEntropy().of(network.forward(images, mode), images.labels());
    }
  }
}
