package org.unlearnbench.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import org.bytedeco.dnnl.global.dnnl;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.WindowShape;

/** oneDNN on the CPU. */
public final class OneDnnKernels implements Kernels {
  private final OneDnn oneDnn;

  public OneDnnKernels() {
    this(blockOf(dnnl_get_effective_cpu_isa()));
  }

  /**
   * Kernels with a chosen channel block.
   *
   * @param block 16, 8, or 1 for plain NCHW
   */
  OneDnnKernels(int block) {
    this.oneDnn = new OneDnn(block);
  }

  /** The vector width, in floats, that oneDNN's fast kernels of this processor want. */
  private static int blockOf(int isa) {
    if ((isa & dnnl.dnnl_cpu_isa_avx512_core) == dnnl.dnnl_cpu_isa_avx512_core) {
      return 16;
    }
    return (isa & dnnl.dnnl_cpu_isa_sse41) == dnnl.dnnl_cpu_isa_sse41 ? 8 : 1;
  }

  @Override
  public Convolution convolution(WindowShape shape) {
    return new OneDnnConvolution(oneDnn, shape);
  }

  @Override
  public BatchNorm batchNorm(ActivationShape shape, boolean relu) {
    return new OneDnnBatchNorm(oneDnn, shape, relu);
  }

  @Override
  public Pool maxPool(WindowShape shape) {
    return new OneDnnPool(oneDnn, dnnl.algorithm.pooling_max, shape);
  }

  @Override
  public Pool averagePool(ActivationShape input) {
    int all = input.size();
    WindowShape shape = new WindowShape(input, input.channels(), all, all, 0);
    // With one pixel left, blocked and plain layouts are the same memory: the result is plain.
    return new OneDnnPool(oneDnn, dnnl.algorithm.pooling_avg_exclude_padding, shape);
  }

  @Override
  public AddRelu addRelu(ActivationShape shape) {
    return new OneDnnAddRelu(oneDnn, shape);
  }

  @Override
  public int interleaved(ActivationShape shape) {
    return oneDnn.interleaved(shape);
  }

  @Override
  public void release() {
    oneDnn.release();
  }
}
