package org.unlearnbench.nn;

import java.util.List;
import java.util.random.RandomGenerator;
import org.unlearnbench.data.Batch;

/**
 * A linear classifier in plain Java: the smallest network there is, for tests of everything around
 * networks. Slow and exact; the same in train and eval mode.
 */
public final class LinearNetwork implements Network {
  private final NetworkSpec spec;
  private final int inputs;
  private final ParameterLayout layout;
  private float[] parameters;
  private float[] gradient;
  private float[] inputGradient;
  private Batch last;

  private LinearNetwork(NetworkSpec spec, float[] parameters) {
    this.spec = spec;
    this.inputs = 3 * spec.imageSize() * spec.imageSize();
    this.layout =
        new ParameterLayout(
            List.of(
                new ParameterLayout.Tensor(
                    "fc.weight",
                    ParameterLayout.Role.LINEAR_WEIGHT,
                    List.of(spec.outputs(), inputs),
                    0),
                new ParameterLayout.Tensor(
                    "fc.bias",
                    ParameterLayout.Role.LINEAR_BIAS,
                    List.of(spec.outputs()),
                    spec.outputs() * inputs)));
    this.parameters = parameters;
    this.gradient = new float[parameters.length];
  }

  /** Weights uniform in +-1/sqrt(inputs), biases 0. */
  public static LinearNetwork create(NetworkSpec spec, RandomGenerator random) {
    int inputs = 3 * spec.imageSize() * spec.imageSize();
    float[] parameters = new float[spec.outputs() * (inputs + 1)];
    double bound = 1 / Math.sqrt(inputs);
    for (int i = 0; i < spec.outputs() * inputs; i++) {
      parameters[i] = (float) random.nextDouble(-bound, bound);
    }
    return new LinearNetwork(spec, parameters);
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public float[][] forward(Batch batch, Mode mode) {
    last = batch;
    float[][] logits = new float[batch.size()][spec.outputs()];
    for (int i = 0; i < batch.size(); i++) {
      for (int k = 0; k < spec.outputs(); k++) {
        float sum = parameters[spec.outputs() * inputs + k];
        for (int j = 0; j < inputs; j++) {
          sum += parameters[k * inputs + j] * batch.pixels()[i * inputs + j];
        }
        logits[i][k] = sum;
      }
    }
    return logits;
  }

  @Override
  public void backward(float[][] dLogits, Want want) {
    gradient = new float[parameters.length];
    inputGradient = new float[last.pixels().length];
    for (int i = 0; i < last.size(); i++) {
      for (int k = 0; k < spec.outputs(); k++) {
        gradient[spec.outputs() * inputs + k] += dLogits[i][k];
        for (int j = 0; j < inputs; j++) {
          gradient[k * inputs + j] += dLogits[i][k] * last.pixels()[i * inputs + j];
          inputGradient[i * inputs + j] += dLogits[i][k] * parameters[k * inputs + j];
        }
      }
    }
  }

  @Override
  public float[] gradient() {
    return gradient.clone();
  }

  @Override
  public void setGradient(float[] gradient) {
    this.gradient = gradient.clone();
  }

  @Override
  public float[] inputGradient() {
    return inputGradient.clone();
  }

  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  @Override
  public void setParameters(float[] parameters) {
    this.parameters = parameters.clone();
  }

  @Override
  public void update(ChunkUpdate update) {
    update.apply(0, parameters.length, parameters, gradient);
  }

  @Override
  public Network copy() {
    return new LinearNetwork(spec, parameters.clone());
  }

  @Override
  public void close() {
    // nothing is held
  }
}
