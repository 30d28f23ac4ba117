package org.unlearnbench.data.cache;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.unlearnbench.io.AtomicFiles;

/**
 * Some decoded images in a file of their own, mapped into memory: 8 bytes that say what it is, the
 * CRC-32C of what follows, the number of images, the bytes of each, and how many were JPEG files,
 * all big-endian; then the SHA-256 of every image file, 32 bytes each; then the pixels. Safe for
 * use by several threads.
 */
final class Chunk {
  private static final long MAGIC = 0x756e_6c62_7078_0002L; // "unlbpx", version 2
  private static final int HEADER = 2 * Long.BYTES + 3 * Integer.BYTES;
  private static final int HASH = 32;

  private final int jpegs;
  private final List<String> contentHashes;
  private final ByteBuffer pixels;

  private Chunk(int jpegs, List<String> contentHashes, ByteBuffer pixels) {
    this.jpegs = jpegs;
    this.contentHashes = List.copyOf(contentHashes);
    this.pixels = pixels;
  }

  /**
   * Writes {@code file}, whole or not at all.
   *
   * @param jpegs how many of the files are JPEG
   * @param contentHashes hex SHA-256 of each image file
   * @param pixels of all images, one after the other
   */
  static void write(Path file, int jpegs, List<String> contentHashes, byte... pixels)
      throws IOException {
    ByteBuffer body = ByteBuffer.allocate(3 * Integer.BYTES + contentHashes.size() * HASH);
    body.putInt(contentHashes.size()).putInt(pixels.length / contentHashes.size()).putInt(jpegs);
    contentHashes.forEach(hash -> body.put(HexFormat.of().parseHex(hash)));
    CRC32C checksum = new CRC32C();
    checksum.update(body.flip());
    checksum.update(pixels);
    AtomicFiles.write(
        file,
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          data.writeLong(MAGIC);
          data.writeLong(checksum.getValue());
          data.write(body.array());
          data.write(pixels);
        });
  }

  /**
   * Maps {@code file}.
   *
   * @param count number of images expected
   * @param length bytes of one image
   * @return empty if there is no such file, or it is not what was written
   */
  static Optional<Chunk> open(Path file, int count, int length) throws IOException {
    MappedByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != HEADER + (long) count * (HASH + length)) {
        return Optional.empty();
      }
      bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    boolean ours = bytes.getLong() == MAGIC;
    long expected = bytes.getLong();
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice());
    ours &= checksum.getValue() == expected && bytes.getInt() == count && bytes.getInt() == length;
    if (!ours) {
      return Optional.empty();
    }
    int jpegs = bytes.getInt();
    List<String> hashes = new ArrayList<>(count);
    byte[] hash = new byte[HASH];
    for (int i = 0; i < count; i++) {
      bytes.get(hash);
      hashes.add(HexFormat.of().formatHex(hash));
    }
    return Optional.of(new Chunk(jpegs, hashes, bytes.slice()));
  }

  /** How many of the images were JPEG files. */
  int jpegs() {
    return jpegs;
  }

  List<String> contentHashes() {
    return contentHashes;
  }

  /** Copies the image at {@code index} of this chunk into the whole of {@code target}. */
  void read(int index, byte[] target) {
    pixels.get(index * target.length, target);
  }
}
