package org.unlearnbench.method.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Role;
import org.unlearnbench.nn.ParameterLayout.Tensor;

/**
 * A convolution and the BatchNorm that follows it.
 *
 * @param weight its kernels, [out, in, kH, kW]: filter i is the i-th block
 * @param norm the BatchNorm's tensors, one value per filter each; empty if there is none
 */
public record ConvolutionLayer(Tensor weight, List<Tensor> norm) {
  private static final Pattern NUMBERED = Pattern.compile("(.*\\.)?conv(\\d+)");
  private static final Pattern PROJECTION = Pattern.compile("(.*)\\.0");

  public ConvolutionLayer {
    norm = List.copyOf(norm);
  }

  /**
   * The convolutions of a network, in its order.
   *
   * @param stem whether the first one, which sees the image, is among them
   */
  public static List<ConvolutionLayer> of(ParameterLayout layout, boolean stem) {
    List<ConvolutionLayer> layers = new ArrayList<>();
    List<Tensor> convolutions = layout.ofRole(Role.CONVOLUTION);
    for (Tensor weight : convolutions.subList(stem ? 0 : 1, convolutions.size())) {
      Optional<String> follower = normOf(weight.module());
      List<Tensor> norm =
          layout.tensors().stream()
              .filter(tensor -> follower.filter(tensor.module()::equals).isPresent())
              .toList();
      layers.add(new ConvolutionLayer(weight, norm));
    }
    return layers;
  }

  /** torchvision's naming: convN is followed by bnN, downsample.0 by downsample.1. */
  private static Optional<String> normOf(String convolution) {
    Matcher numbered = NUMBERED.matcher(convolution);
    if (numbered.matches()) {
      String block = numbered.group(1) == null ? "" : numbered.group(1);
      return Optional.of(block + "bn" + numbered.group(2));
    }
    Matcher projection = PROJECTION.matcher(convolution);
    return projection.matches() ? Optional.of(projection.group(1) + ".1") : Optional.empty();
  }

  /** Number of filters. */
  public int filters() {
    return weight.shape().get(0);
  }

  /** Number of weights of one filter. */
  public int filterLength() {
    return weight.length() / filters();
  }

  /** Place of a filter's first weight in the flat vector. */
  public int filterOffset(int filter) {
    return weight.offset() + filter * filterLength();
  }
}
