package org.unlearnbench.nn;

import java.util.List;
import org.unlearnbench.data.Batch;

/**
 * A classifier over [n, 3, size, size] images whose parameters lie in one flat vector.
 *
 * <p>One network belongs to one thread. The order of the flat vector is the network's own; {@link
 * #layout()} names its parts. Running BatchNorm statistics are part of it, marked as not trainable;
 * they move in every {@link Mode#TRAIN} forward pass, as in PyTorch, and at no other time.
 */
public interface Network extends AutoCloseable {

  /** How BatchNorm behaves. */
  enum Mode {
    /** Statistics of the batch; running statistics are updated. */
    TRAIN,
    /** Running statistics, untouched. */
    EVAL
  }

  /** Which gradients a backward pass computes. */
  enum Want {
    PARAMETERS,
    INPUT,
    BOTH
  }

  NetworkSpec spec();

  /** Names, shapes and places of the tensors in the flat vectors. */
  ParameterLayout layout();

  /** Logits [n][outputs] of a batch, n at least 1 (at least 2 in train mode). */
  float[][] forward(Batch batch, Mode mode);

  /**
   * Back-propagates through the last {@link #forward}, in the mode of that pass (so gradients in
   * eval mode are those of fixed statistics).
   *
   * @param dLogits [n][outputs], gradient of the loss with respect to the logits; a mean over the
   *     batch must already be divided by n
   * @param want what to compute; what is not wanted costs nothing and is not available after
   */
  void backward(float[][] dLogits, Want want);

  /** A copy of the gradient of the last backward pass, zero where not trainable. */
  float[] gradient();

  /** Replaces the gradient that an optimiser step will use. */
  void setGradient(float[] gradient);

  /** A copy of the gradient with respect to the input, [n, 3, size, size]. */
  float[] inputGradient();

  /** A copy of all parameters, running statistics included. */
  float[] parameters();

  /** Replaces all parameters, running statistics included. */
  void setParameters(float[] parameters);

  /**
   * Applies {@code update} to parameters and gradient in place, in consecutive chunks, without
   * copying the whole vectors.
   */
  void update(ChunkUpdate update);

  /**
   * The layers whose results a {@link LayerHook} can look at, in the order of a forward pass. The
   * first part of a name, up to its first dot, is the layer's stage.
   *
   * @return none where a network does not show its inside
   */
  default List<String> layers() {
    return List.of();
  }

  /**
   * Calls {@code hook} in every pass from now on, until the handle is closed. It costs a copy of
   * what is looked at and changes no result. Copies of the network have no hooks.
   *
   * @param names layers, or stages, which stand for their last layer
   * @throws IllegalArgumentException if there is no such layer or stage
   */
  default LayerHook.Handle hook(List<String> names, LayerHook hook) {
    throw new IllegalArgumentException("this network does not show its layers");
  }

  /** An independent network with equal parameters. */
  Network copy();

  /** Frees native memory; the network is unusable afterwards. */
  @Override
  void close();

  /** A pass over the flat vectors in consecutive pieces. */
  @FunctionalInterface
  interface ChunkUpdate {

    /**
     * Called for every chunk in ascending order; changes of {@code parameters} are kept.
     *
     * @param offset place of the chunk's first element in the flat vector
     * @param length number of valid elements in both arrays
     */
    void apply(int offset, int length, float[] parameters, float[] gradient);
  }
}
