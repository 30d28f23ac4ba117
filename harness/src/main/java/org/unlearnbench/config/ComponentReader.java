package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.unlearnbench.config.YamlNode.Entry;
import org.unlearnbench.config.YamlNode.Mapping;
import org.unlearnbench.config.YamlNode.Scalar;
import org.unlearnbench.config.YamlNode.Sequence;

/** Reads the parts of a document that name an extension: network, data sets, methods. */
final class ComponentReader {
  private static final String LABEL = "[A-Za-z0-9][A-Za-z0-9._+:-]{0,63}";

  private final ParameterReader parameters;
  private final Problems problems;

  ComponentReader(ParameterReader parameters, Problems problems) {
    this.parameters = parameters;
    this.problems = problems;
  }

  /**
   * What a kind of component looks like in the document.
   *
   * @param nameKey key of the extension's name; an entry that is a bare text stands for it
   * @param labelled whether {@code as} may rename it
   * @param registry the valid names
   * @param settings the settings of an extension
   */
  record Kind(
      String nameKey,
      boolean labelled,
      Registry<?> registry,
      Function<Described, List<Parameter>> settings) {}

  /** The components of a list with at least one entry and no label twice. */
  List<Component> list(Mapping root, String key, Kind kind) {
    YamlNode node = root.get(key).orElse(null);
    if (!(node instanceof Sequence list) || list.items().isEmpty()) {
      String found = node == null ? "is missing" : "found " + describe(node);
      Position at = node == null ? root.at() : node.at();
      problems.key(
          at, key, found + ", expected a list with at least one " + kind.registry().kind());
      return List.of();
    }
    List<Component> components = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < list.items().size(); i++) {
      YamlNode item = list.items().get(i);
      String path = key + "[" + i + "]";
      Optional<Component> component = one(item, path, kind);
      if (component.isPresent()) {
        if (!labels.add(component.get().label())) {
          String label = component.get().label();
          problems.key(
              item.at(), path, "a second entry is called '" + label + "', give it an 'as'");
        }
        components.add(component.get());
      }
    }
    return components;
  }

  /**
   * The methods inside a setting as {@link ParameterValues} holds them, or nothing after noting a
   * problem.
   */
  Optional<Object> steps(YamlNode node, String path, Kind kind) {
    if (!(node instanceof Sequence list) || list.items().isEmpty()) {
      problems.key(
          node.at(),
          path,
          "found " + describe(node) + ", expected a list with at least one method");
      return Optional.empty();
    }
    List<Map<String, Object>> steps = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      one(list.items().get(i), path + "[" + i + "]", kind)
          .ifPresent(step -> steps.add(ParameterValues.ofStep(step)));
    }
    return steps.size() == list.items().size() ? Optional.of(steps) : Optional.empty();
  }

  /** One component, or nothing after noting a problem. */
  Optional<Component> one(YamlNode node, String path, Kind kind) {
    Registry<?> registry = kind.registry();
    boolean bare = !(node instanceof Mapping);
    Mapping mapping =
        node instanceof Mapping written
            ? written
            : new Mapping(node.at(), List.of(new Entry(node.at(), kind.nameKey(), node)));
    String namePath = bare ? path : path + "." + kind.nameKey();
    YamlNode named = mapping.get(kind.nameKey()).orElse(null);
    if (!(named instanceof Scalar name) || name.isNothing()) {
      String found = named == null ? "is missing" : "found " + named.describe();
      problems.key(
          named == null ? node.at() : named.at(),
          namePath,
          found + ", expected a " + registry.kind() + "; valid: " + names(registry));
      return Optional.empty();
    }
    Optional<? extends Described> extension = registry.find(name.text());
    if (extension.isEmpty()) {
      problems.key(name.at(), namePath, registry.unknown(name.text()));
      return Optional.empty();
    }
    Set<String> own = kind.labelled() ? Set.of(kind.nameKey(), "as") : Set.of(kind.nameKey());
    List<Parameter> settings = kind.settings().apply(extension.get());
    ParameterValues values = parameters.read(mapping, path, settings, own);
    Optional<YamlNode> as = kind.labelled() ? mapping.get("as") : Optional.empty();
    String label = name.text();
    if (as.isPresent()) {
      label = as.get() instanceof Scalar scalar ? scalar.text() : "";
      if (!isLabel(as.get(), path + ".as", label)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Component(name.text(), label, values));
  }

  /** Whether a text can name a folder; notes a problem if not. */
  boolean isLabel(YamlNode node, String key, String text) {
    boolean valid = text.matches(LABEL);
    if (!valid) {
      String expected = "a folder name: letters, digits and . _ + : -, at most 64 of them";
      problems.key(node.at(), key, "found '" + text + "', expected " + expected);
    }
    return valid;
  }

  private static String names(Registry<?> registry) {
    return String.join(", ", registry.names());
  }

  static String describe(YamlNode node) {
    return node instanceof Sequence list && list.items().isEmpty()
        ? "an empty list"
        : node.describe();
  }
}
