package org.unlearnbench.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JSON files with a {@code format_version}: stable order and line ends, doubles in full precision,
 * NaN and infinities as null, bounded size on reading.
 */
public final class JsonFile {
  private static final long MAX_BYTES = 64L << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  /** An object to fill, with its format version as first field. */
  public static ObjectNode object(int formatVersion) {
    return MAPPER.createObjectNode().put("format_version", formatVersion);
  }

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Any value of lists, maps, texts and numbers as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A number, null where it is not finite. */
  public static JsonNode number(double value) {
    return Double.isFinite(value) ? DoubleNode.valueOf(value) : NullNode.getInstance();
  }

  /** The text of {@code node}, ending in a line feed. */
  public static String text(JsonNode node) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return MAPPER.writer(printer).writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory cannot fail to be written", e);
    }
  }

  /** Writes {@code node}, whole or not at all. */
  public static void write(Path file, JsonNode node) throws IOException {
    AtomicFiles.write(file, text(node));
  }

  /**
   * The object in {@code file}.
   *
   * @param formatVersion the version expected
   * @throws InputException if the file is missing, too large, no JSON object, or of another version
   */
  public static ObjectNode read(Path file, int formatVersion) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file, "no such file");
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new InputException(file, "found " + size + " bytes, expected at most " + MAX_BYTES);
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " in line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new InputException(file, "is not valid JSON" + where);
    }
    if (!(node instanceof ObjectNode object)) {
      throw new InputException(file, "is not a JSON object");
    }
    JsonNode version = object.path("format_version");
    if (version.isMissingNode()) {
      throw new InputException(
          file, "field 'format_version' is missing, expected " + formatVersion);
    }
    if (version.asInt(-1) != formatVersion) {
      throw new InputException(
          file, "found format_version " + version + ", expected " + formatVersion);
    }
    return object;
  }
}
