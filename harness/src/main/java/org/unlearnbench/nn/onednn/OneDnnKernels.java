package org.unlearnbench.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import org.bytedeco.dnnl.global.dnnl;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.AddRelu;
import org.unlearnbench.nn.kernel.AveragePool;
import org.unlearnbench.nn.kernel.BatchNorm;
import org.unlearnbench.nn.kernel.Convolution;
import org.unlearnbench.nn.kernel.ConvolutionShape;
import org.unlearnbench.nn.kernel.Kernels;
import org.unlearnbench.nn.kernel.MaxPool;

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
  public Convolution convolution(ConvolutionShape shape) {
    return new OneDnnConvolution(oneDnn, shape);
  }

  @Override
  public BatchNorm batchNorm(ActivationShape shape, boolean relu) {
    return new OneDnnBatchNorm(oneDnn, shape, relu);
  }

  @Override
  public MaxPool maxPool(ActivationShape input) {
    return new OneDnnMaxPool(oneDnn, input);
  }

  @Override
  public AddRelu addRelu(ActivationShape shape) {
    return new OneDnnAddRelu(oneDnn, shape);
  }

  @Override
  public AveragePool averagePool(ActivationShape input) {
    return new OneDnnAveragePool(oneDnn, input);
  }

  @Override
  public void release() {
    oneDnn.release();
  }
}
