package org.unlearnbench.method.attack;

import java.util.List;
import org.unlearnbench.data.PixelStore;

/**
 * Images in memory whose values are not multiples of 1/255.
 *
 * @param imageSize width and height in pixels
 * @param images channels x rows x columns each, values in [0, 1]
 */
public record FloatImages(int imageSize, List<float[]> images) implements PixelStore {

  public FloatImages {
    images = List.copyOf(images);
  }

  @Override
  public int count() {
    return images.size();
  }

  @Override
  public void read(int index, float[] target, int offset) {
    float[] image = images.get(index);
    System.arraycopy(image, 0, target, offset, image.length);
  }
}
