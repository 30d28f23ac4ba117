package org.unlearnbench.nn.checkpoint.pickle;

import java.util.List;

/**
 * A view of a storage: element (i, j, ..) lies at {@code offset + i * strides[0] + j * strides[1] +
 * ..}, which is checked to be inside.
 *
 * @param offset place of the first element, in elements
 * @param shape sizes of the dimensions, at least 0 each; empty for a scalar
 * @param strides as many as dimensions, in elements, at least 0 each
 */
public record TensorRef(StorageRef storage, long offset, List<Long> shape, List<Long> strides) {
  private static final int MOST_DIMENSIONS = 64;

  public TensorRef {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "a tensor of " + shape.size() + " dimensions with " + strides.size() + " strides");
    }
    if (offset < 0 || min(shape) < 0 || min(strides) < 0) {
      throw new IllegalArgumentException(
          "a tensor with a negative number: " + describe(offset, shape, strides));
    }
    try {
      long length = shape.stream().reduce(1L, Math::multiplyExact);
      long last = offset;
      for (int i = 0; i < shape.size(); i++) {
        last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
      }
      if (length > 0 && last >= storage.length()) {
        throw new IllegalArgumentException(
            "a tensor that reaches beyond its storage of "
                + storage.length()
                + " elements: "
                + describe(offset, shape, strides));
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "a tensor that is too large: " + describe(offset, shape, strides), e);
    }
  }

  private static long min(List<Long> values) {
    return values.stream().reduce(0L, Math::min);
  }

  private static String describe(long offset, List<Long> shape, List<Long> strides) {
    return "offset " + offset + ", shape " + shape + ", strides " + strides;
  }

  /** Number of elements. */
  public long length() {
    return shape.stream().reduce(1L, (a, b) -> a * b);
  }

  /** Whether the elements lie one after the other in row-major order. */
  public boolean isContiguous() {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && strides.get(i) != expected) {
        return false;
      }
      expected *= shape.get(i);
    }
    return true;
  }
}
