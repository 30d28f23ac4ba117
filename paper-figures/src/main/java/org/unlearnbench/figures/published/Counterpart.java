package org.unlearnbench.figures.published;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Described;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.Registry;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.io.InputException;

/**
 * The part of a run that a published row is held against. Both follow the same recipe if, with
 * every default written out, network, training, data set and method have the same settings; names,
 * seeds, threads, and where files lie, do not count. Without the data set nothing else is compared.
 *
 * @param dataset label of the data set in the run, if it has one that comes near
 * @param method label of the method in the run, if it has one that comes near
 * @param differences what is not the published recipe; empty: nothing
 */
record Counterpart(Optional<String> dataset, Optional<String> method, List<String> differences) {

  private static final String TYPE = "schedule.type";
  private static final String MILESTONES = "schedule.milestones";
  private static final String FACTOR = "schedule.factor";

  Counterpart {
    differences = List.copyOf(differences);
  }

  /**
   * Finds the counterpart of {@code row}.
   *
   * @throws InputException if the row's own recipe lacks its data set or method
   */
  static Counterpart of(PublishedRow row, Experiment recipe, Experiment run, Vocabulary vocabulary)
      throws InputException {
    Component data = own(row, "data set", row.dataset(), recipe.data());
    Component method = own(row, "method", row.method(), recipe.methods());
    List<String> differences = new ArrayList<>();
    Optional<Component> ourData =
        nearest(data, run.data(), vocabulary.sources(), "data set", differences);
    if (ourData.isEmpty()) {
      return new Counterpart(Optional.empty(), Optional.empty(), differences);
    }
    compare("network", recipe.network(), run.network(), List.of(), differences);
    compare("training", recipe.training(), run.training(), List.of(), differences);
    Optional<Component> ourMethod =
        nearest(method, run.methods(), vocabulary.methods(), "method", differences);
    return new Counterpart(
        ourData.map(Component::label), ourMethod.map(Component::label), differences);
  }

  private static Component own(
      PublishedRow row, String kind, String wanted, List<Component> components)
      throws InputException {
    List<Component> named = components.stream().filter(c -> c.name().equals(wanted)).toList();
    Optional<Component> labelled =
        components.stream().filter(c -> c.label().equals(wanted)).findFirst();
    if (labelled.isEmpty() && named.size() != 1) {
      throw new InputException(
          "%s: is the recipe of published numbers, but has %s %s '%s'"
              .formatted(
                  row.recipe().orElseThrow(),
                  named.isEmpty() ? "no" : "more than one",
                  kind,
                  wanted));
    }
    return labelled.orElseGet(() -> named.get(0));
  }

  /** The component with the fewest other settings among those of the same kind of thing. */
  private static Optional<Component> nearest(
      Component wanted,
      List<Component> ours,
      Registry<?> registry,
      String kind,
      List<String> differences) {
    Described described = registry.get(wanted.name());
    List<String> paths =
        described.info().parameters().stream()
            .filter(parameter -> parameter.type() == Parameter.Type.PATH)
            .map(Parameter::name)
            .toList();
    Component best = null;
    List<String> fewest = List.of();
    for (Component component : ours) {
      List<String> found = new ArrayList<>();
      compare(kind + " " + wanted.label(), wanted, component, paths, found);
      boolean same = component.name().equals(wanted.name());
      if (same && (best == null || found.size() < fewest.size())) {
        best = component;
        fewest = found;
      }
    }
    if (best == null) {
      differences.add("other " + kind + ": the run has no " + wanted.name());
    }
    differences.addAll(fewest);
    return Optional.ofNullable(best);
  }

  private static void compare(
      String where,
      Component published,
      Component ours,
      List<String> ignored,
      List<String> differences) {
    if (!published.name().equals(ours.name())) {
      differences.add(where + " is " + ours.name() + ", published " + published.name());
    }
    compare(where, published.values(), ours.values(), ignored, differences);
  }

  private static void compare(
      String where,
      ParameterValues published,
      ParameterValues ours,
      List<String> ignored,
      List<String> differences) {
    Map<String, Object> theirs = published.asMap();
    Map<String, Object> own = ours.asMap();
    Map<String, Object> theirEffect = effective(published);
    Map<String, Object> ownEffect = effective(ours);
    TreeSet<String> names = new TreeSet<>();
    Stream.of(theirs, own).forEach(values -> names.addAll(values.keySet()));
    names.removeAll(ignored);
    for (String name : names) {
      String a = String.valueOf(theirs.getOrDefault(name, "not set"));
      String b = String.valueOf(own.getOrDefault(name, "not set"));
      // Written alike or of equal effect: either is the same setting.
      if (!a.equals(b)
          && !String.valueOf(theirEffect.get(name)).equals(String.valueOf(ownEffect.get(name)))) {
        differences.add("%s: %s is %s, published %s".formatted(where, name, b, a));
      }
    }
  }

  /**
   * Settings as far as they shape a result, so that two ways to write one thing are equal:
   * milestones of a learning rate as epochs, and none where the schedule has no steps.
   */
  private static Map<String, Object> effective(ParameterValues values) {
    Map<String, Object> settings = new TreeMap<>(values.asMap());
    for (Map.Entry<String, Object> entry : values.asMap().entrySet()) {
      if (entry.getKey().equals(TYPE) || entry.getKey().endsWith("." + TYPE)) {
        int prefix = entry.getKey().length() - TYPE.length();
        schedule(settings, entry.getKey().substring(0, prefix), entry.getValue());
      }
    }
    return settings;
  }

  private static void schedule(Map<String, Object> settings, String prefix, Object type) {
    if (!type.equals("step")) {
      settings.remove(prefix + MILESTONES);
      settings.remove(prefix + FACTOR);
    } else if (settings.get(prefix + MILESTONES) instanceof List<?> milestones
        && settings.get(prefix + "epochs") instanceof Long epochs) {
      settings.put(
          prefix + MILESTONES, milestones.stream().map(m -> epoch((Double) m, epochs)).toList());
    }
  }

  /**
   * Below 1 a milestone is a share of all epochs, as in {@link org.unlearnbench.method.Schedule}.
   */
  private static double epoch(double milestone, long epochs) {
    return milestone < 1 ? Math.round(milestone * epochs) : milestone;
  }
}
