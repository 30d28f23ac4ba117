package org.unlearnbench.nn.graph;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Bulk copies between contiguous ND4J arrays and Java arrays. */
final class Floats {
  private Floats() {}

  static float[] copyOf(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    pointer(array).get(values, 0, values.length);
    return values;
  }

  /** Overwrites the first {@code values.length} values of {@code array}. */
  static void write(float[] values, INDArray array) {
    if (array.length() < values.length) {
      throw new IllegalArgumentException(values.length + " values into " + array.length());
    }
    pointer(array).put(values, 0, values.length);
  }

  /** A pointer at the array's first value. */
  static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }
}
