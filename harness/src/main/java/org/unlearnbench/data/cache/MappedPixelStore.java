package org.unlearnbench.data.cache;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.unlearnbench.data.PixelStore;
import org.unlearnbench.data.image.EightBit;

/**
 * Images in a memory-mapped file of raw bytes [n, 3, size, size]. Safe for use by several threads.
 */
final class MappedPixelStore implements PixelStore {
  /** A mapping cannot exceed 2 GiB, so large files are mapped in parts of whole images. */
  private static final long MOST_BYTES_PER_PART = 1L << 30;

  private final int count;
  private final int imageSize;
  private final int length;
  private final int imagesPerPart;
  private final MappedByteBuffer[] parts;

  private MappedPixelStore(int count, int imageSize, int length, FileChannel channel)
      throws IOException {
    this.count = count;
    this.imageSize = imageSize;
    this.length = length;
    imagesPerPart = Math.toIntExact(Math.max(1, MOST_BYTES_PER_PART / length));
    parts = new MappedByteBuffer[(count + imagesPerPart - 1) / imagesPerPart];
    for (int part = 0; part < parts.length; part++) {
      long first = (long) part * imagesPerPart;
      long images = Math.min(imagesPerPart, count - first);
      parts[part] = channel.map(FileChannel.MapMode.READ_ONLY, first * length, images * length);
    }
  }

  /** Maps {@code file}, which must hold exactly {@code count} images. */
  static MappedPixelStore open(Path file, int count, int imageSize, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != (long) count * length) {
        throw new IOException(
            file + " has " + channel.size() + " bytes, expected " + (long) count * length);
      }
      return new MappedPixelStore(count, imageSize, length, channel);
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int imageSize() {
    return imageSize;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    byte[] image = new byte[length];
    readBytes(index, image);
    EightBit.toUnit(image, target, offset);
  }

  @Override
  public void readBytes(int index, byte[] target) {
    parts[index / imagesPerPart].get((index % imagesPerPart) * length, target);
  }
}
