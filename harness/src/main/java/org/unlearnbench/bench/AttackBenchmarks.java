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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.unlearnbench.metric.attack.LossLrAttack;

/** The membership attack at MUFAC's size: 1,500 forget and 1,504 unseen losses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AttackBenchmarks {
  private final double[] forget = new double[1500];
  private final double[] unseen = new double[1504];

  /** Draws losses of an overfitted model. */
  @Setup(Level.Trial)
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < forget.length; i++) {
      forget[i] = -0.3 * Math.log(random.nextDouble(1e-12, 1));
    }
    for (int i = 0; i < unseen.length; i++) {
      unseen[i] = -2 * Math.log(random.nextDouble(1e-12, 1));
    }
  }

  /** Ten folds of logistic regression. */
  @Benchmark
  public double membershipInference() {
    return LossLrAttack.run(unseen, forget).mia();
  }
}
