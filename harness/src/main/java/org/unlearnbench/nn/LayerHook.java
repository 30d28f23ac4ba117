package org.unlearnbench.nn;

/**
 * Looks at the results of a network's layers, and at the gradients with respect to them, in every
 * pass; see {@link Network#hook}. It is called by the thread that runs the pass, in its order, and
 * must not use the network meanwhile.
 */
@FunctionalInterface
public interface LayerHook {

  /**
   * A layer's result in a forward pass.
   *
   * @param layer the name that was asked for
   */
  void forward(String layer, Activation result);

  /**
   * The gradient of the loss with respect to a layer's result in a backward pass, in which layers
   * come in reverse order.
   *
   * @param layer the name that was asked for
   */
  default void backward(String layer, Activation gradient) {}

  /**
   * A copy of a layer's result or of the gradient with respect to it.
   *
   * @param images n
   * @param channels c
   * @param size h and w, 1 after pooling over all pixels
   * @param values row-major [n, c, h, w]
   */
  record Activation(int images, int channels, int size, float[] values) {

    /** The mean over all pixels, [n][c]. */
    public float[][] means() {
      int pixels = size * size;
      float[][] means = new float[images][channels];
      for (int k = 0; k < images * channels; k++) {
        double sum = 0;
        for (int p = 0; p < pixels; p++) {
          sum += values[k * pixels + p];
        }
        means[k / channels][k % channels] = (float) (sum / pixels);
      }
      return means;
    }
  }

  /** Ends the looking. */
  interface Handle extends AutoCloseable {
    @Override
    void close();
  }
}
