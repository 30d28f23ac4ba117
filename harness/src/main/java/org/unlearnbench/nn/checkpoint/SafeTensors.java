package org.unlearnbench.nn.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header {name: {dtype,
 * shape, data_offsets}}, then raw little-endian data. Data must cover the rest of the file without
 * gaps or overlaps, as the format's own reader demands.
 */
public final class SafeTensors {
  /** The format's own limit. */
  private static final long MAX_HEADER = 100_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SafeTensors() {}

  private record Entry(String name, DType type, List<Long> shape, long begin, long end) {}

  /**
   * All tensors of a file, in the order of their data.
   *
   * @throws CheckpointException if the file breaks the format in any way
   */
  public static Map<String, NamedTensor> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 8) {
        throw bad(file, "is " + size + " bytes long, too short for a safetensors file");
      }
      long headerLength = buffer(channel, 0, 8).getLong();
      if (headerLength < 2 || headerLength > MAX_HEADER || headerLength > size - 8) {
        throw bad(
            file,
            "claims a header of "
                + Long.toUnsignedString(headerLength)
                + " bytes, but the file has "
                + size);
      }
      long dataStart = 8 + headerLength;
      List<Entry> entries = entries(file, buffer(channel, 8, (int) headerLength), size - dataStart);
      Map<String, NamedTensor> tensors = new LinkedHashMap<>();
      for (Entry entry : entries) {
        int length = (int) (entry.end - entry.begin);
        ByteBuffer data = buffer(channel, dataStart + entry.begin, length);
        float[] values = new float[length / entry.type.bytes()];
        for (int i = 0; i < values.length; i++) {
          values[i] = entry.type.read(data);
        }
        tensors.put(entry.name, new NamedTensor(entry.name, entry.shape, values));
      }
      return tensors;
    }
  }

  private static List<Entry> entries(Path file, ByteBuffer header, long dataLength)
      throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(StandardCharsets.UTF_8.newDecoder().decode(header).toString());
    } catch (JsonProcessingException e) {
      throw bad(file, "has a header that is no JSON: " + e.getOriginalMessage());
    } catch (java.nio.charset.CharacterCodingException e) {
      throw bad(file, "has a header that is no UTF-8");
    }
    if (!root.isObject()) {
      throw bad(file, "has a header that is no JSON object");
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (!property.getKey().equals("__metadata__")) {
        entries.add(entry(file, property.getKey(), property.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long next = 0;
    for (Entry entry : entries) {
      if (entry.begin != next) {
        throw bad(
            file, "tensor '" + entry.name + "' begins at " + entry.begin + ", expected " + next);
      }
      next = entry.end;
    }
    if (next != dataLength) {
      throw bad(file, "has " + dataLength + " bytes of data, its header describes " + next);
    }
    return entries;
  }

  private static Entry entry(Path file, String name, JsonNode node) throws CheckpointException {
    String where = "tensor '" + name + "' ";
    DType type;
    try {
      type = DType.valueOf(node.path("dtype").asText());
    } catch (IllegalArgumentException e) {
      throw bad(file, where + "has the unknown dtype '" + node.path("dtype").asText() + "'");
    }
    List<Long> shape = longs(file, where + "shape", node.path("shape"));
    List<Long> offsets = longs(file, where + "data_offsets", node.path("data_offsets"));
    if (offsets.size() != 2) {
      throw bad(file, where + "has " + offsets.size() + " data_offsets, expected 2");
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    long bytes = type.bytes();
    try {
      for (long dimension : shape) {
        bytes = Math.multiplyExact(bytes, dimension);
      }
    } catch (ArithmeticException e) {
      throw bad(file, where + "has a shape that is too large: " + shape);
    }
    if (end - begin != bytes || bytes > Integer.MAX_VALUE - 8) {
      throw bad(
          file, where + "has " + (end - begin) + " bytes, its shape " + shape + " needs " + bytes);
    }
    return new Entry(name, type, shape, begin, end);
  }

  private static List<Long> longs(Path file, String what, JsonNode node)
      throws CheckpointException {
    List<Long> values = new ArrayList<>();
    if (!node.isArray()) {
      throw bad(file, what + " is no list");
    }
    for (JsonNode value : node) {
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
        throw bad(file, what + " holds " + value + ", expected whole numbers of at least 0");
      }
      values.add(value.longValue());
    }
    return values;
  }

  private static ByteBuffer buffer(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static CheckpointException bad(Path file, String problem) {
    return new CheckpointException(file + ": " + problem);
  }

  /**
   * Writes tensors as F32, in the given order, to a temporary name that is then moved into place.
   *
   * @param metadata text entries for the header, may be empty
   */
  public static void write(Path file, List<NamedTensor> tensors, Map<String, String> metadata)
      throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put("__metadata__", metadata);
    }
    long offset = 0;
    for (NamedTensor tensor : tensors) {
      long end = offset + 4L * tensor.values().length;
      header.put(
          tensor.name(),
          Map.of("dtype", "F32", "shape", tensor.shape(), "data_offsets", List.of(offset, end)));
      offset = end;
    }
    byte[] json = sorted(header);
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      // Data starts at a multiple of 8, as the format asks; JSON may be followed by blanks.
      int padded = (json.length + 7) / 8 * 8;
      ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
      head.putLong(padded).put(json);
      while (head.hasRemaining()) {
        head.put((byte) ' ');
      }
      writeAll(channel, head.flip());
      for (NamedTensor tensor : tensors) {
        ByteBuffer data =
            ByteBuffer.allocate(4 * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(tensor.values());
        writeAll(channel, data);
      }
      channel.force(true);
    }
    Files.move(
        temporary,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] sorted(Map<String, Object> header) throws IOException {
    return JSON.writer(
            com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .writeValueAsBytes(header);
  }

  private static void writeAll(FileChannel channel, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }
}
