package org.unlearnbench.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes an experiment with every default spelled out; reading it back gives an equal one. */
public final class ExperimentWriter {
  private final Vocabulary vocabulary;
  private final Path folder;
  private final Path home;

  /**
   * A writer.
   *
   * @param folder absolute folder the text will stand in
   * @param home absolute project folder: paths inside it are written relative to {@code folder} if
   *     that is inside too, so that the project can be moved; all others absolute
   */
  public ExperimentWriter(Vocabulary vocabulary, Path folder, Path home) {
    this.vocabulary = vocabulary;
    this.folder = folder;
    this.home = home;
  }

  /** The YAML text. */
  public String write(Experiment experiment) {
    return write(experiment, List.of());
  }

  /**
   * The YAML text with what came from jars, so that whoever has the text alone can be told which.
   */
  public String write(Experiment experiment, List<PlugIn> plugIns) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setLineBreak(DumperOptions.LineBreak.UNIX);
    options.setWidth(100);
    options.setSplitLines(false);
    Map<String, Object> tree = tree(experiment);
    if (!plugIns.isEmpty()) {
      tree.put(PlugIn.KEY, plugIns.stream().map(PlugIn::yaml).toList());
    }
    return new Yaml(options).dump(tree);
  }

  private Map<String, Object> tree(Experiment experiment) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", experiment.name());
    tree.put("description", experiment.description());
    tree.put("seeds", new ArrayList<>(experiment.seeds()));
    tree.putAll(nested(experiment.settings(), Experiment.settings("", List.of())));
    Component network = experiment.network();
    tree.put(
        "network",
        component(
            network,
            "name",
            null,
            vocabulary.ofNetwork(vocabulary.networks().get(network.name()))));
    tree.put(
        "data",
        experiment.data().stream()
            .map(
                c ->
                    component(
                        c, "source", "as", vocabulary.ofSource(vocabulary.sources().get(c.name()))))
            .toList());
    tree.put("training", nested(experiment.training(), vocabulary.training()));
    tree.put(
        "methods",
        experiment.methods().stream().map(c -> component(c, "method", "as", ofMethod(c))).toList());
    return tree;
  }

  private List<Parameter> ofMethod(Component component) {
    return vocabulary.methods().get(component.name()).info().parameters();
  }

  private Map<String, Object> component(
      Component component, String nameKey, String labelKey, List<Parameter> parameters) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(nameKey, component.name());
    if (labelKey != null) {
      tree.put(labelKey, component.label());
    }
    tree.putAll(nested(component.values(), parameters));
    return tree;
  }

  /** The values in the order in which their parameters are declared. */
  private Map<String, Object> nested(ParameterValues values, List<Parameter> parameters) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (values.has(parameter.name())) {
        put(tree, parameter.name(), written(values, parameter));
      }
    }
    return tree;
  }

  private Object written(ParameterValues values, Parameter parameter) {
    String name = parameter.name();
    return switch (parameter.type()) {
      case PATH -> portable(values.text(name));
      case METHOD_LIST ->
          values.methods(name).stream()
              .map(c -> component(c, "method", null, ofMethod(c)))
              .toList();
      // A list of its own: YAML would write a shared one once, and refer to it from then on.
      case NUMBER_LIST, INTEGER_LIST, TEXT_LIST ->
          new ArrayList<>((List<?>) values.asMap().get(name));
      case NUMBER, INTEGER, FLAG, TEXT -> values.asMap().get(name);
    };
  }

  @SuppressWarnings("unchecked") // inner maps are made here
  private static void put(Map<String, Object> tree, String name, Object value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      tree.put(name, value);
      return;
    }
    Object inner = tree.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<>());
    put((Map<String, Object>) inner, name.substring(dot + 1), value);
  }

  private String portable(String path) {
    Path absolute = Path.of(path);
    return absolute.startsWith(home) && folder.startsWith(home)
        ? folder.relativize(absolute).toString()
        : path;
  }
}
