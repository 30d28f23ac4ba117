package org.unlearnbench.config;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unlearnbench.config.YamlNode.Scalar;
import org.unlearnbench.config.YamlNode.Sequence;
import org.unlearnbench.io.Problems;

/** Turns a YAML value into the type a {@link Parameter} asks for, or says why it cannot. */
final class ValueReader {
  private static final String DECIMAL = "[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?";
  private static final Pattern NUMBER = Pattern.compile(DECIMAL);
  private static final Pattern FRACTION = Pattern.compile("(" + DECIMAL + ")/(" + DECIMAL + ")");
  private static final Pattern WHOLE = Pattern.compile("\\d+");
  private static final Pattern INTEGER = Pattern.compile("[-+]?\\d{1,18}");

  private final Path folder;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param folder where relative paths start
   */
  ValueReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** The value for {@code parameter}, or nothing after noting a problem with {@code key}. */
  Optional<Object> read(YamlNode node, String key, Parameter parameter) {
    if (!parameter.type().isList()) {
      return single(node, key, parameter);
    }
    if (!(node instanceof Sequence sequence)) {
      wrong(node, key, "a list such as [a, b], each " + expected(parameter));
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      single(sequence.items().get(i), key + "[" + i + "]", parameter).ifPresent(values::add);
    }
    return values.size() == sequence.items().size() ? Optional.of(values) : Optional.empty();
  }

  private Optional<Object> single(YamlNode node, String key, Parameter parameter) {
    if (node instanceof Scalar scalar && !scalar.isNothing()) {
      Optional<Object> value = convert(scalar, parameter);
      if (value.isPresent()) {
        return value;
      }
    }
    String hint = "";
    if (node instanceof Scalar scalar && !parameter.choices().isEmpty()) {
      hint =
          Nearest.to(scalar.text(), parameter.choices())
              .map(near -> ", did you mean '" + near + "'?")
              .orElse("");
    }
    wrong(node, key, expected(parameter) + most(node, parameter) + hint);
    return Optional.empty();
  }

  /** The bound that a number of this size goes beyond, where the parameter itself has none. */
  private static String most(YamlNode node, Parameter parameter) {
    if (!(node instanceof Scalar scalar) || !Double.isInfinite(parameter.maximum())) {
      return "";
    }
    String and = Double.isInfinite(parameter.minimum()) ? " of at most " : " and at most ";
    return switch (parameter.type()) {
      case INTEGER, INTEGER_LIST ->
          WHOLE.matcher(scalar.text()).matches() && new BigInteger(scalar.text()).bitLength() > 31
              ? and + Integer.MAX_VALUE
              : "";
      case NUMBER, NUMBER_LIST ->
          NUMBER.matcher(scalar.text()).matches()
                  && Double.parseDouble(scalar.text()) == Double.POSITIVE_INFINITY
              ? and + Double.MAX_VALUE
              : "";
      default -> "";
    };
  }

  private Optional<Object> convert(Scalar scalar, Parameter parameter) {
    String text = scalar.text();
    return switch (parameter.type()) {
      case NUMBER, NUMBER_LIST ->
          scalar.plain()
              ? number(text).filter(value -> inRange(value, parameter)).map(v -> (Object) v)
              : Optional.empty();
      case INTEGER, INTEGER_LIST ->
          scalar.plain() && INTEGER.matcher(text).matches()
              ? Optional.of(Long.valueOf(text))
                  .filter(v -> v == v.intValue() && inRange(v, parameter))
                  .map(v -> (Object) v)
              : Optional.empty();
      case FLAG ->
          scalar.plain() && (text.equals("true") || text.equals("false"))
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
      case TEXT, TEXT_LIST ->
          parameter.choices().isEmpty() || parameter.choices().contains(text)
              ? Optional.of(text)
              : Optional.empty();
      case PATH -> path(text);
      case METHOD_LIST -> Optional.empty(); // never a single value
    };
  }

  private Optional<Object> path(String text) {
    try {
      return Optional.of(folder.resolve(text).toAbsolutePath().normalize().toString());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Decimal numbers and fractions of them, such as {@code 8/255}; finite ones only. */
  private static Optional<Double> number(String text) {
    double value;
    Matcher fraction = FRACTION.matcher(text);
    if (NUMBER.matcher(text).matches()) {
      value = Double.parseDouble(text);
    } else if (fraction.matches()) {
      value = Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2));
    } else {
      return Optional.empty();
    }
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  private static boolean inRange(double value, Parameter parameter) {
    boolean low =
        parameter.exclusive() ? value > parameter.minimum() : value >= parameter.minimum();
    return low && value <= parameter.maximum();
  }

  void wrong(YamlNode node, String key, String expected) {
    problems.key(node.at(), key, "found " + node.describe() + ", expected " + expected);
  }

  /** What a parameter takes, in words. */
  static String expected(Parameter parameter) {
    if (!parameter.choices().isEmpty()) {
      return "one of " + String.join(", ", parameter.choices());
    }
    return switch (parameter.type()) {
      case NUMBER, NUMBER_LIST -> "a number" + range(parameter);
      case INTEGER, INTEGER_LIST -> "an integer" + range(parameter);
      case FLAG -> "true or false";
      case TEXT, TEXT_LIST -> "a text";
      case PATH -> "a path";
      case METHOD_LIST -> "a list of methods";
    };
  }

  private static String range(Parameter parameter) {
    double low = parameter.minimum();
    double high = parameter.maximum();
    String lower =
        Double.isInfinite(low)
            ? ""
            : (parameter.exclusive() ? " above " : " of at least ") + show(low);
    String upper = Double.isInfinite(high) ? "" : " and at most " + show(high);
    return lower.isEmpty() ? upper.replaceFirst(" and", " of") : lower + upper;
  }

  private static String show(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }
}
