package org.unlearnbench.nn.checkpoint;

import java.util.Arrays;
import org.unlearnbench.nn.checkpoint.pickle.TensorRef;

/** Takes a tensor's values out of its storage. */
final class Strided {
  private Strided() {}

  /** The values in row-major order; the storage itself where it is just that. */
  static float[] gather(TensorRef tensor, float[] storage) {
    int length = (int) tensor.length();
    int offset = (int) tensor.offset();
    if (length == 0) {
      return new float[0];
    }
    if (tensor.isContiguous()) {
      return length == storage.length
          ? storage
          : Arrays.copyOfRange(storage, offset, offset + length);
    }
    int dimensions = tensor.shape().size();
    long[] index = new long[dimensions];
    float[] values = new float[length];
    long place = offset;
    for (int i = 0; i < length; i++) {
      values[i] = storage[(int) place];
      // Count up the last index that has room, and take those after it back to 0.
      for (int d = dimensions - 1; d >= 0; d--) {
        place += tensor.strides().get(d);
        if (++index[d] < tensor.shape().get(d)) {
          break;
        }
        place -= index[d] * tensor.strides().get(d);
        index[d] = 0;
      }
    }
    return values;
  }
}
