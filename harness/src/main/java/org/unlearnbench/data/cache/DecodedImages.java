package org.unlearnbench.data.cache;

import java.util.List;
import org.unlearnbench.data.PixelStore;

/**
 * A list of images, decoded.
 *
 * @param pixels the prepared images in the order of the list
 * @param contentHashes hex SHA-256 of each image file
 */
public record DecodedImages(PixelStore pixels, List<String> contentHashes) {
  public DecodedImages {
    contentHashes = List.copyOf(contentHashes);
  }
}
