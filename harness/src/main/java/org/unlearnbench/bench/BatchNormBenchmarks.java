package org.unlearnbench.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.unlearnbench.nn.graph.BatchNormTrial;

/** One BatchNorm with ReLU on 64 images of 64 channels, 32x32: forward and backward. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchNormBenchmarks {
  private BatchNormTrial trial;

  /** Allocates the activations. */
  @Setup(Level.Trial)
  public void create() {
    trial = new BatchNormTrial(64, 64, 32);
  }

  /** Batch statistics, output, all three gradients. */
  @Benchmark
  public void batchNorm() {
    trial.forwardAndBackward();
  }
}
