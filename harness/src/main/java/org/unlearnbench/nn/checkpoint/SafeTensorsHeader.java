package org.unlearnbench.nn.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.io.InputException;

/** Reads the JSON header of a safetensors file and checks every number in it. */
final class SafeTensorsHeader {
  /** Longest header; that of a ResNet-18 has 15 KB. The format allows 100 MB, memory does not. */
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_NAME = 500;
  static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * What a safetensors header says of a tensor.
   *
   * @param begin place of its first byte within the file's data
   * @param end place after its last byte
   */
  record StoredTensor(String name, DType type, List<Long> shape, long begin, long end) {

    /** Number of values. */
    int length() {
      return (int) ((end - begin) / type.bytes());
    }
  }

  private final Path file;

  private SafeTensorsHeader(Path file) {
    this.file = file;
  }

  /**
   * The tensors of a header, in the order of their data.
   *
   * @param file for messages
   * @param dataLength bytes that follow the header
   * @throws InputException unless they cover the data without gap and overlap
   */
  static List<StoredTensor> parse(Path file, byte[] header, long dataLength) throws IOException {
    return new SafeTensorsHeader(file).tensors(header, dataLength);
  }

  /** The texts a header carries beside its tensors. */
  static Map<String, String> metadata(Path file, byte[] header) throws IOException {
    SafeTensorsHeader reader = new SafeTensorsHeader(file);
    JsonNode metadata = reader.object(header).path(METADATA);
    Map<String, String> texts = new LinkedHashMap<>();
    metadata.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private List<StoredTensor> tensors(byte[] header, long dataLength) throws IOException {
    List<StoredTensor> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : object(header).properties()) {
      if (property.getKey().equals(METADATA)) {
        checkMetadata(property.getValue());
      } else {
        tensors.add(tensor(property.getKey(), property.getValue()));
      }
    }
    tensors.sort(
        Comparator.comparingLong(StoredTensor::begin).thenComparingLong(StoredTensor::end));
    long next = 0;
    for (StoredTensor tensor : tensors) {
      if (tensor.begin() != next) {
        throw bad(
            "tensor '" + tensor.name() + "' begins at " + tensor.begin() + ", expected " + next);
      }
      next = tensor.end();
    }
    if (next != dataLength) {
      String cut = dataLength < next ? ": the file is cut off" : "";
      throw bad("has " + dataLength + " bytes of data, its header describes " + next + cut);
    }
    return tensors;
  }

  private JsonNode object(byte[] header) throws IOException {
    JsonNode root;
    try {
      root =
          JSON.readTree(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString());
    } catch (JsonProcessingException e) {
      throw bad("has a header that is not valid JSON: " + e.getOriginalMessage());
    } catch (CharacterCodingException e) {
      throw bad("has a header that is not UTF-8");
    }
    if (!root.isObject()) {
      throw bad("has a header that is not a JSON object");
    }
    return root;
  }

  private void checkMetadata(JsonNode metadata) throws InputException {
    boolean texts = metadata.isObject();
    for (JsonNode value : metadata) {
      texts &= value.isTextual();
    }
    if (!texts) {
      throw bad("has " + METADATA + " that is not an object of texts");
    }
  }

  private StoredTensor tensor(String name, JsonNode node) throws InputException {
    if (name.length() > MAX_NAME) {
      throw bad(
          "has a tensor name of " + name.length() + " characters, expected at most " + MAX_NAME);
    }
    String where = "tensor '" + name + "' ";
    DType type = type(where, node.path("dtype"));
    List<Long> shape = longs(where + "shape", node.path("shape"));
    List<Long> offsets = longs(where + "data_offsets", node.path("data_offsets"));
    if (offsets.size() != 2) {
      throw bad(where + "has " + offsets.size() + " data_offsets, expected 2");
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    long values = 1;
    long bytes;
    try {
      for (long dimension : shape) {
        values = Math.multiplyExact(values, dimension);
      }
      bytes = Math.multiplyExact(values, (long) type.bytes());
    } catch (ArithmeticException e) {
      throw bad(where + "has a shape that is too large: " + shape);
    }
    if (end - begin != bytes) {
      throw bad(where + "has " + (end - begin) + " bytes, its shape " + shape + " needs " + bytes);
    }
    if (values > DType.MAX_VALUES) {
      throw bad(where + "has " + values + " values, expected at most " + DType.MAX_VALUES);
    }
    return new StoredTensor(name, type, shape, begin, end);
  }

  private DType type(String where, JsonNode node) throws InputException {
    for (DType type : DType.values()) {
      if (node.isTextual() && node.asText().equals(type.name())) {
        return type;
      }
    }
    throw bad(
        where
            + "has the dtype "
            + brief(node)
            + ", expected one of "
            + Arrays.toString(DType.values()));
  }

  private List<Long> longs(String what, JsonNode node) throws InputException {
    List<Long> values = new ArrayList<>();
    if (!node.isArray()) {
      throw bad(what + " is " + brief(node) + ", expected a list");
    }
    for (JsonNode value : node) {
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
        throw bad(what + " holds " + brief(value) + ", expected whole numbers of at least 0");
      }
      values.add(value.longValue());
    }
    return values;
  }

  /** A value as JSON, cut where it is long. */
  private static String brief(JsonNode node) {
    if (node.isMissingNode()) {
      return "missing";
    }
    if (node.isContainerNode()) {
      return node.isArray() ? "a list" : "an object";
    }
    String text = node.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private InputException bad(String problem) {
    return new InputException(file + ": " + problem);
  }
}
