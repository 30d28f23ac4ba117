package org.unlearnbench.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.loss.Loss;

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
}
