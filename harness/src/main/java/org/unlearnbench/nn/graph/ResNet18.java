package org.unlearnbench.nn.graph;

import java.util.function.Supplier;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.ConvolutionShape;
import org.unlearnbench.nn.kernel.Kernels;

/**
 * ResNet-18 exactly as torchvision's {@code resnet18} (He et al. 2016, with the stride in a block's
 * first 3x3 convolution), for any base width and input size: 7x7/2 stem, 3x3/2 max pooling, four
 * stages of two basic blocks with widths w, 2w, 4w, 8w, global average pooling, one linear layer.
 */
final class ResNet18 {
  static final int STAGES = 4;
  static final int BLOCKS = 2;

  private final Supplier<Kernels> backend;
  private final Kernels kernels;
  private final GraphBuilder graph = new GraphBuilder();

  private ResNet18(Supplier<Kernels> backend) {
    this.backend = backend;
    this.kernels = backend.get();
  }

  static GraphNetwork build(NetworkSpec spec, Supplier<Kernels> backend) {
    return new ResNet18(backend).network(spec);
  }

  private GraphNetwork network(NetworkSpec spec) {
    ActivationShape image = new ActivationShape(1, 3, spec.imageSize());
    ConvolutionShape stem = new ConvolutionShape(image, spec.width(), 7, 2, 3);
    String last =
        graph.add(
            "conv1", new ConvolutionOperator(kernels, "conv1", stem, true), GraphBuilder.INPUT);
    last = norm("bn1", stem.output(), true, last);
    last = graph.add("maxpool", new MaxPoolOperator(kernels, stem.output()), last);
    ActivationShape shape =
        new ActivationShape(1, spec.width(), MaxPoolOperator.outputSize(stem.output().size()));
    for (int stage = 0; stage < STAGES; stage++) {
      int width = spec.width() << stage;
      for (int block = 0; block < BLOCKS; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        ConvolutionShape first = new ConvolutionShape(shape, width, 3, stride, 1);
        last = block("layer" + (stage + 1) + "." + block, first, last);
        shape = first.output();
      }
    }
    last = graph.add("avgpool", new AveragePoolOperator(kernels, shape), last);
    last = graph.add("fc", new LinearOperator("fc", shape.channels(), spec.outputs()), last);
    return new GraphNetwork(
        spec, graph.build(last), graph, kernels, again -> build(again, backend));
  }

  private String block(String name, ConvolutionShape first, String input) {
    ActivationShape out = first.output();
    String branch = convolution(name + ".conv1", first, input);
    branch = norm(name + ".bn1", out, true, branch);
    ConvolutionShape second = new ConvolutionShape(out, out.channels(), 3, 1, 1);
    branch = convolution(name + ".conv2", second, branch);
    branch = norm(name + ".bn2", out, false, branch);
    String skip = input;
    if (first.stride() != 1 || first.input().channels() != out.channels()) {
      ConvolutionShape project =
          new ConvolutionShape(first.input(), out.channels(), 1, first.stride(), 0);
      skip = convolution(name + ".downsample.0", project, input);
      skip = norm(name + ".downsample.1", out, false, skip);
    }
    return graph.add(name + ".add", new AddReluOperator(kernels, out), branch, skip);
  }

  private String convolution(String name, ConvolutionShape shape, String input) {
    return graph.add(name, new ConvolutionOperator(kernels, name, shape, false), input);
  }

  private String norm(String name, ActivationShape shape, boolean relu, String input) {
    return graph.add(name, new BatchNormOperator(kernels, name, shape, relu), input);
  }
}
