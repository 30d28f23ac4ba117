package org.unlearnbench.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unlearnbench.nn.kernel.AddRelu;

/** An addition and a ReLU. */
final class Nd4jAddRelu implements AddRelu {

  @Override
  public void forward(INDArray a, INDArray b, INDArray y) {
    Transforms.relu(a.addi(b, y), false);
  }

  @Override
  public void backward(INDArray y, INDArray dy, INDArray dx) {
    dx.assign(dy.mul(y.gt(0).castTo(dy.dataType())));
  }
}
