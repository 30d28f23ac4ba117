package org.unlearnbench.nn.checkpoint;

import java.util.List;

/**
 * A tensor out of a file, widened to float.
 *
 * @param shape row-major; empty for a scalar
 * @param values as many as the shape says
 */
public record NamedTensor(String name, List<Long> shape, float[] values) {

  public NamedTensor {
    shape = List.copyOf(shape);
    if (shape.stream().reduce(1L, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for '" + name + "' of shape " + shape);
    }
  }
}
