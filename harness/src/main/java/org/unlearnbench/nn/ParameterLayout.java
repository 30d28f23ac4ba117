package org.unlearnbench.nn;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * The map of a network's flat vectors.
 *
 * @param tensors consecutive and without gaps, in the order of the flat vector
 */
public record ParameterLayout(List<Tensor> tensors) {

  /** What a tensor is for. */
  public enum Role {
    /** Convolution kernels, [out, in, kH, kW]: one filter is one contiguous block. */
    CONVOLUTION,
    /** BatchNorm gamma. */
    NORM_SCALE,
    /** BatchNorm beta. */
    NORM_SHIFT,
    /** BatchNorm running mean: not trainable. */
    RUNNING_MEAN,
    /** BatchNorm running variance (unbiased): not trainable. */
    RUNNING_VARIANCE,
    /** Weights of a fully connected layer, [out, in]. */
    LINEAR_WEIGHT,
    /** Bias of a fully connected layer. */
    LINEAR_BIAS;

    public boolean trainable() {
      return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
    }
  }

  /**
   * One tensor.
   *
   * @param name torchvision's name, for example {@code layer1.0.conv1.weight}
   * @param role what it is for
   * @param shape PyTorch's shape; values are row-major
   * @param offset place of its first value in the flat vector
   */
  public record Tensor(String name, Role role, List<Integer> shape, int offset) {

    public Tensor {
      shape = List.copyOf(shape);
    }

    /** Number of values. */
    public int length() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** The module the tensor belongs to: its name up to the last dot. */
    public String module() {
      return name.substring(0, name.lastIndexOf('.'));
    }
  }

  public ParameterLayout {
    tensors = List.copyOf(tensors);
    int next = 0;
    for (Tensor tensor : tensors) {
      if (tensor.offset() != next) {
        throw new IllegalArgumentException("gap or overlap before " + tensor);
      }
      next += tensor.length();
    }
  }

  /** Length of the flat vectors. */
  public int length() {
    Tensor last = tensors.get(tensors.size() - 1);
    return last.offset() + last.length();
  }

  /** The tensor of that name, or {@link NoSuchElementException}. */
  public Tensor tensor(String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no tensor '" + name + "'"));
  }

  /** All tensors of a role, in order. */
  public List<Tensor> ofRole(Role role) {
    return tensors.stream().filter(tensor -> tensor.role() == role).toList();
  }
}
