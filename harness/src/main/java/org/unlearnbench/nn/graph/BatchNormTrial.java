package org.unlearnbench.nn.graph;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.onednn.OneDnnKernels;

/** A BatchNorm with ReLU outside any network, so that it can be timed alone. */
public final class BatchNormTrial {
  private final BatchNormOperator operator;
  private final Pass pass = new Pass(new OneDnnKernels());
  private final INDArray[] inputs;
  private final INDArray epsilon;

  /** A layer on n images of {@code channels} channels, size x size pixels, fed with noise. */
  public BatchNormTrial(int n, int channels, int size) {
    operator = new BatchNormOperator("bn", new ActivationShape(1, channels, size), true);
    operator.bindParameters(Nd4j.ones(DataType.FLOAT, 4L * channels));
    operator.bindGradient(Nd4j.create(DataType.FLOAT, 4L * channels));
    inputs = new INDArray[] {noise(n, channels, size, 1)};
    epsilon = noise(n, channels, size, 2);
    pass.forward(Mode.TRAIN);
    pass.backward(Want.PARAMETERS);
  }

  private static INDArray noise(int n, int channels, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[n * channels * size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    INDArray array = new Buffer().get(n, channels, size, size);
    Floats.write(values, array);
    return array;
  }

  /** One train-mode pass in both directions. */
  public void forwardAndBackward() {
    operator.forward(inputs, pass);
    operator.backward(inputs, epsilon, pass);
  }
}
