package org.unlearnbench.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels.AddRelu;
import org.unlearnbench.nn.onednn.OneDnn.Slot;

/** The end of a residual block in one pass. */
final class OneDnnAddRelu implements AddRelu {
  private final OneDnn oneDnn;
  private final Slot a;
  private final Slot b;
  private final Slot y;
  private final Slot dy;
  private final Slot dx;
  private final binary forward;
  private final eltwise_backward backward;
  private final IntMemoryMap forwardArguments;
  private final IntMemoryMap backwardArguments;

  OneDnnAddRelu(OneDnn oneDnn, ActivationShape shape) {
    this.oneDnn = oneDnn;
    memory.desc data = oneDnn.layout(shape);
    post_ops relu = new post_ops();
    relu.append_eltwise(1f, dnnl.algorithm.eltwise_relu, 0f, 0f);
    primitive_attr attributes = new primitive_attr();
    attributes.set_post_ops(relu);
    forward =
        new binary(
            new binary.primitive_desc(
                new binary.desc(dnnl.algorithm.binary_add, data, data, data),
                attributes,
                oneDnn.engine()));
    // Told by the result where the sum was negative, so the sum itself need not be kept.
    dnnl.algorithm byResult = dnnl.algorithm.eltwise_relu_use_dst_for_bwd;
    eltwise_forward.primitive_desc hint =
        new eltwise_forward.primitive_desc(
            new eltwise_forward.desc(dnnl.prop_kind.forward_training, byResult, data, 0f, 0f),
            oneDnn.engine());
    backward =
        new eltwise_backward(
            new eltwise_backward.primitive_desc(
                new eltwise_backward.desc(byResult, data, data, 0f, 0f), oneDnn.engine(), hint));
    a = oneDnn.slot(data);
    b = oneDnn.slot(data);
    y = oneDnn.slot(data);
    dy = oneDnn.slot(data);
    dx = oneDnn.slot(data);
    forwardArguments =
        oneDnn
            .arguments()
            .put(DNNL_ARG_SRC_0, a.memory())
            .put(DNNL_ARG_SRC_1, b.memory())
            .put(DNNL_ARG_DST, y.memory());
    backwardArguments =
        oneDnn
            .arguments()
            .put(DNNL_ARG_DST, y.memory())
            .put(DNNL_ARG_DIFF_DST, dy.memory())
            .put(DNNL_ARG_DIFF_SRC, dx.memory());
  }

  @Override
  public void forward(INDArray first, INDArray second, INDArray result) {
    a.bind(first);
    b.bind(second);
    y.bind(result);
    oneDnn.run(forward, forwardArguments);
  }

  @Override
  public void backward(INDArray result, INDArray dResult, INDArray dInput) {
    y.bind(result);
    dy.bind(dResult);
    dx.bind(dInput);
    oneDnn.run(backward, backwardArguments);
  }
}
