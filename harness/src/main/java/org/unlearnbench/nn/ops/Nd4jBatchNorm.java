package org.unlearnbench.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels.BatchNorm;

/**
 * Batch normalisation written out, since ND4J's {@code batchnorm_bp} knows batch statistics only.
 */
final class Nd4jBatchNorm implements BatchNorm {
  private static final double EPSILON = 1e-5;
  private static final int[] ALL_BUT_CHANNELS = {0, 2, 3};

  private final int channels;
  private final long perChannel;
  private final boolean relu;
  private boolean fixed;
  private INDArray output;

  Nd4jBatchNorm(ActivationShape shape, boolean relu) {
    this.channels = shape.channels();
    this.perChannel = shape.length() / shape.channels();
    this.relu = relu;
  }

  @Override
  public void forwardBatch(
      INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance) {
    mean.assign(x.mean(ALL_BUT_CHANNELS));
    variance.assign(x.var(false, ALL_BUT_CHANNELS));
    forward(x, scaleShift, y, mean, variance);
    fixed = false;
  }

  @Override
  public void forwardFixed(
      INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance) {
    forward(x, scaleShift, y, mean, variance);
    fixed = true;
  }

  private void forward(
      INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance) {
    INDArray result = normalised(x, mean, variance);
    result.muli(row(gamma(scaleShift))).addi(row(beta(scaleShift)));
    if (relu) {
      Transforms.relu(result, false);
    }
    y.assign(result);
    output = y;
  }

  @Override
  public void backward(
      INDArray x,
      INDArray dy,
      INDArray scaleShift,
      INDArray mean,
      INDArray variance,
      INDArray dx,
      INDArray dScaleShift) {
    INDArray d = relu ? dy.mul(output.gt(0).castTo(dy.dataType())) : dy;
    INDArray xHat = normalised(x, mean, variance);
    INDArray dGamma = d.mul(xHat).sum(ALL_BUT_CHANNELS);
    INDArray dBeta = d.sum(ALL_BUT_CHANNELS);
    INDArray slope = gamma(scaleShift).mul(inverseDeviation(variance));
    INDArray result;
    if (fixed) {
      result = d.mul(row(slope));
    } else {
      result =
          d.sub(row(dBeta.div(perChannel)))
              .subi(xHat.muli(row(dGamma.div(perChannel))))
              .muli(row(slope));
    }
    dx.assign(result);
    gamma(dScaleShift).assign(dGamma);
    beta(dScaleShift).assign(dBeta);
  }

  private INDArray normalised(INDArray x, INDArray mean, INDArray variance) {
    return x.sub(row(mean)).muli(row(inverseDeviation(variance)));
  }

  private static INDArray inverseDeviation(INDArray variance) {
    return Nd4j.onesLike(variance).divi(Transforms.sqrt(variance.add(EPSILON), false));
  }

  private INDArray gamma(INDArray scaleShift) {
    return scaleShift.get(NDArrayIndex.interval(0, channels));
  }

  private INDArray beta(INDArray scaleShift) {
    return scaleShift.get(NDArrayIndex.interval(channels, 2L * channels));
  }

  private INDArray row(INDArray perChannelValues) {
    return perChannelValues.reshape('c', 1, channels, 1, 1);
  }
}
