package org.unlearnbench.io;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JSON files with a {@code format_version}: stable order and line ends, doubles in full precision,
 * NaN and infinities as null, bounded size on reading. What is written ends with {@code sha256},
 * the checksum of the text without it; reading refuses a file that does not have the one it says.
 * Files made before there were checksums say none.
 */
public final class JsonFile {
  private static final long MAX_BYTES = 64L << 20;

  /** How an object ends, without and with a checksum. */
  private static final String END = "\n}\n";

  private static final String SEAL = "sha256";
  private static final Pattern SEALED =
      Pattern.compile(",\n  \"" + SEAL + "\" : \"([0-9a-f]{64})\"\n}\n$");
  private static final int DIGITS_SHOWN = 12;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .annotationIntrospector(new Required())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                  config.setCoercion(shape, CoercionAction.Fail);
                }
              })
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addSerializer(Double.class, new Finite()))
          .build();

  /** All of a record has to be there, but for what is optional by its type. */
  private static final class Required extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      return member.getRawType() != Optional.class;
    }
  }

  /** A number as {@link #number} writes it. */
  private static final class Finite extends StdScalarSerializer<Double> {
    private static final long serialVersionUID = 1;

    Finite() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider all)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

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

  /** The text of a record: an object with its components in order. */
  public static String text(int formatVersion, Record value) {
    return text(object(formatVersion).setAll((ObjectNode) tree(value)));
  }

  /** An object's text with its checksum, as it is written to files. */
  public static String sealed(ObjectNode node) {
    String text = text(node.without(SEAL));
    if (!text.endsWith(END)) {
      throw new IllegalArgumentException("an object without fields has nothing to check");
    }
    String body = text.substring(0, text.length() - END.length());
    return body + ",\n  \"" + SEAL + "\" : \"" + checksum(text) + "\"" + END;
  }

  /** The text of a record with its checksum. */
  public static String sealed(int formatVersion, Record value) {
    return sealed(object(formatVersion).setAll((ObjectNode) tree(value)));
  }

  /** Of the text, not of what it says: Java's versions print some numbers differently. */
  private static String checksum(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a record and its checksum, whole or not at all. */
  public static void write(Path file, int formatVersion, Record value) throws IOException {
    AtomicFiles.write(file, sealed(formatVersion, value));
  }

  /** Writes {@code node} and its checksum, whole or not at all. */
  public static void write(Path file, ObjectNode node) throws IOException {
    AtomicFiles.write(file, sealed(node));
  }

  /** Takes the checksum out of {@code object}, which {@code text} says. */
  private static void unseal(Path file, String text, ObjectNode object) throws InputException {
    if (object.remove(SEAL) == null) {
      return;
    }
    Matcher seal = SEALED.matcher(text);
    boolean found = seal.find();
    String said = found ? seal.group(1) : "";
    String given = checksum(found ? text.substring(0, seal.start()) + END : text);
    if (!said.equals(given)) {
      throw new InputException(
          file,
          "is damaged or was changed: found content of the SHA-256 %s.., expected %s"
              .formatted(
                  given.substring(0, DIGITS_SHOWN),
                  found ? said.substring(0, DIGITS_SHOWN) + ".." : "the one at its end"));
    }
  }

  /**
   * The object in {@code file}.
   *
   * @param formatVersion the version expected
   * @throws InputException if the file is missing, too large, no JSON object, of another version,
   *     or not what its checksum is of
   */
  public static ObjectNode read(Path file, int formatVersion) throws IOException {
    ObjectNode object = read(file);
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

  /**
   * The object in {@code file}, of any version.
   *
   * @throws InputException if the file is missing, too large, no JSON object, or not what its
   *     checksum is of
   */
  public static ObjectNode read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file, InputException.noFile(file, "no such file"));
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new InputException(file, "found " + size + " bytes, expected at most " + MAX_BYTES);
    }
    byte[] bytes = Files.readAllBytes(file);
    JsonNode node;
    try {
      node = MAPPER.readTree(TextFile.decode(file, bytes));
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
    unseal(file, new String(bytes, StandardCharsets.UTF_8), object);
    return object;
  }

  /**
   * The record in {@code file}. A number that is null is null here, too; fields that the record
   * does not know are passed over.
   *
   * @throws InputException as of {@link #read(Path, int)}, or if a field is missing or of another
   *     kind
   */
  public static <T extends Record> T read(Path file, int formatVersion, Class<T> type)
      throws IOException {
    return bind(file, read(file, formatVersion), type);
  }

  /**
   * The record in an object of {@code file}.
   *
   * @throws InputException if a field is missing or of another kind
   */
  public static <T extends Record> T bind(Path file, ObjectNode node, Class<T> type)
      throws InputException {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new InputException(file, problem(node, e));
    }
  }

  private static String problem(JsonNode root, JsonProcessingException failure) {
    if (failure.getCause() instanceof IllegalArgumentException said) {
      return said.getMessage();
    }
    if (!(failure instanceof MismatchedInputException mismatch)) {
      return failure.getOriginalMessage();
    }
    JsonNode node = root;
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : mismatch.getPath()) {
      String name = step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName();
      node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(name);
      path.append(path.isEmpty() ? "" : ".").append(name);
    }
    if (node.isMissingNode()) {
      return "field '" + path + "' is missing";
    }
    Class<?> expected = mismatch.getTargetType();
    if (expected == String.class) {
      return "field '" + path + "' is not a text";
    }
    if (expected.isEnum()
        && node.isContainerNode()
        && mismatch instanceof InvalidFormatException key) {
      String kind = expected.getSimpleName().toLowerCase(Locale.ROOT);
      return "no " + kind + " is called '" + key.getValue() + "'";
    }
    if (expected.isEnum()) {
      String names =
          Arrays.stream(expected.getEnumConstants())
              .map(constant -> tree(constant).asText())
              .collect(Collectors.joining(", "))
              .replaceFirst(", ([^,]*)$", " or $1");
      String field = path.substring(path.lastIndexOf(".") + 1);
      return "found the " + field + " '" + node.asText() + "', expected " + names;
    }
    if (expected == int.class || expected == Integer.class) {
      return "found " + node + ", expected a count";
    }
    String kind =
        expected.isPrimitive() || Number.class.isAssignableFrom(expected)
            ? "a number"
            : "what it must be";
    return "'" + path + "' is not " + kind + ": " + node;
  }
}
