package org.unlearnbench.nn.graph;

import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.nn.NetworkSpec;

/**
 * ResNet-18 exactly as torchvision's {@code resnet18} (He et al. 2016, with the stride in a block's
 * first 3x3 convolution), trained from scratch, for any base width and input size: 7x7/2 stem,
 * 3x3/2 max pooling, four stages of two basic blocks with widths w, 2w, 4w, 8w, global average
 * pooling, one linear layer.
 */
public final class ResNet18Factory extends GraphFactory {
  private static final Info INFO =
      new Info(
          "resnet18",
          "ResNet-18",
          "torchvision's ResNet-18 for any base width and input size, initialised as torchvision"
              + " does",
          "He et al. 2016, arXiv 1512.03385; torchvision.models.resnet18",
          Parameter.integer("width", 64, "channels of the first stage").atLeast(1).atMost(1024));

  private static final int STAGES = 4;
  private static final int BLOCKS = 2;

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  protected String addLayers(GraphBuilder graph, NetworkSpec spec) {
    String last = graph.convolution("conv1", GraphBuilder.INPUT, spec.width(), 7, 2, 3);
    last = graph.batchNorm("bn1", last, true);
    last = graph.maxPool("maxpool", last, 3, 2, 1);
    for (int stage = 0; stage < STAGES; stage++) {
      for (int block = 0; block < BLOCKS; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "layer" + (stage + 1) + "." + block;
        last = block(graph, name, last, spec.width() << stage, stride);
      }
    }
    last = graph.averagePool("avgpool", last);
    return graph.linear("fc", last, spec.outputs());
  }

  private static String block(
      GraphBuilder graph, String name, String input, int channels, int stride) {
    String branch = graph.convolution(name + ".conv1", input, channels, 3, stride, 1);
    branch = graph.batchNorm(name + ".bn1", branch, true);
    branch = graph.convolution(name + ".conv2", branch, channels, 3, 1, 1);
    branch = graph.batchNorm(name + ".bn2", branch, false);
    String skip = input;
    if (stride != 1 || graph.shape(input).channels() != channels) {
      skip = graph.convolution(name + ".downsample.0", input, channels, 1, stride, 0);
      skip = graph.batchNorm(name + ".downsample.1", skip, false);
    }
    return graph.addRelu(name + ".add", branch, skip);
  }
}
