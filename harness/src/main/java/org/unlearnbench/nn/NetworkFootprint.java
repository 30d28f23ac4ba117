package org.unlearnbench.nn;

/**
 * How much memory a network takes outside the Java heap, in values of four bytes.
 *
 * @param parameters length of the flat vectors
 * @param forward values per image that forward passes keep
 * @param backward values per image that backward passes keep beside those
 */
public record NetworkFootprint(long parameters, long forward, long backward) {

  /**
   * Bytes of a network that learns: parameters and gradients; activations and their gradients,
   * which stay for the largest batch; and for every batch size up to three copies of the weights,
   * in the layouts that the convolutions want.
   *
   * @param batch images of the largest batch that goes backward
   * @param largest images of the largest batch
   * @param sizes distinct batch sizes that go backward
   * @param others further batch sizes that only go forward
   */
  public long trained(int batch, int largest, int sizes, int others) {
    long vectors = 2 + 3L * sizes + others;
    return Float.BYTES * (vectors * parameters + largest * forward + batch * backward);
  }

  /**
   * Bytes of a network that is only asked, such as a teacher.
   *
   * @param largest images of the largest batch
   * @param sizes distinct batch sizes
   */
  public long asked(int largest, int sizes) {
    return Float.BYTES * ((2L + sizes) * parameters + largest * forward);
  }
}
