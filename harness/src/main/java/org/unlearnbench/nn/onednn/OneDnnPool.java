package org.unlearnbench.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.Kernels.Pool;
import org.unlearnbench.nn.kernel.WindowShape;
import org.unlearnbench.nn.onednn.OneDnn.Slot;

/** Pooling of one kind and shape, with the indices of the maxima kept where there are any. */
final class OneDnnPool implements Pool {
  private final OneDnn oneDnn;
  private final Slot x;
  private final Slot y;
  private final Slot dy;
  private final Slot dx;
  private final pooling_forward forward;
  private final pooling_backward backward;
  private final IntMemoryMap forwardArguments;
  private final IntMemoryMap backwardArguments;

  OneDnnPool(OneDnn oneDnn, dnnl.algorithm kind, WindowShape shape) {
    this.oneDnn = oneDnn;
    memory.desc source = oneDnn.layout(shape.input());
    memory.desc target = oneDnn.layout(shape.output());
    long[] strides = {shape.stride(), shape.stride()};
    long[] window = {shape.kernel(), shape.kernel()};
    long[] pads = {shape.padding(), shape.padding()};
    pooling_forward.primitive_desc desc =
        new pooling_forward.primitive_desc(
            new pooling_forward.desc(
                dnnl.prop_kind.forward_training, kind, source, target, strides, window, pads, pads),
            oneDnn.engine());
    pooling_backward.primitive_desc back =
        new pooling_backward.primitive_desc(
            new pooling_backward.desc(kind, source, target, strides, window, pads, pads),
            oneDnn.engine(),
            desc);
    forward = new pooling_forward(desc);
    backward = new pooling_backward(back);
    x = oneDnn.slot(source);
    y = oneDnn.slot(target);
    dy = oneDnn.slot(target);
    dx = oneDnn.slot(source);
    forwardArguments =
        oneDnn.arguments().put(DNNL_ARG_SRC, x.memory()).put(DNNL_ARG_DST, y.memory());
    backwardArguments =
        oneDnn.arguments().put(DNNL_ARG_DIFF_DST, dy.memory()).put(DNNL_ARG_DIFF_SRC, dx.memory());
    if (kind == dnnl.algorithm.pooling_max) {
      Slot indices = oneDnn.owned(desc.workspace_desc());
      forwardArguments.put(DNNL_ARG_WORKSPACE, indices.memory());
      backwardArguments.put(DNNL_ARG_WORKSPACE, indices.memory());
    }
  }

  @Override
  public void forward(INDArray in, INDArray out) {
    x.bind(in);
    y.bind(out);
    oneDnn.run(forward, forwardArguments);
  }

  @Override
  public void backward(INDArray dOut, INDArray dIn) {
    dy.bind(dOut);
    dx.bind(dIn);
    oneDnn.run(backward, backwardArguments);
  }
}
