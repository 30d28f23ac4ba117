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
 * A convolution, cut into the units that a mask takes or leaves, and the BatchNorm that follows it.
 *
 * @param weight its kernels, [out, in, kH, kW]: filter i is the i-th block
 * @param norm the BatchNorm's tensors, one value per filter each; empty if there is none
 * @param unit what a mask chooses among
 */
public record ConvolutionLayer(Tensor weight, List<Tensor> norm, Unit unit) {
  private static final Pattern NUMBERED = Pattern.compile("(.*\\.)?conv(\\d+)");
  private static final Pattern PROJECTION = Pattern.compile("(.*)\\.0");

  /** A part of a convolution that is masked as a whole. */
  public enum Unit {
    /** All that makes one output channel. */
    FILTER {
      @Override
      long share(double ratio, int all) {
        return Math.round(ratio * all);
      }
    },
    /** What one output channel takes from one input channel: kH x kW weights. */
    KERNEL {
      @Override
      long share(double ratio, int all) {
        return (long) (ratio * all); // as in ARU's co-author's code
      }
    };

    /** How many of {@code all} units a ratio stands for. */
    abstract long share(double ratio, int all);
  }

  public ConvolutionLayer {
    norm = List.copyOf(norm);
  }

  /**
   * The convolutions of a network, in its order.
   *
   * @param stem whether the first one, which sees the image, is among them
   * @param projections whether those are among them that only fit a shortcut's shape, in a ResNet
   *     {@code downsample.0}: modules without "conv" in their name
   */
  public static List<ConvolutionLayer> of(
      ParameterLayout layout, Unit unit, boolean stem, boolean projections) {
    List<ConvolutionLayer> layers = new ArrayList<>();
    List<Tensor> convolutions = layout.ofRole(Role.CONVOLUTION);
    for (Tensor weight : convolutions.subList(stem ? 0 : 1, convolutions.size())) {
      if (!projections && !weight.module().contains("conv")) {
        continue;
      }
      Optional<String> follower = normOf(weight.module());
      List<Tensor> norm =
          layout.tensors().stream()
              .filter(tensor -> follower.filter(tensor.module()::equals).isPresent())
              .toList();
      layers.add(new ConvolutionLayer(weight, norm, unit));
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

  /** Number of units: filters, or kernels in the order [out][in]. */
  public int units() {
    int filters = weight.shape().get(0);
    return unit == Unit.FILTER ? filters : filters * weight.shape().get(1);
  }

  /** Number of weights of one unit. */
  public int unitLength() {
    return weight.length() / units();
  }

  /** Place of a unit's first weight in the flat vector. */
  public int unitOffset(int index) {
    return weight.offset() + index * unitLength();
  }
}
