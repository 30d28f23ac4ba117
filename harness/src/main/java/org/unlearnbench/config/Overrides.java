package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.unlearnbench.config.YamlNode.Entry;
import org.unlearnbench.config.YamlNode.Mapping;
import org.unlearnbench.config.YamlNode.Position;
import org.unlearnbench.config.YamlNode.Scalar;
import org.unlearnbench.config.YamlNode.Sequence;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;

/**
 * What the command line changes about an experiment file. Overrides are put into the YAML tree
 * before it is checked, so they obey the same rules and get the same messages.
 *
 * @param set {@code path=value} each; the path is dotted, entries of {@code data} and {@code
 *     methods} are found by what they are called ({@code methods.aru.mask.ratio=0.5}); the value is
 *     YAML
 * @param seeds replaces the seeds: {@code 1,2}
 * @param methods keeps these methods in this order: {@code original,aru}; a known method that the
 *     file does not list comes with its defaults
 */
public record Overrides(List<String> set, Optional<String> seeds, Optional<String> methods) {
  /** Parts of the document that may be written as a bare name, and the key that name stands for. */
  private static final Map<String, String> SHORT_FORMS =
      Map.of("network", "name", "data", "source", "methods", "method");

  public Overrides {
    set = List.copyOf(set);
  }

  public static Overrides none() {
    return new Overrides(List.of(), Optional.empty(), Optional.empty());
  }

  /** The document with these changes; what cannot be changed so becomes a problem. */
  Mapping apply(Mapping root, Registry<?> known, Problems problems) throws InputException {
    Mapping result = root;
    for (String assignment : set) {
      result = set(result, assignment, problems);
    }
    if (seeds.isPresent()) {
      YamlNode list = YamlReader.option("[" + seeds.get() + "]", "--seeds " + seeds.get());
      result = put(result, "seeds", list);
    }
    return methods.isPresent() ? chooseMethods(result, methods.get(), known, problems) : result;
  }

  private static Mapping set(Mapping root, String assignment, Problems problems)
      throws InputException {
    String source = "--set " + assignment;
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      problems.add(Position.of(source), "expected path=value, as in training.lr=0.01");
      return root;
    }
    YamlNode value = YamlReader.option(assignment.substring(equals + 1), source);
    List<String> path = Arrays.asList(assignment.substring(0, equals).strip().split("\\.", -1));
    String top = path.get(0);
    if (path.size() == 1) {
      return put(root, top, value);
    }
    YamlNode old = root.get(top).orElse(new Mapping(value.at(), List.of()));
    List<String> rest = path.subList(1, path.size());
    YamlNode changed =
        old instanceof Sequence list
            ? setInList(list, top, rest, value, problems)
            : setInside(expand(old, top), rest, value);
    return put(root, top, changed);
  }

  /** {@code data.cmu-mufac.image-size}: an entry is found by its label, or by its number. */
  private static Sequence setInList(
      Sequence list, String top, List<String> path, YamlNode value, Problems problems) {
    List<YamlNode> items = new ArrayList<>(list.items());
    for (int length = path.size(); length > 0; length--) {
      String label = String.join(".", path.subList(0, length));
      for (int i = 0; i < items.size(); i++) {
        if (label.equals(label(items.get(i), top)) || label.equals(Integer.toString(i))) {
          List<String> rest = path.subList(length, path.size());
          items.set(i, rest.isEmpty() ? value : setInside(expand(items.get(i), top), rest, value));
          return new Sequence(list.at(), items);
        }
      }
    }
    TreeSet<String> labels = new TreeSet<>();
    items.forEach(item -> labels.add(String.valueOf(label(item, top))));
    String hint = Nearest.hint(path.get(0), labels);
    problems.add(value.at(), "'" + top + "' has no entry '" + path.get(0) + "', " + hint);
    return list;
  }

  /** Replaces the value below {@code node}, in whichever spelling it stands there, or adds it. */
  private static YamlNode setInside(YamlNode node, List<String> path, YamlNode value) {
    if (path.isEmpty()) {
      return value;
    }
    if (!(node instanceof Mapping mapping)) {
      return setInside(new Mapping(value.at(), List.of()), path, value);
    }
    for (int length = path.size(); length > 0; length--) {
      String key = String.join(".", path.subList(0, length));
      Optional<YamlNode> inner = mapping.get(key);
      if (inner.isPresent()) {
        List<String> rest = path.subList(length, path.size());
        return put(mapping, key, setInside(inner.get(), rest, value));
      }
    }
    return put(mapping, String.join(".", path), value);
  }

  private static Mapping chooseMethods(
      Mapping root, String names, Registry<?> known, Problems problems) {
    Position at = Position.of("--methods " + names);
    List<YamlNode> listed =
        root.get("methods").orElse(null) instanceof Sequence list ? list.items() : List.of();
    List<YamlNode> chosen = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      String wanted = name.strip();
      Optional<YamlNode> item =
          listed.stream().filter(node -> wanted.equals(label(node, "methods"))).findFirst();
      if (item.isPresent()) {
        chosen.add(item.get());
      } else if (known.find(wanted).isPresent()) {
        chosen.add(new Scalar(at, wanted, true));
      } else {
        TreeSet<String> valid = new TreeSet<>(known.names());
        listed.forEach(node -> Optional.ofNullable(label(node, "methods")).ifPresent(valid::add));
        problems.add(
            at, "found '" + wanted + "', expected a method; " + Nearest.hint(wanted, valid));
      }
    }
    return put(root, "methods", new Sequence(at, chosen));
  }

  /** What an entry of a list is called; null if that cannot be told. */
  private static String label(YamlNode item, String top) {
    if (item instanceof Mapping mapping) {
      return mapping
          .get("as")
          .or(() -> mapping.get(SHORT_FORMS.getOrDefault(top, "name")))
          .map(node -> node instanceof Scalar scalar ? scalar.text() : null)
          .orElse(null);
    }
    return item instanceof Scalar scalar ? scalar.text() : null;
  }

  /** The long form of an entry that is a bare name. */
  private static YamlNode expand(YamlNode node, String top) {
    String key = SHORT_FORMS.get(top);
    return node instanceof Scalar scalar && key != null && !scalar.isNothing()
        ? new Mapping(node.at(), List.of(new Entry(node.at(), key, node)))
        : node;
  }

  private static Mapping put(Mapping mapping, String key, YamlNode value) {
    List<Entry> entries = new ArrayList<>(mapping.entries());
    Entry added = new Entry(value.at(), key, value);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).key().equals(key)) {
        entries.set(i, added);
        return new Mapping(mapping.at(), entries);
      }
    }
    entries.add(added);
    return new Mapping(mapping.at(), entries);
  }
}
