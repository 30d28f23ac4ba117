package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.unlearnbench.io.InputException;

/**
 * The extensions of one kind by name, sorted by name. Refuses two of the same name, and cards that
 * no configuration could fill.
 *
 * @param <T> kind of extension
 */
public final class Registry<T extends Described> {
  private static final String NAME = "[a-z0-9][a-z0-9.@/+-]*";

  private final String kind;
  private final Map<String, T> byName;

  private Registry(String kind, Map<String, T> byName) {
    this.kind = kind;
    this.byName = byName;
  }

  /**
   * Takes the extensions in.
   *
   * @param kind what they are, for messages: {@code method}
   * @throws InputException if a name occurs twice or a card is malformed, with the class names
   */
  public static <T extends Described> Registry<T> of(String kind, Iterable<? extends T> extensions)
      throws InputException {
    Map<String, T> byName = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (T extension : extensions) {
      String owner = kind + " " + extension.getClass().getName();
      Info card;
      try {
        card = extension.info();
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        problems.add(owner + ": its card cannot be read: " + e);
        continue;
      }
      if (card == null || card.hasNull()) {
        problems.add(owner + ": its card, or a text of it, is null");
        continue;
      }
      String name = extension.name();
      if (name == null || !name.matches(NAME)) {
        problems.add(owner + ": found the name '" + name + "', expected " + NAME);
      }
      T other = name == null ? null : byName.putIfAbsent(name, extension);
      if (other != null) {
        problems.add(owner + ": the name '" + name + "' is taken by " + other.getClass().getName());
      }
      problems.addAll(mistakes(owner, card.parameters()));
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new Registry<>(kind, new LinkedHashMap<>(byName));
  }

  private static List<String> mistakes(String owner, List<Parameter> parameters) {
    List<String> mistakes = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      String subject = owner + ": parameter '" + name + "' ";
      parameters.get(i).mistakes().forEach(mistake -> mistakes.add(subject + mistake));
      for (Parameter other : parameters.subList(0, i)) {
        if (other.name().equals(name)
            || other.name().startsWith(name + ".")
            || name.startsWith(other.name() + ".")) {
          mistakes.add(subject + "clashes with '" + other.name() + "'");
        }
      }
    }
    return mistakes;
  }

  public String kind() {
    return kind;
  }

  /** The valid names, sorted. */
  public Set<String> names() {
    return java.util.Collections.unmodifiableSet(byName.keySet());
  }

  /** All extensions, sorted by name. */
  public Collection<T> all() {
    return java.util.Collections.unmodifiableCollection(byName.values());
  }

  public Optional<T> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The extension of that name, or an {@link IllegalArgumentException} that lists the names. */
  public T get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  /** The message for a name that is not there. */
  public String unknown(String name) {
    return "found '" + name + "', expected a " + kind + "; " + Nearest.hint(name, names());
  }
}
