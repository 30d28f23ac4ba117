package org.unlearnbench.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Validated settings by full dotted name, defaults filled in. Immutable.
 *
 * <p>Numbers are {@link Double}, integers {@link Long}, flags {@link Boolean}, texts and paths
 * {@link String}, lists {@link List} of those; a method with its settings inside a list is a {@link
 * Map} from {@code method} to its name and from its settings to their values. A getter for a name
 * that is not there throws {@link IllegalArgumentException}: a mistake of the extension, not of the
 * user.
 */
public final class ParameterValues {
  private static final String METHOD = "method";

  private final Map<String, Object> values;

  // With a mode, a plug-in compiled against the harness alone would warn of an unknown constant.
  @JsonCreator
  public ParameterValues(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** The defaults of {@code parameters}. */
  public static ParameterValues defaults(List<Parameter> parameters) {
    Map<String, Object> values = new TreeMap<>();
    for (Parameter parameter : parameters) {
      if (parameter.defaultValue() != null) {
        values.put(parameter.name(), parameter.defaultValue());
      }
    }
    return new ParameterValues(values);
  }

  /** These values with one replaced or added. */
  public ParameterValues with(String name, Object value) {
    Map<String, Object> copy = new TreeMap<>(values);
    copy.put(name, value);
    return new ParameterValues(copy);
  }

  /** The values below {@code prefix + "."}, with the prefix taken off. */
  public ParameterValues under(String prefix) {
    Map<String, Object> inner = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix + ".")) {
            inner.put(name.substring(prefix.length() + 1), value);
          }
        });
    return new ParameterValues(inner);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public double number(String name) {
    return get(name, Number.class).doubleValue();
  }

  public int integer(String name) {
    return Math.toIntExact(get(name, Long.class));
  }

  public boolean flag(String name) {
    return get(name, Boolean.class);
  }

  public String text(String name) {
    return get(name, String.class);
  }

  public Path path(String name) {
    return Path.of(text(name));
  }

  public Optional<Double> optionalNumber(String name) {
    return has(name) ? Optional.of(number(name)) : Optional.empty();
  }

  public Optional<Integer> optionalInteger(String name) {
    return has(name) ? Optional.of(integer(name)) : Optional.empty();
  }

  public Optional<Path> optionalPath(String name) {
    return has(name) ? Optional.of(path(name)) : Optional.empty();
  }

  public List<Double> numbers(String name) {
    return get(name, List.class, Number.class).stream().map(Number::doubleValue).toList();
  }

  public List<Integer> integers(String name) {
    return get(name, List.class, Long.class).stream().map(Math::toIntExact).toList();
  }

  public List<String> texts(String name) {
    return get(name, List.class, String.class);
  }

  /** The methods of a list, each labelled with its name. */
  public List<Component> methods(String name) {
    return get(name, List.class, Map.class).stream().map(ParameterValues::stepOf).toList();
  }

  static Map<String, Object> ofStep(Component component) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put(METHOD, component.name());
    step.putAll(component.values().asMap());
    return step;
  }

  private static Component stepOf(Map<?, ?> step) {
    String method = (String) step.get(METHOD);
    Map<String, Object> settings = new TreeMap<>();
    step.forEach((key, value) -> settings.put((String) key, value));
    settings.remove(METHOD);
    return new Component(method, method, new ParameterValues(settings));
  }

  /** All values by full name, sorted by name. */
  @JsonValue
  public Map<String, Object> asMap() {
    return values;
  }

  /** The values as results tell them: of a file its name, not the folders of who made them. */
  public Map<String, Object> recorded() {
    Map<String, Object> recorded = new TreeMap<>();
    values.forEach((name, value) -> recorded.put(name, recorded(value)));
    return recorded;
  }

  private static Object recorded(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ParameterValues::recorded).toList();
    }
    if (value instanceof Map<?, ?> step) {
      Map<Object, Object> recorded = new LinkedHashMap<>();
      step.forEach((name, inner) -> recorded.put(name, recorded(inner)));
      return recorded;
    }
    // Paths are absolute; nothing else begins with a slash.
    return value instanceof String text && text.matches("/.*[^/]")
        ? text.substring(text.lastIndexOf('/') + 1)
        : value;
  }

  private <T> T get(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' is " + value + ", asked for as " + type.getSimpleName());
    }
    return type.cast(value);
  }

  @SuppressWarnings("unchecked") // every element's class is checked here
  private <T> List<T> get(String name, Class<?> list, Class<T> element) {
    List<?> values = (List<?>) get(name, list);
    if (!values.stream().allMatch(element::isInstance)) {
      throw new IllegalArgumentException("parameter '" + name + "' is " + values);
    }
    return (List<T>) values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterValues that && that.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
