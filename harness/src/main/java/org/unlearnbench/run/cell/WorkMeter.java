package org.unlearnbench.run.cell;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.StepListener;
import org.unlearnbench.nn.LayerHook;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.result.Cost;

/**
 * Counts what the networks of a job do, whoever makes them do it: training, attacks, importances,
 * teachers. A phase costs the difference of two readings.
 */
final class WorkMeter {
  private long steps;
  private long forward;
  private long backward;
  private final TrainingLog training = new TrainingLog();
  private final LongSupplier nanos;
  private long latest = Long.MIN_VALUE;

  WorkMeter() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock; while it is behind what it said before, as of a machine that was moved,
   *     no time passes
   */
  WorkMeter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A reading: what was done since this meter was made, and the clocks of this process. */
  Spent now() {
    latest = Math.max(latest, nanos.getAsLong());
    return new Spent(latest / 1e9, new Cost(steps, forward, backward, processorSeconds()));
  }

  /** What steps of training saw, of all networks. */
  TrainingLog training() {
    return training;
  }

  /** What was spent since a reading. */
  Spent since(Spent reading) {
    return now().minus(reading);
  }

  private static Optional<Double> processorSeconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Optional.of(system.getProcessCpuTime() / 1e9).filter(seconds -> seconds >= 0)
        : Optional.empty();
  }

  /** The same network, whose work and that of its copies is counted here. */
  Network count(Network network) {
    return new Counted(network);
  }

  private final class Counted implements Network, StepListener {
    private final Network network;
    private int batch;

    Counted(Network network) {
      this.network = network;
    }

    @Override
    public void stepped(Batch images, float[][] logits, double loss) {
      training.step(images, logits, loss);
    }

    @Override
    public NetworkSpec spec() {
      return network.spec();
    }

    @Override
    public ParameterLayout layout() {
      return network.layout();
    }

    @Override
    public float[][] forward(Batch images, Mode mode) {
      float[][] logits = network.forward(images, mode);
      batch = images.size();
      forward += batch;
      return logits;
    }

    @Override
    public void backward(float[][] dLogits, Want want) {
      network.backward(dLogits, want);
      backward += batch;
    }

    @Override
    public float[] gradient() {
      return network.gradient();
    }

    @Override
    public void setGradient(float[] gradient) {
      network.setGradient(gradient);
    }

    @Override
    public float[] inputGradient() {
      return network.inputGradient();
    }

    @Override
    public float[] parameters() {
      return network.parameters();
    }

    @Override
    public void setParameters(float[] parameters) {
      network.setParameters(parameters);
    }

    /** Optimisers alone do this, once a step. */
    @Override
    public void update(ChunkUpdate update) {
      network.update(update);
      steps++;
    }

    @Override
    public List<String> layers() {
      return network.layers();
    }

    @Override
    public LayerHook.Handle hook(List<String> names, LayerHook hook) {
      return network.hook(names, hook);
    }

    @Override
    public Network copy() {
      return new Counted(network.copy());
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
