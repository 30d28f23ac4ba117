package org.unlearnbench.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels.Convolution;
import org.unlearnbench.nn.kernel.WindowShape;
import org.unlearnbench.nn.onednn.OneDnn.Slot;

/**
 * Convolution with activations in blocked layout. Weights are copied into the layout oneDNN wants
 * when they have changed; the two backward halves are made when first asked for.
 */
final class OneDnnConvolution implements Convolution {
  private final OneDnn oneDnn;
  private final WindowShape shape;
  private final memory.desc source;
  private final memory.desc target;
  private final memory.desc anyWeights;
  private final PackedWeights packed;
  private final convolution_forward.primitive_desc forwardDesc;
  private Forward forward;
  private BackwardData backwardData;
  private BackwardWeights backwardWeights;

  OneDnnConvolution(OneDnn oneDnn, WindowShape shape) {
    this(
        oneDnn,
        shape,
        new PackedWeights(oneDnn, oneDnn.describe(memory.format_tag.oihw, weights(shape))));
  }

  private OneDnnConvolution(OneDnn oneDnn, WindowShape shape, PackedWeights packed) {
    this.oneDnn = oneDnn;
    this.shape = shape;
    this.packed = packed;
    source = oneDnn.layout(shape.input());
    target = oneDnn.layout(shape.output());
    anyWeights = oneDnn.describe(memory.format_tag.any, weights(shape));
    forwardDesc = forwardDesc(source, target);
  }

  private static long[] weights(WindowShape shape) {
    return new long[] {
      shape.outChannels(), shape.input().channels(), shape.kernel(), shape.kernel()
    };
  }

  @Override
  public Convolution withBatch(int n) {
    return new OneDnnConvolution(oneDnn, shape.withBatch(n), packed);
  }

  private convolution_forward.primitive_desc forwardDesc(memory.desc from, memory.desc to) {
    return new convolution_forward.primitive_desc(
        new convolution_forward.desc(
            dnnl.prop_kind.forward_training,
            dnnl.algorithm.convolution_direct,
            from,
            anyWeights,
            to,
            stride(),
            padding(),
            padding()),
        oneDnn.engine());
  }

  private long[] stride() {
    return new long[] {shape.stride(), shape.stride()};
  }

  private long[] padding() {
    return new long[] {shape.padding(), shape.padding()};
  }

  @Override
  public void weightsChanged() {
    packed.changed();
  }

  @Override
  public void forward(INDArray x, INDArray weights, INDArray y) {
    if (forward == null) {
      forward = new Forward();
    }
    forward.run(x, weights, y);
  }

  @Override
  public void backwardInput(INDArray dy, INDArray weights, INDArray dx) {
    if (backwardData == null) {
      backwardData = new BackwardData();
    }
    backwardData.run(dy, weights, dx);
  }

  @Override
  public void backwardWeights(INDArray x, INDArray dy, INDArray dWeights) {
    if (backwardWeights == null) {
      backwardWeights = new BackwardWeights();
    }
    backwardWeights.run(x, dy, dWeights);
  }

  private final class Forward {
    private final Slot x = oneDnn.slot(source);
    private final Slot y = oneDnn.slot(target);
    private final PackedWeights.Copy weights = packed.in(forwardDesc.weights_desc());
    private final convolution_forward primitive = new convolution_forward(forwardDesc);
    private final IntMemoryMap arguments =
        oneDnn
            .arguments()
            .put(DNNL_ARG_SRC, x.memory())
            .put(DNNL_ARG_WEIGHTS, weights.memory())
            .put(DNNL_ARG_DST, y.memory());

    void run(INDArray input, INDArray plain, INDArray output) {
      weights.refresh(plain);
      x.bind(input);
      y.bind(output);
      oneDnn.run(primitive, arguments);
    }
  }

  /**
   * Gradient of the input. With the three colours of an image as channels, oneDNN has no fast
   * kernel for our layouts (its reference one takes seconds), so there it may choose its own and we
   * copy.
   */
  private final class BackwardData {
    private final boolean ownLayouts = shape.input().channels() < 8;
    private final memory.desc anySource = ownLayouts ? any(shape.input()) : source;
    private final memory.desc anyTarget = ownLayouts ? any(shape.output()) : target;
    private final convolution_backward_data.primitive_desc desc =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                dnnl.algorithm.convolution_direct,
                anySource,
                anyWeights,
                anyTarget,
                stride(),
                padding(),
                padding()),
            oneDnn.engine(),
            forwardDesc(anySource, anyTarget));
    private final Converted dy = new Converted(target, desc.diff_dst_desc());
    private final Converted dx = new Converted(source, desc.diff_src_desc());
    private final PackedWeights.Copy weights = packed.in(desc.weights_desc());
    private final convolution_backward_data primitive = new convolution_backward_data(desc);
    private final IntMemoryMap arguments =
        oneDnn
            .arguments()
            .put(DNNL_ARG_DIFF_DST, dy.inner.memory())
            .put(DNNL_ARG_WEIGHTS, weights.memory())
            .put(DNNL_ARG_DIFF_SRC, dx.inner.memory());

    private memory.desc any(ActivationShape of) {
      return oneDnn.describe(memory.format_tag.any, of.n(), of.channels(), of.size(), of.size());
    }

    void run(INDArray gradient, INDArray plain, INDArray result) {
      weights.refresh(plain);
      dy.outer.bind(gradient);
      dx.outer.bind(result);
      dy.enter.run();
      oneDnn.run(primitive, arguments);
      dx.leave.run();
    }
  }

  /** An activation in our layout and the one a primitive wants; the same memory if they agree. */
  private final class Converted {
    private final Slot outer;
    private final Slot inner;
    private final OneDnn.Step enter;
    private final OneDnn.Step leave;

    Converted(memory.desc ours, memory.desc wanted) {
      outer = oneDnn.slot(ours);
      if (ours.equals(wanted)) {
        inner = outer;
        enter = () -> {};
        leave = () -> {};
      } else {
        inner = oneDnn.owned(wanted);
        enter = oneDnn.copy(outer, inner);
        leave = oneDnn.copy(inner, outer);
      }
    }
  }

  private final class BackwardWeights {
    private final convolution_backward_weights.primitive_desc desc =
        new convolution_backward_weights.primitive_desc(
            new convolution_backward_weights.desc(
                dnnl.algorithm.convolution_direct,
                source,
                anyWeights,
                target,
                stride(),
                padding(),
                padding()),
            oneDnn.engine(),
            forwardDesc);
    private final Slot x = oneDnn.slot(source);
    private final Slot dy = oneDnn.slot(target);
    private final PackedWeights.Gradient weights = packed.gradientIn(desc.diff_weights_desc());
    private final convolution_backward_weights primitive = new convolution_backward_weights(desc);
    private final IntMemoryMap arguments =
        oneDnn
            .arguments()
            .put(DNNL_ARG_SRC, x.memory())
            .put(DNNL_ARG_DIFF_DST, dy.memory())
            .put(DNNL_ARG_DIFF_WEIGHTS, weights.memory());

    void run(INDArray input, INDArray gradient, INDArray result) {
      x.bind(input);
      dy.bind(gradient);
      oneDnn.run(primitive, arguments);
      weights.copyTo(result);
    }
  }
}
