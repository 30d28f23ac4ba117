package org.unlearnbench.nn.onednn;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A oneDNN memory object that can be pointed at an array's data. */
final class Slot {
  private final memory memory;
  private final boolean external;
  private long address;

  Slot(memory memory, boolean external) {
    this.memory = memory;
    this.external = external;
  }

  memory memory() {
    return memory;
  }

  /** Makes the memory object stand for {@code array}, which must be contiguous. */
  void bind(INDArray array) {
    if (!external) {
      throw new IllegalStateException("this memory belongs to oneDNN");
    }
    // A view's own address() leaves out its offset.
    long wanted = array.data().address() + array.offset() * Float.BYTES;
    if (wanted != address) {
      memory.set_data_handle(array.data().addressPointer());
      address = wanted;
    }
  }
}
