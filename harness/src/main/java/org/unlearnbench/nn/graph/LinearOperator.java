package org.unlearnbench.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.kernel.ActivationShape;

/** A fully connected layer, y = x W^T + b, small enough for plain Java. */
final class LinearOperator extends Operator {
  private final int in;
  private final int out;
  private INDArray parameters;
  private INDArray gradient;

  LinearOperator(String name, int in, int out) {
    super(
        new ActivationShape(1, in, 1),
        new ActivationShape(1, out, 1),
        List.of(
            new Tensor(name + ".weight", Role.LINEAR_WEIGHT, List.of(out, in), 0),
            new Tensor(name + ".bias", Role.LINEAR_BIAS, List.of(out), out * in)));
    this.in = in;
    this.out = out;
  }

  @Override
  protected void bindParameters(INDArray view) {
    parameters = view;
  }

  @Override
  protected void bindGradient(INDArray view) {
    gradient = view;
  }

  @Override
  protected INDArray forward(INDArray[] inputs, Pass pass) {
    int n = (int) inputs[0].size(0);
    float[] x = Floats.copyOf(inputs[0]);
    float[] w = Floats.copyOf(parameters);
    float[] result = new float[n * out];
    for (int i = 0; i < n; i++) {
      for (int o = 0; o < out; o++) {
        float sum = 0;
        for (int k = 0; k < in; k++) {
          sum += x[i * in + k] * w[o * in + k];
        }
        result[i * out + o] = sum + w[out * in + o];
      }
    }
    INDArray array = result(n);
    Floats.write(result, array);
    return array;
  }

  @Override
  protected INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    int n = (int) inputs[0].size(0);
    float[] dy = Floats.copyOf(epsilon);
    if (pass.wantsParameters()) {
      Floats.write(parameterGradient(n, Floats.copyOf(inputs[0]), dy), gradient);
    }
    float[] w = Floats.copyOf(parameters);
    float[] result = new float[n * in];
    for (int i = 0; i < n; i++) {
      for (int o = 0; o < out; o++) {
        float d = dy[i * out + o];
        for (int k = 0; k < in; k++) {
          result[i * in + k] += d * w[o * in + k];
        }
      }
    }
    INDArray array = inputGradient(n);
    Floats.write(result, array);
    return new INDArray[] {array};
  }

  private float[] parameterGradient(int n, float[] x, float[] dy) {
    float[] dw = new float[out * in + out];
    for (int i = 0; i < n; i++) {
      for (int o = 0; o < out; o++) {
        float d = dy[i * out + o];
        for (int k = 0; k < in; k++) {
          dw[o * in + k] += d * x[i * in + k];
        }
        dw[out * in + o] += d;
      }
    }
    return dw;
  }
}
