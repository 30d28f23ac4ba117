package org.unlearnbench.nn;

import org.unlearnbench.nn.graph.ResNet18Factory;
import org.unlearnbench.nn.ops.Nd4jKernels;

/** The kernels that a CUDA card would run, here on the CPU, against PyTorch's values. */
class GoldenNd4jKernelsTests extends GoldenNetworkTests {

  @Override
  Network create() {
    return new ResNet18Factory().create(GoldenFiles.SPEC, Nd4jKernels::new);
  }
}
