package org.unlearnbench.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.Kernels.BatchNorm;

/**
 * Batch normalisation as PyTorch's {@code BatchNorm2d}: eps 1e-5, momentum 0.1, the running
 * variance takes in the unbiased batch variance; running statistics move in the train-mode forward
 * pass.
 *
 * <p>With a ReLU fused, NaN would become 0, and a model with weights of 1e38 or a negative variance
 * would answer as if nothing was wrong. Whether the input has NaN is told by the batch's statistics
 * for nothing, and with fixed ones by a sum over each image. That takes a tenth of a forward pass,
 * so it is done until a batch was sound: overflow is a matter of the weights, not of an image.
 */
final class BatchNormOperator extends KernelOperator<BatchNorm> {
  private static final float MOMENTUM = 0.1f;
  private static final float EPSILON = 1e-5f;

  private final boolean relu;
  private boolean sound;
  private INDArray scaleShift;
  private INDArray runningMean;
  private INDArray runningVariance;
  private INDArray batchMean;
  private INDArray batchVariance;
  private INDArray dScaleShift;
  private INDArray unwanted;

  BatchNormOperator(String name, ActivationShape shape, boolean relu) {
    super(shape, shape, tensors(name, shape.channels()));
    this.relu = relu;
  }

  private static List<Tensor> tensors(String name, int c) {
    List<Integer> dims = List.of(c);
    return List.of(
        new Tensor(name + ".weight", Role.NORM_SCALE, dims, 0),
        new Tensor(name + ".bias", Role.NORM_SHIFT, dims, c),
        new Tensor(name + ".running_mean", Role.RUNNING_MEAN, dims, 2 * c),
        new Tensor(name + ".running_var", Role.RUNNING_VARIANCE, dims, 3 * c));
  }

  @Override
  BatchNorm make(Kernels backend, int n) {
    return backend.batchNorm(input().withBatch(n), relu);
  }

  @Override
  protected void bindParameters(INDArray view) {
    long c = input().channels();
    scaleShift = view.get(NDArrayIndex.interval(0, 2 * c));
    runningMean = view.get(NDArrayIndex.interval(2 * c, 3 * c));
    runningVariance = view.get(NDArrayIndex.interval(3 * c, 4 * c));
    batchMean = Nd4j.create(DataType.FLOAT, c);
    batchVariance = Nd4j.create(DataType.FLOAT, c);
    unwanted = Nd4j.create(DataType.FLOAT, 2 * c);
  }

  @Override
  protected void bindGradient(INDArray view) {
    dScaleShift = view.get(NDArrayIndex.interval(0, 2L * input().channels()));
  }

  @Override
  protected INDArray forward(INDArray[] inputs, Pass pass) {
    int n = images(inputs[0]);
    INDArray result = result(n);
    BatchNorm kernel = kernel(inputs[0], pass);
    if (pass.mode() == Mode.TRAIN) {
      kernel.forwardBatch(inputs[0], scaleShift, result, batchMean, batchVariance);
      moveRunningStatistics(n, pass);
    } else {
      kernel.forwardFixed(inputs[0], scaleShift, result, runningMean, runningVariance);
      loseImages(inputs[0], n, pass);
    }
    return result;
  }

  private void loseImages(INDArray x, int n, Pass pass) {
    if (sound) {
      return;
    }
    float[] sums = Floats.copyOf(x.reshape('c', n, -1).sum(1));
    boolean all = hasNoSlope();
    sound = !all;
    for (int i = 0; i < n; i++) {
      if (all || Float.isNaN(sums[i])) {
        pass.lose(i);
        sound = false;
      }
    }
  }

  /** Whether the square root of a variance is NaN. */
  private boolean hasNoSlope() {
    for (float variance : Floats.copyOf(runningVariance)) {
      if (!(variance + EPSILON > 0)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected void parametersChanged() {
    sound = false;
  }

  private void moveRunningStatistics(int n, Pass pass) {
    boolean finite = true;
    long count = input().withBatch(n).length() / input().channels();
    float unbiased = (float) ((double) count / (count - 1));
    for (int c = 0; c < input().channels(); c++) {
      float mean = runningMean.getFloat(c);
      float variance = runningVariance.getFloat(c);
      float newVariance = batchVariance.getFloat(c) * unbiased;
      finite &= Float.isFinite(batchMean.getFloat(c)) && Float.isFinite(newVariance);
      runningMean.putScalar(c, mean + MOMENTUM * (batchMean.getFloat(c) - mean));
      runningVariance.putScalar(c, variance + MOMENTUM * (newVariance - variance));
    }
    sound = false;
    for (int i = 0; !finite && i < n; i++) {
      pass.lose(i);
    }
  }

  @Override
  protected INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    INDArray result = inputGradient(images(inputs[0]));
    boolean train = pass.mode() == Mode.TRAIN;
    kernel(inputs[0], pass)
        .backward(
            inputs[0],
            epsilon,
            scaleShift,
            train ? batchMean : runningMean,
            train ? batchVariance : runningVariance,
            result,
            pass.wantsParameters() ? dScaleShift : unwanted);
    return new INDArray[] {result};
  }
}
