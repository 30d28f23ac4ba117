package org.unlearnbench.data.cache;

import java.util.List;
import org.unlearnbench.data.PixelStore;
import org.unlearnbench.data.image.EightBit;
import org.unlearnbench.data.image.Preparation;

/** A list of images, decoded and prepared, in chunks on disk. Safe for use by several threads. */
public final class DecodedImages implements PixelStore {
  private final Preparation preparation;
  private final int imagesPerChunk;
  private final List<Chunk> chunks;
  private final List<String> contentHashes;

  DecodedImages(Preparation preparation, int imagesPerChunk, List<Chunk> chunks) {
    this.preparation = preparation;
    this.imagesPerChunk = imagesPerChunk;
    this.chunks = List.copyOf(chunks);
    contentHashes = chunks.stream().flatMap(chunk -> chunk.contentHashes().stream()).toList();
  }

  /** Hex SHA-256 of each image file. */
  public List<String> contentHashes() {
    return contentHashes;
  }

  /** Whether any of the images was a JPEG file. */
  public boolean hasJpegs() {
    return chunks.stream().anyMatch(chunk -> chunk.jpegs() > 0);
  }

  @Override
  public int count() {
    return contentHashes.size();
  }

  @Override
  public int imageSize() {
    return preparation.imageSize();
  }

  @Override
  public void read(int index, float[] target, int offset) {
    byte[] image = new byte[preparation.length()];
    readBytes(index, image);
    EightBit.toUnit(image, target, offset);
  }

  @Override
  public void readBytes(int index, byte[] target) {
    chunks.get(index / imagesPerChunk).read(index % imagesPerChunk, target);
  }
}
