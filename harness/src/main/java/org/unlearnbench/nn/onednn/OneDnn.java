package org.unlearnbench.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unlearnbench.nn.kernel.ActivationShape;

/** The library's engine and stream, and the rule which activation has which memory layout. */
final class OneDnn {
  private final engine cpu = new engine(engine.kind.cpu, 0);
  private final stream stream = new stream(cpu);
  private final int block;
  private final List<Pointer> held = new ArrayList<>();

  /**
   * @param block channels interleaved in blocks of that many where they divide evenly; 1 = plain
   */
  OneDnn(int block) {
    this.block = block;
  }

  engine engine() {
    return cpu;
  }

  /** How activations of that shape lie in memory. */
  memory.desc layout(ActivationShape shape) {
    long[] dims = {shape.n(), shape.channels(), shape.size(), shape.size()};
    memory.format_tag tag = memory.format_tag.nchw;
    if (interleaved(shape) > 1) {
      tag = block == 16 ? memory.format_tag.nChw16c : memory.format_tag.nChw8c;
    }
    return new memory.desc(dims, memory.data_type.f32, tag);
  }

  /** Channels in a block of that shape. */
  int interleaved(ActivationShape shape) {
    // Never blocks of 8 beside blocks of 16: with AVX-512, oneDNN 2.5 then writes out of bounds.
    return shape.channels() % block == 0 ? block : 1;
  }

  memory.desc describe(memory.format_tag tag, long... dims) {
    return new memory.desc(dims, memory.data_type.f32, tag);
  }

  /** Memory whose place is bound later. */
  Slot slot(memory.desc desc) {
    return new Slot(hold(new memory(desc, cpu, new Pointer())), true);
  }

  /** Memory of oneDNN's own. */
  Slot owned(memory.desc desc) {
    return new Slot(hold(new memory(desc, cpu)), false);
  }

  /** An empty list of a primitive's arguments; it keeps their memory. */
  IntMemoryMap arguments() {
    return hold(new IntMemoryMap());
  }

  private <T extends Pointer> T hold(T pointer) {
    held.add(pointer);
    return pointer;
  }

  /** Frees all memory at once: the collector knows nothing of its size and would take its time. */
  void release() {
    held.forEach(Pointer::deallocate);
    held.clear();
  }

  void run(primitive what, IntMemoryMap arguments) {
    what.execute(stream, arguments);
    stream._wait();
  }

  /** A copy from one layout to another. */
  Step copy(Slot from, Slot to) {
    reorder primitive = new reorder(from.memory(), to.memory());
    IntMemoryMap arguments =
        arguments().put(DNNL_ARG_FROM, from.memory()).put(DNNL_ARG_TO, to.memory());
    return () -> run(primitive, arguments);
  }

  /** Something to execute again and again. */
  interface Step {
    void run();
  }

  /** A oneDNN memory object that can be pointed at an array's data. */
  static final class Slot {
    private final memory memory;
    private final boolean external;
    private long address;

    private Slot(memory memory, boolean external) {
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
}
