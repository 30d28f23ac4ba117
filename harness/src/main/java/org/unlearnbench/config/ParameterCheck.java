package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the parameters an extension declares: mistakes of a plug-in's author, found at start. */
final class ParameterCheck {
  /** Keys the harness reads itself beside an extension's own. */
  private static final Set<String> RESERVED = Set.of("name", "as", "source", "method");

  private static final String NAME = "[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)*";

  private ParameterCheck() {}

  static List<String> problems(String owner, List<Parameter> parameters) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      String name = parameter.name();
      String subject = owner + ": parameter '" + name + "' ";
      if (!name.matches(NAME) || RESERVED.contains(name)) {
        problems.add(subject + "has a name that is reserved or not kebab-case");
      }
      for (Parameter other : parameters.subList(0, i)) {
        if (other.name().equals(name)
            || other.name().startsWith(name + ".")
            || name.startsWith(other.name() + ".")) {
          problems.add(subject + "clashes with '" + other.name() + "'");
        }
      }
      Object value = parameter.defaultValue();
      if (value != null && !fits(parameter.type(), value)) {
        problems.add(subject + "has a default that is no " + parameter.type() + ": " + value);
      }
    }
    return problems;
  }

  private static boolean fits(Parameter.Type type, Object value) {
    return switch (type) {
      case NUMBER -> value instanceof Double;
      case INTEGER -> value instanceof Long;
      case FLAG -> value instanceof Boolean;
      case TEXT, PATH -> value instanceof String;
      case NUMBER_LIST -> listOf(value, Double.class);
      case INTEGER_LIST -> listOf(value, Long.class);
      case TEXT_LIST -> listOf(value, String.class);
      case METHOD_LIST -> listOf(value, Map.class);
    };
  }

  private static boolean listOf(Object value, Class<?> element) {
    return value instanceof List<?> list && list.stream().allMatch(element::isInstance);
  }
}
