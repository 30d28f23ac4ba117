package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.unlearnbench.config.YamlNode.Entry;
import org.unlearnbench.config.YamlNode.Mapping;
import org.unlearnbench.config.YamlNode.Position;
import org.unlearnbench.config.YamlNode.Scalar;
import org.unlearnbench.config.YamlNode.Sequence;
import org.unlearnbench.io.Problems;

/**
 * Reads the parts of a document that name an extension (network, data sets, methods), and any
 * mapping against the parameters it may hold. A dotted parameter may be written nested or in one
 * key, so {@code attack: {steps: 3}} and {@code attack.steps: 3} are the same.
 */
final class ComponentReader {
  private static final String LABEL = "[A-Za-z0-9][A-Za-z0-9._+:-]{0,63}";

  private final ValueReader values;
  private final Kind step;
  private final Problems problems;
  private final boolean stored;

  /**
   * A reader.
   *
   * @param step the methods inside a method's settings
   * @param stored whether the document is a run's, which may be older than some parameters
   */
  ComponentReader(ValueReader values, Kind step, Problems problems, boolean stored) {
    this.values = values;
    this.step = step;
    this.problems = problems;
    this.stored = stored;
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
      one(item, path, kind)
          .ifPresent(
              component -> {
                String label = component.label();
                if (!labels.add(label)) {
                  problems.key(
                      item.at(), path, "a second entry is called '" + label + "', give it an 'as'");
                }
                components.add(component);
              });
    }
    return components;
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
      String valid = String.join(", ", registry.names());
      problems.key(
          named == null ? node.at() : named.at(),
          namePath,
          found + ", expected a " + registry.kind() + "; valid: " + valid);
      return Optional.empty();
    }
    Optional<? extends Described> extension = registry.find(name.text());
    if (extension.isEmpty()) {
      problems.key(name.at(), namePath, registry.unknown(name.text()));
      return Optional.empty();
    }
    Set<String> own = kind.labelled() ? Set.of(kind.nameKey(), "as") : Set.of(kind.nameKey());
    List<Parameter> settings = kind.settings().apply(extension.get());
    ParameterValues read = settings(mapping, path, settings, own);
    Optional<YamlNode> as = kind.labelled() ? mapping.get("as") : Optional.empty();
    String label = name.text();
    if (as.isPresent()) {
      label = as.get() instanceof Scalar scalar ? scalar.text() : "";
      if (!isLabel(as.get(), path + ".as", label)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Component(name.text(), label, read));
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

  /** For messages: an empty list is told from others. */
  static String describe(YamlNode node) {
    return node instanceof Sequence list && list.items().isEmpty()
        ? "an empty list"
        : node.describe();
  }

  /**
   * The settings in {@code mapping}, defaults filled in; what is wrong becomes a problem and is
   * left out.
   *
   * @param path where the mapping stands, for messages; empty at the top
   * @param others keys of this mapping that someone else reads
   */
  ParameterValues settings(
      Mapping mapping, String path, List<Parameter> parameters, Set<String> others) {
    Walk walk = new Walk(path, parameters, others);
    walk.over(mapping, "");
    for (Parameter parameter : parameters) {
      if (walk.seen.containsKey(parameter.name())) {
        continue;
      }
      if (stored && parameter.former() != null && parameter.former().value() != null) {
        walk.found.put(parameter.name(), parameter.former().value());
      } else if (parameter.defaultValue() != null) {
        walk.found.put(parameter.name(), parameter.defaultValue());
      } else if (!parameter.optional()) {
        problems.key(
            mapping.at(),
            walk.full(parameter.name()),
            "is missing, expected " + ValueReader.expected(parameter) + ": " + parameter.help());
      }
    }
    return new ParameterValues(walk.found);
  }

  private Optional<Object> value(YamlNode node, String path, Parameter parameter) {
    if (parameter.type() != Parameter.Type.METHOD_LIST) {
      return values.read(node, path, parameter);
    }
    if (!(node instanceof Sequence list) || list.items().isEmpty()) {
      problems.key(
          node.at(),
          path,
          "found " + describe(node) + ", expected a list with at least one method");
      return Optional.empty();
    }
    List<Map<String, Object>> steps = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      one(list.items().get(i), path + "[" + i + "]", step)
          .ifPresent(component -> steps.add(ParameterValues.ofStep(component)));
    }
    return steps.size() == list.items().size() ? Optional.of(steps) : Optional.empty();
  }

  /** One mapping, with those inside it, on its way to settings. */
  private final class Walk {
    private final String path;
    private final List<Parameter> parameters;
    private final Set<String> others;
    private final Map<String, Object> found = new TreeMap<>();
    private final Map<String, Position> seen = new HashMap<>();

    Walk(String path, List<Parameter> parameters, Set<String> others) {
      this.path = path;
      this.parameters = parameters;
      this.others = others;
    }

    void over(Mapping mapping, String prefix) {
      for (Entry entry : mapping.entries()) {
        String name = current(prefix + entry.key());
        if (prefix.isEmpty() && others.contains(name)) {
          once(entry, name);
          continue;
        }
        Optional<Parameter> parameter =
            parameters.stream().filter(p -> p.name().equals(name)).findFirst();
        if (parameter.isPresent()) {
          if (once(entry, name)) {
            value(entry.value(), full(name), parameter.get())
                .ifPresent(value -> found.put(name, value));
          }
        } else if (parameters.stream().anyMatch(p -> p.name().startsWith(name + "."))) {
          if (entry.value() instanceof Mapping inner) {
            over(inner, name + ".");
          } else if (!(entry.value() instanceof Scalar scalar && scalar.isNothing())) {
            String keys = String.join(", ", keys(name + "."));
            values.wrong(entry.value(), full(name), "a mapping with " + keys);
          }
        } else {
          String hint =
              renamed(name)
                  .map(now -> "is '" + full(now.name()) + "' now")
                  .orElseGet(() -> "is unknown, " + Nearest.hint(entry.key(), keys(prefix)));
          problems.key(entry.at(), full(name), hint);
        }
      }
    }

    /** What a run's key is called today. */
    private String current(String name) {
      return stored ? renamed(name).map(Parameter::name).orElse(name) : name;
    }

    private Optional<Parameter> renamed(String name) {
      return parameters.stream()
          .filter(p -> p.former() != null && name.equals(p.former().name()))
          .findFirst();
    }

    String full(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }

    /** Notes that a key was seen; false, and a problem, if it was seen before. */
    private boolean once(Entry entry, String name) {
      Position first = seen.putIfAbsent(name, entry.at());
      if (first != null) {
        problems.key(entry.at(), full(name), "occurs twice, first at " + first);
      }
      return first == null;
    }

    /** What may follow {@code prefix}. */
    private List<String> keys(String prefix) {
      Stream<String> own = prefix.isEmpty() ? others.stream().sorted() : Stream.empty();
      Stream<String> declared =
          parameters.stream()
              .filter(parameter -> parameter.name().startsWith(prefix))
              .map(parameter -> parameter.name().substring(prefix.length()).split("\\.")[0]);
      return Stream.concat(own, declared).distinct().toList();
    }
  }
}
