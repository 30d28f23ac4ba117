package org.unlearnbench.nn.graph;

import org.unlearnbench.nn.NetworkFootprint;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.kernel.ActivationShape;
import org.unlearnbench.nn.kernel.ConvolutionShape;

/**
 * Counts what a {@link ResNet18} keeps without making one: every vertex has its output and the
 * gradient of its input.
 */
public final class ResNet18Footprint {
  private long parameters;
  private long forward;
  private long backward;

  private ResNet18Footprint() {}

  /** The footprint of a network of that shape. */
  public static NetworkFootprint of(NetworkSpec spec) {
    return new ResNet18Footprint().count(spec);
  }

  private NetworkFootprint count(NetworkSpec spec) {
    ActivationShape image = new ActivationShape(1, 3, spec.imageSize());
    forward += image.length();
    ActivationShape stem = convolution(new ConvolutionShape(image, spec.width(), 7, 2, 3));
    norm(stem);
    ActivationShape shape =
        new ActivationShape(1, spec.width(), MaxPoolOperator.outputSize(stem.size()));
    vertex(shape, stem);
    for (int stage = 0; stage < ResNet18.STAGES; stage++) {
      for (int block = 0; block < ResNet18.BLOCKS; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        shape = block(new ConvolutionShape(shape, spec.width() << stage, 3, stride, 1));
      }
    }
    vertex(new ActivationShape(1, shape.channels(), 1), shape);
    vertex(new ActivationShape(1, spec.outputs(), 1), new ActivationShape(1, shape.channels(), 1));
    parameters += (shape.channels() + 1L) * spec.outputs();
    forward += spec.outputs(); // the gradient of the logits
    return new NetworkFootprint(parameters, forward, backward);
  }

  private ActivationShape block(ConvolutionShape first) {
    ActivationShape out = convolution(first);
    norm(out);
    convolution(new ConvolutionShape(out, out.channels(), 3, 1, 1));
    norm(out);
    if (first.stride() != 1 || first.input().channels() != out.channels()) {
      convolution(new ConvolutionShape(first.input(), out.channels(), 1, first.stride(), 0));
      norm(out);
    }
    vertex(out, out); // the sum with the skip; one gradient serves both
    return out;
  }

  private ActivationShape convolution(ConvolutionShape shape) {
    parameters +=
        (long) shape.outChannels() * shape.input().channels() * shape.kernel() * shape.kernel();
    vertex(shape.output(), shape.input());
    return shape.output();
  }

  private void norm(ActivationShape shape) {
    parameters += 4L * shape.channels();
    vertex(shape, shape);
  }

  private void vertex(ActivationShape output, ActivationShape input) {
    forward += output.length();
    backward += input.length();
  }
}
