package org.unlearnbench.run.memory;

import java.util.EnumMap;
import java.util.Map;
import org.unlearnbench.data.Split;

/**
 * The size of a data set.
 *
 * @param imageSize width and height in pixels
 * @param outputs logits of a network for it
 * @param sizes images per split, every split named
 */
public record ImageSets(int imageSize, int outputs, Map<Split, Integer> sizes) {

  public ImageSets {
    sizes = new EnumMap<>(sizes);
  }

  int size(Split split) {
    return sizes.get(split);
  }

  /** Values of one image. */
  long pixels() {
    return 3L * imageSize * imageSize;
  }
}
