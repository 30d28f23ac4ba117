package org.unlearnbench.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels.BatchNorm;
import org.unlearnbench.nn.onednn.OneDnn.Slot;

/** Batch normalisation with the ReLU fused; one variant per kind of statistics. */
final class OneDnnBatchNorm implements BatchNorm {
  private static final float EPSILON = 1e-5f;

  private final OneDnn oneDnn;
  private final ActivationShape shape;
  private final boolean relu;
  private Variant batch;
  private Variant fixed;
  private Variant last;

  OneDnnBatchNorm(OneDnn oneDnn, ActivationShape shape, boolean relu) {
    this.oneDnn = oneDnn;
    this.shape = shape;
    this.relu = relu;
  }

  @Override
  public void forwardBatch(
      INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance) {
    if (batch == null) {
      batch = new Variant(0);
    }
    last = batch;
    batch.forward(x, scaleShift, y, mean, variance);
  }

  @Override
  public void forwardFixed(
      INDArray x, INDArray scaleShift, INDArray y, INDArray mean, INDArray variance) {
    if (fixed == null) {
      fixed = new Variant(dnnl.dnnl_use_global_stats);
    }
    last = fixed;
    fixed.forward(x, scaleShift, y, mean, variance);
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
    last.backward(x, dy, scaleShift, mean, variance, dx, dScaleShift);
  }

  private final class Variant {
    private final memory.desc data = oneDnn.layout(shape);
    private final int flags;
    private final batch_normalization_forward.primitive_desc desc;
    private final batch_normalization_forward primitive;
    private final Slot x = oneDnn.slot(data);
    private final Slot y = oneDnn.slot(data);
    private final Slot scaleShift;
    private final Slot mean;
    private final Slot variance;
    private final Slot workspace;
    private final IntMemoryMap arguments;
    private Backward backward;

    Variant(int statistics) {
      flags = statistics | dnnl.dnnl_use_scaleshift | (relu ? dnnl.dnnl_fuse_norm_relu : 0);
      desc =
          new batch_normalization_forward.primitive_desc(
              new batch_normalization_forward.desc(
                  dnnl.prop_kind.forward_training.value, data, EPSILON, flags),
              oneDnn.engine());
      primitive = new batch_normalization_forward(desc);
      scaleShift = oneDnn.slot(desc.weights_desc());
      mean = oneDnn.slot(desc.mean_desc());
      variance = oneDnn.slot(desc.variance_desc());
      arguments =
          oneDnn
              .arguments()
              .put(DNNL_ARG_SRC, x.memory())
              .put(DNNL_ARG_DST, y.memory())
              .put(DNNL_ARG_SCALE_SHIFT, scaleShift.memory())
              .put(DNNL_ARG_MEAN, mean.memory())
              .put(DNNL_ARG_VARIANCE, variance.memory());
      if (relu) {
        workspace = oneDnn.owned(desc.workspace_desc());
        arguments.put(DNNL_ARG_WORKSPACE, workspace.memory());
      } else {
        workspace = null;
      }
    }

    void forward(INDArray in, INDArray weights, INDArray out, INDArray mu, INDArray var) {
      x.bind(in);
      y.bind(out);
      scaleShift.bind(weights);
      mean.bind(mu);
      variance.bind(var);
      oneDnn.run(primitive, arguments);
    }

    void backward(
        INDArray in,
        INDArray dOut,
        INDArray weights,
        INDArray mu,
        INDArray var,
        INDArray dIn,
        INDArray dWeights) {
      if (backward == null) {
        backward = new Backward();
      }
      x.bind(in);
      scaleShift.bind(weights);
      mean.bind(mu);
      variance.bind(var);
      backward.run(dOut, dIn, dWeights);
    }

    private final class Backward {
      private final batch_normalization_backward.primitive_desc desc =
          new batch_normalization_backward.primitive_desc(
              new batch_normalization_backward.desc(
                  dnnl.prop_kind.backward.value, data, data, EPSILON, flags),
              oneDnn.engine(),
              Variant.this.desc);
      private final batch_normalization_backward primitive = new batch_normalization_backward(desc);
      private final Slot dy = oneDnn.slot(data);
      private final Slot dx = oneDnn.slot(data);
      private final Slot dScaleShift = oneDnn.slot(desc.diff_weights_desc());
      private final IntMemoryMap arguments =
          oneDnn
              .arguments()
              .put(DNNL_ARG_SRC, x.memory())
              .put(DNNL_ARG_MEAN, mean.memory())
              .put(DNNL_ARG_VARIANCE, variance.memory())
              .put(DNNL_ARG_DIFF_DST, dy.memory())
              .put(DNNL_ARG_SCALE_SHIFT, scaleShift.memory())
              .put(DNNL_ARG_DIFF_SRC, dx.memory())
              .put(DNNL_ARG_DIFF_SCALE_SHIFT, dScaleShift.memory());

      Backward() {
        if (workspace != null) {
          arguments.put(DNNL_ARG_WORKSPACE, workspace.memory());
        }
      }

      void run(INDArray dOut, INDArray dIn, INDArray dWeights) {
        dy.bind(dOut);
        dx.bind(dIn);
        dScaleShift.bind(dWeights);
        oneDnn.run(primitive, arguments);
      }
    }
  }
}
