package org.unlearnbench.nn.checkpoint;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.checkpoint.SafeTensorsHeader.StoredTensor;

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header {name: {dtype,
 * shape, data_offsets}}, then raw little-endian data. Data must cover the rest of the file without
 * gaps or overlaps, as the format's own reader demands.
 */
public final class SafeTensors {
  private static final int LENGTH_BYTES = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private SafeTensors() {}

  /**
   * All tensors of a file, in the order of their data.
   *
   * @throws InputException if the file breaks the format in any way
   */
  public static Map<String, NamedTensor> read(Path file) throws IOException {
    return read(file, WeightsMemory.ofThisProgram());
  }

  static Map<String, NamedTensor> read(Path file, WeightsMemory memory) throws IOException {
    WeightsFile.requireFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        InputStream in = Channels.newInputStream(channel)) {
      long size = channel.size();
      if (size < LENGTH_BYTES) {
        throw new InputException(
            file + ": is " + size + " bytes long, too short for a safetensors file");
      }
      byte[] header = header(file, in, size);
      List<StoredTensor> stored =
          SafeTensorsHeader.parse(file, header, size - LENGTH_BYTES - header.length);
      memory.check(file, stored.stream().mapToLong(StoredTensor::length).sum());
      Map<String, NamedTensor> tensors = new LinkedHashMap<>();
      for (StoredTensor tensor : stored) {
        float[] values = tensor.type().read(in, tensor.length());
        tensors.put(tensor.name(), new NamedTensor(tensor.name(), tensor.shape(), values));
      }
      return tensors;
    }
  }

  private static byte[] header(Path file, InputStream in, long size) throws IOException {
    long length = headerLength(exactly(in, LENGTH_BYTES));
    if (length < 2 || length > size - LENGTH_BYTES || length > SafeTensorsHeader.MAX_BYTES) {
      throw new InputException(
          file
              + ": claims a header of "
              + Long.toUnsignedString(length)
              + " bytes, expected 2.."
              + Math.min(Math.max(2, size - LENGTH_BYTES), SafeTensorsHeader.MAX_BYTES));
    }
    return exactly(in, (int) length);
  }

  /** What the metadata of a file that can be read say of its classes. */
  static Map<String, List<String>> classes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ClassNames.inTexts(
          SafeTensorsHeader.metadata(file, header(file, in, Files.size(file))));
    }
  }

  /** Whether a file that begins so, and has that size, can only be meant as safetensors. */
  static boolean looksLike(byte[] start, long size) {
    if (start.length <= LENGTH_BYTES) {
      return false;
    }
    long length = headerLength(start);
    return length >= 2 && length <= size - LENGTH_BYTES && start[LENGTH_BYTES] == '{';
  }

  /** Whether a file that begins so is shorter than the header it claims. */
  static boolean isCutOff(byte[] start, long size) {
    if (start.length <= LENGTH_BYTES || start[LENGTH_BYTES] != '{') {
      return false;
    }
    long length = headerLength(start);
    return length > size - LENGTH_BYTES && length <= SafeTensorsHeader.MAX_BYTES;
  }

  private static long headerLength(byte[] start) {
    return ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the file became shorter while it was read");
    }
    return bytes;
  }

  /**
   * Writes tensors as F32, in the given order. The file is there whole or not at all: it gets a
   * temporary name in the same folder, is forced to the disk, then moved. Equal tensors give equal
   * bytes.
   *
   * @param tensors of different names
   * @param metadata text entries for the header, may be empty
   */
  public static void write(Path file, List<NamedTensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, metadata);
    Path partial = AtomicFiles.partial(file);
    try {
      try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        out.write(header);
        for (NamedTensor tensor : tensors) {
          DType.write(tensor.values(), out);
        }
        out.flush();
        channel.force(true);
      } catch (IOException e) {
        throw AtomicFiles.at(file, e);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static byte[] header(List<NamedTensor> tensors, Map<String, String> metadata)
      throws IOException {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      entries.put(SafeTensorsHeader.METADATA, metadata);
    }
    long offset = 0;
    for (NamedTensor tensor : tensors) {
      long end = offset + (long) Float.BYTES * tensor.values().length;
      Map<String, Object> entry =
          Map.of("dtype", "F32", "shape", tensor.shape(), "data_offsets", List.of(offset, end));
      if (tensor.name().equals(SafeTensorsHeader.METADATA)
          || entries.put(tensor.name(), entry) != null) {
        throw new IllegalArgumentException("the name '" + tensor.name() + "' is taken");
      }
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(entries);
    // Data starts at a multiple of 8, as the format asks; JSON may be followed by blanks.
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer header =
        ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded);
    header.put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.array();
  }
}
