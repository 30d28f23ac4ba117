package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.unlearnbench.config.YamlNode.Entry;
import org.unlearnbench.config.YamlNode.Mapping;
import org.unlearnbench.config.YamlNode.Scalar;

/**
 * Reads a mapping against the parameters it may hold. A dotted parameter may be written nested or
 * in one key, so {@code attack: {steps: 3}} and {@code attack.steps: 3} are the same.
 */
final class ParameterReader {
  private final ValueReader values;
  private final MethodListReader methodLists;
  private final Problems problems;

  /** Reads a list of methods with their settings, or notes what is wrong with it. */
  @FunctionalInterface
  interface MethodListReader {
    Optional<Object> read(YamlNode node, String path);
  }

  ParameterReader(ValueReader values, MethodListReader methodLists, Problems problems) {
    this.values = values;
    this.methodLists = methodLists;
    this.problems = problems;
  }

  /**
   * The settings in {@code mapping}, defaults filled in; what is wrong becomes a problem and is
   * left out.
   *
   * @param path where the mapping stands, for messages; empty at the top
   * @param others keys of this mapping that someone else reads
   */
  ParameterValues read(
      Mapping mapping, String path, List<Parameter> parameters, Set<String> others) {
    Map<String, Object> found = new TreeMap<>();
    Map<String, Position> seen = new HashMap<>();
    Reading reading = new Reading(path, parameters, others, found, seen);
    reading.walk(mapping, "");
    for (Parameter parameter : parameters) {
      if (seen.containsKey(parameter.name())) {
        continue;
      }
      if (parameter.defaultValue() != null) {
        found.put(parameter.name(), parameter.defaultValue());
      } else if (!parameter.optional()) {
        problems.key(
            mapping.at(),
            join(path, parameter.name()),
            "is missing, expected " + ValueReader.expected(parameter) + ": " + parameter.help());
      }
    }
    return new ParameterValues(found);
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private final class Reading {
    private final String path;
    private final List<Parameter> parameters;
    private final Set<String> others;
    private final Map<String, Object> found;
    private final Map<String, Position> seen;

    Reading(
        String path,
        List<Parameter> parameters,
        Set<String> others,
        Map<String, Object> found,
        Map<String, Position> seen) {
      this.path = path;
      this.parameters = parameters;
      this.others = others;
      this.found = found;
      this.seen = seen;
    }

    void walk(Mapping mapping, String prefix) {
      for (Entry entry : mapping.entries()) {
        String name = prefix + entry.key();
        if (prefix.isEmpty() && others.contains(name)) {
          once(entry, name);
          continue;
        }
        Parameter parameter = parameter(name);
        if (parameter != null) {
          if (once(entry, name)) {
            read(entry.value(), join(path, name), parameter)
                .ifPresent(value -> found.put(name, value));
          }
        } else if (parameters.stream().anyMatch(p -> p.name().startsWith(name + "."))) {
          if (entry.value() instanceof Mapping inner) {
            walk(inner, name + ".");
          } else if (!(entry.value() instanceof Scalar scalar && scalar.isNothing())) {
            values.wrong(
                entry.value(),
                join(path, name),
                "a mapping with " + String.join(", ", keys(name + ".")));
          }
        } else {
          List<String> valid = keys(prefix);
          problems.key(
              entry.at(), join(path, name), "is unknown, " + Nearest.hint(entry.key(), valid));
        }
      }
    }

    private Optional<Object> read(YamlNode node, String key, Parameter parameter) {
      return parameter.type() == Parameter.Type.METHOD_LIST
          ? methodLists.read(node, key)
          : values.read(node, key, parameter);
    }

    /** Notes that a key was seen; false, and a problem, if it was seen before. */
    private boolean once(Entry entry, String name) {
      Position first = seen.putIfAbsent(name, entry.at());
      if (first != null) {
        problems.key(entry.at(), join(path, name), "occurs twice, first at " + first);
      }
      return first == null;
    }

    private Parameter parameter(String name) {
      return parameters.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    }

    /** What may follow {@code prefix}. */
    private List<String> keys(String prefix) {
      List<String> keys = new ArrayList<>();
      if (prefix.isEmpty()) {
        keys.addAll(others.stream().sorted().toList());
      }
      for (Parameter parameter : parameters) {
        if (parameter.name().startsWith(prefix)) {
          String rest = parameter.name().substring(prefix.length());
          String key = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
          if (!keys.contains(key)) {
            keys.add(key);
          }
        }
      }
      return keys;
    }
  }
}
