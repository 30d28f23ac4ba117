package org.unlearnbench.nn.checkpoint;

import java.util.List;

/**
 * What a safetensors header says of a tensor.
 *
 * @param begin place of its first byte within the file's data
 * @param end place after its last byte
 */
record StoredTensor(String name, DType type, List<Long> shape, long begin, long end) {

  /** Number of values. */
  int length() {
    return (int) ((end - begin) / type.bytes());
  }
}
