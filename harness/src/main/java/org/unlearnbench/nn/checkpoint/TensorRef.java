package org.unlearnbench.nn.checkpoint;

import java.util.Arrays;
import java.util.List;

/**
 * A view of a storage: element (i, j, ..) lies at {@code offset + i * strides[0] + j * strides[1] +
 * ..}, which is checked to be inside.
 *
 * @param offset place of the first element, in elements
 * @param shape sizes of the dimensions, at least 0 each; empty for a scalar
 * @param strides as many as dimensions, in elements, at least 0 each
 */
record TensorRef(Storage storage, long offset, List<Long> shape, List<Long> strides) {
  private static final int MOST_DIMENSIONS = 64;

  /**
   * The numbers of one or more tensors, in a record of their own beside the pickle.
   *
   * @param key name of the record: digits
   * @param length number of elements, at least 0
   */
  record Storage(DType type, String key, long length) {

    Storage {
      if (!key.matches("[0-9]{1,9}") || length < 0) {
        throw new IllegalArgumentException(
            "a storage of " + length + " elements under a key of " + key.length() + " characters");
      }
    }
  }

  TensorRef {
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
  long length() {
    return shape.stream().reduce(1L, (a, b) -> a * b);
  }

  /** Whether the elements lie one after the other in row-major order. */
  private boolean isContiguous() {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && strides.get(i) != expected) {
        return false;
      }
      expected *= shape.get(i);
    }
    return true;
  }

  /**
   * The values in row-major order; the storage itself where it is just that.
   *
   * @param numbers those of the storage
   */
  float[] values(float[] numbers) {
    int length = (int) length();
    int begin = (int) offset;
    if (length == 0) {
      return new float[0];
    }
    if (isContiguous()) {
      return length == numbers.length
          ? numbers
          : Arrays.copyOfRange(numbers, begin, begin + length);
    }
    int dimensions = shape.size();
    long[] index = new long[dimensions];
    float[] values = new float[length];
    long place = offset;
    for (int i = 0; i < length; i++) {
      values[i] = numbers[(int) place];
      // Count up the last index that has room, and take those after it back to 0.
      for (int d = dimensions - 1; d >= 0; d--) {
        place += strides.get(d);
        if (++index[d] < shape.get(d)) {
          break;
        }
        place -= index[d] * strides.get(d);
        index[d] = 0;
      }
    }
    return values;
  }
}
