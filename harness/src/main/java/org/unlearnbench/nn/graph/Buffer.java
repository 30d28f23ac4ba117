package org.unlearnbench.nn.graph;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An activation's memory, kept between steps: it grows to the largest batch seen, and smaller
 * batches are views of its front. Starts at a cache line, as vector loads want it.
 */
final class Buffer {
  private static final int LINE_BYTES = 64;
  private static final int LINE_FLOATS = LINE_BYTES / Float.BYTES;

  private final Map<Integer, INDArray> views = new HashMap<>();
  private INDArray memory;
  private int capacity;

  /** The array for a batch of n: shape [n, perImage...]. Contents are whatever was left there. */
  INDArray get(int n, long... perImage) {
    if (n > capacity) {
      allocate(n, perImage);
    }
    return views.computeIfAbsent(n, key -> view(key, perImage));
  }

  private void allocate(int n, long... perImage) {
    release();
    memory = Nd4j.createUninitialized(DataType.FLOAT, length(n, perImage) + LINE_FLOATS);
    capacity = n;
  }

  private INDArray view(int n, long... perImage) {
    long misaligned = memory.data().address() % LINE_BYTES;
    long start = misaligned == 0 ? 0 : (LINE_BYTES - misaligned) / Float.BYTES;
    long[] shape = new long[perImage.length + 1];
    shape[0] = n;
    System.arraycopy(perImage, 0, shape, 1, perImage.length);
    return memory
        .get(NDArrayIndex.interval(start, start + length(n, perImage)))
        .reshape('c', shape);
  }

  private static long length(int n, long... perImage) {
    long length = n;
    for (long size : perImage) {
      length = Math.multiplyExact(length, size);
    }
    return length;
  }

  void release() {
    views.clear();
    if (memory != null) {
      memory.close();
      memory = null;
      capacity = 0;
    }
  }
}
