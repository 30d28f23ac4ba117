package org.unlearnbench.nn.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.BatchNorm;
import org.unlearnbench.nn.kernel.Kernels;

/**
 * Batch normalisation as PyTorch's {@code BatchNorm2d}: eps 1e-5, momentum 0.1, the running
 * variance takes in the unbiased batch variance; running statistics move in the train-mode forward
 * pass.
 */
final class BatchNormOperator implements Operator {
  private static final float MOMENTUM = 0.1f;

  private final Kernels kernels;
  private final ActivationShape shape;
  private final boolean relu;
  private final List<Tensor> tensors;
  private final Map<Integer, BatchNorm> bySize = new HashMap<>();
  private final Buffer y = new Buffer();
  private final Buffer dx = new Buffer();
  private final INDArray batchMean;
  private final INDArray batchVariance;
  private final INDArray unwanted;
  private INDArray scaleShift;
  private INDArray runningMean;
  private INDArray runningVariance;
  private INDArray dScaleShift;

  BatchNormOperator(Kernels kernels, String name, ActivationShape shape, boolean relu) {
    this.kernels = kernels;
    this.shape = shape;
    this.relu = relu;
    int c = shape.channels();
    List<Integer> dims = List.of(c);
    this.tensors =
        List.of(
            new Tensor(name + ".weight", Role.NORM_SCALE, dims, 0),
            new Tensor(name + ".bias", Role.NORM_SHIFT, dims, c),
            new Tensor(name + ".running_mean", Role.RUNNING_MEAN, dims, 2 * c),
            new Tensor(name + ".running_var", Role.RUNNING_VARIANCE, dims, 3 * c));
    this.batchMean = Nd4j.create(DataType.FLOAT, c);
    this.batchVariance = Nd4j.create(DataType.FLOAT, c);
    this.unwanted = Nd4j.create(DataType.FLOAT, 2L * c);
  }

  @Override
  public List<Tensor> tensors() {
    return tensors;
  }

  @Override
  public void bindParameters(INDArray view) {
    long c = shape.channels();
    scaleShift = view.get(NDArrayIndex.interval(0, 2 * c));
    runningMean = view.get(NDArrayIndex.interval(2 * c, 3 * c));
    runningVariance = view.get(NDArrayIndex.interval(3 * c, 4 * c));
  }

  @Override
  public void bindGradient(INDArray view) {
    dScaleShift = view.get(NDArrayIndex.interval(0, 2L * shape.channels()));
  }

  @Override
  public void release() {
    bySize.clear();
    y.release();
    dx.release();
  }

  @Override
  public INDArray forward(INDArray[] inputs, Pass pass) {
    int n = (int) inputs[0].size(0);
    INDArray result = y.get(n, shape.channels(), shape.size(), shape.size());
    if (pass.mode() == Mode.TRAIN) {
      kernel(n).forwardBatch(inputs[0], scaleShift, result, batchMean, batchVariance);
      moveRunningStatistics(n);
    } else {
      kernel(n).forwardFixed(inputs[0], scaleShift, result, runningMean, runningVariance);
    }
    return result;
  }

  private void moveRunningStatistics(int n) {
    long count = (long) n * shape.size() * shape.size();
    float unbiased = (float) ((double) count / (count - 1));
    for (int c = 0; c < shape.channels(); c++) {
      float mean = runningMean.getFloat(c);
      float variance = runningVariance.getFloat(c);
      float newVariance = batchVariance.getFloat(c) * unbiased;
      runningMean.putScalar(c, mean + MOMENTUM * (batchMean.getFloat(c) - mean));
      runningVariance.putScalar(c, variance + MOMENTUM * (newVariance - variance));
    }
  }

  @Override
  public INDArray[] backward(INDArray[] inputs, INDArray epsilon, Pass pass) {
    int n = (int) inputs[0].size(0);
    INDArray result = dx.get(n, shape.channels(), shape.size(), shape.size());
    boolean train = pass.mode() == Mode.TRAIN;
    kernel(n)
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

  private BatchNorm kernel(int n) {
    return bySize.computeIfAbsent(n, size -> kernels.batchNorm(shape.withBatch(size), relu));
  }
}
