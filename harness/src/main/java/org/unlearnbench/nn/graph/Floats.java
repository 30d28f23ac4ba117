package org.unlearnbench.nn.graph;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Bulk copies between contiguous ND4J arrays and Java arrays. A backend with memory of its own is
 * told before a read and after a write; on the CPU that costs nothing.
 */
final class Floats {
  private Floats() {}

  static float[] copyOf(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    forReading(array).get(values, 0, values.length);
    return values;
  }

  /** Overwrites the first {@code values.length} values of {@code array}. */
  static void write(float[] values, INDArray array) {
    if (array.length() < values.length) {
      throw new IllegalArgumentException(values.length + " values into " + array.length());
    }
    forReading(array).put(values, 0, values.length);
    written(array);
  }

  /** A pointer at the array's first value in the host's memory, which is up to date. */
  static FloatPointer forReading(INDArray array) {
    Nd4j.getExecutioner().commit();
    Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
    return new FloatPointer(array.data().addressPointer());
  }

  /** Says that the host's copy is the one that counts. */
  static void written(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
  }
}
