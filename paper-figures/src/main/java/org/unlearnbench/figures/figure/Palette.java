package org.unlearnbench.figures.figure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.study.Study;

/**
 * The style of every method of a study.
 *
 * <p>Colours repeat after six methods with other marks, no pair of colour and mark before 42
 * methods. Points of reference have colours of their own: Original dark, Retrained green, random
 * mask grey.
 */
public final class Palette {
  private static final Map<Role, MethodStyle> REFERENCES =
      Map.of(
          Role.ORIGINAL, new MethodStyle(Ink.ORIGINAL, Mark.SQUARE, Dash.SOLID),
          Role.RETRAINED, new MethodStyle(Ink.RETRAINED, Mark.DIAMOND, Dash.SOLID),
          Role.RANDOM_MASK, new MethodStyle(Ink.RANDOM_MASK, Mark.TRIANGLE_DOWN, Dash.SOLID));

  private final Map<String, MethodStyle> styles = new HashMap<>();

  /** Slots that are taken, by data set: methods that never meet may look the same. */
  private final Map<DataSetStudy, Set<Integer>> taken = new IdentityHashMap<>();

  /** Gives every method of {@code study} its style. */
  public Palette(Study study) {
    Map<String, Integer> known = knownSlots();
    study.dataSets().forEach(data -> taken.put(data, new HashSet<>()));
    for (String name : study.methodNames()) {
      Role role = role(study, name);
      if (role.isReference()) {
        styles.put(name, REFERENCES.get(role));
      } else {
        take(study, name, known.get(name));
      }
    }
    // On a board of several experiments a method is called experiment/method.
    for (String name : study.methodNames()) {
      take(study, name, known.get(name.substring(name.lastIndexOf('/') + 1)));
    }
    int next = 0;
    for (String name : study.methodNames()) {
      while (!styles.containsKey(name)) {
        int slot = next++;
        if (taken.values().stream().noneMatch(slots -> slots.contains(slot))) {
          take(study, name, slot);
        }
      }
    }
  }

  /** Gives a method a slot, unless it has a style or shares a data set with one that has it. */
  private void take(Study study, String name, Integer slot) {
    if (slot == null || styles.containsKey(name)) {
      return;
    }
    List<Set<Integer>> places =
        study.dataSets().stream()
            .filter(data -> data.methods().stream().anyMatch(m -> m.method().equals(name)))
            .map(taken::get)
            .toList();
    if (places.stream().noneMatch(slots -> slots.contains(slot))) {
      places.forEach(slots -> slots.add(slot));
      styles.put(name, slot(slot));
    }
  }

  /** The style of a method of the study. */
  public MethodStyle of(MethodSummary method) {
    return styles.get(method.method());
  }

  private static Role role(Study study, String name) {
    for (DataSetStudy data : study.dataSets()) {
      for (MethodSummary method : data.methods()) {
        if (method.method().equals(name)) {
          return method.role();
        }
      }
    }
    throw new IllegalArgumentException("no data set has a method '" + name + "'");
  }

  private static MethodStyle slot(int index) {
    Mark[] marks = Mark.values();
    return new MethodStyle(
        Ink.METHODS.get(index % Ink.METHODS.size()),
        marks[index % marks.length],
        Dash.values()[index / Ink.METHODS.size() % Dash.values().length]);
  }

  private static Map<String, Integer> knownSlots() {
    Map<String, Integer> slots = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Palette.class.getResourceAsStream("slots.csv"), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          String[] parts = line.split(",");
          slots.put(parts[0], Integer.valueOf(parts[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return slots;
  }
}
