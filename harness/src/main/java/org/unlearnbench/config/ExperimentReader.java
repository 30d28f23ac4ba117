package org.unlearnbench.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.config.ComponentReader.Kind;
import org.unlearnbench.config.YamlNode.Entry;
import org.unlearnbench.config.YamlNode.Mapping;
import org.unlearnbench.config.YamlNode.Scalar;
import org.unlearnbench.config.YamlNode.Sequence;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;

/**
 * Reads an experiment file. All problems of a file are reported at once, each as {@code
 * FILE:LINE:COLUMN: key '..': found .., expected ..}.
 */
public final class ExperimentReader {
  private static final Set<String> PARTS =
      Set.of("seeds", "network", "data", "training", "methods");

  private static final String HINT = ": give its folder with --plugins DIR";

  private final Vocabulary vocabulary;

  public ExperimentReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * The experiment in {@code file}, changed by {@code overrides}; relative paths in it start at the
   * file's folder.
   */
  public Experiment read(Path file, Overrides overrides) throws InputException {
    YamlNode root = YamlReader.file(file, file.toString());
    Path folder = file.toAbsolutePath().normalize().getParent();
    return read(root, folder, stem(file), overrides, false);
  }

  /** The experiment of a run, in its {@code file}; the run may be older than some settings. */
  public Experiment stored(Path file) throws InputException {
    YamlNode root = YamlReader.file(file, file.toString());
    Path folder = file.toAbsolutePath().normalize().getParent();
    return read(root, folder, "experiment", Overrides.none(), true);
  }

  /** What an experiment file calls itself, as far as it can be read at all. */
  public static String nameOf(Path file) throws InputException {
    String stem = stem(file);
    return YamlReader.file(file, file.toString()) instanceof Mapping document
            && document.get("name").orElse(null) instanceof Scalar name
            && name.text().matches("[A-Za-z0-9][A-Za-z0-9._+:-]*")
        ? name.text()
        : stem;
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }

  /**
   * The experiment in {@code text}.
   *
   * @param source what messages call the text
   * @param folder where relative paths start
   */
  public Experiment parse(String text, String source, Path folder) throws InputException {
    return read(YamlReader.text(text, source), folder, "experiment", Overrides.none(), false);
  }

  private Experiment read(
      YamlNode root, Path folder, String name, Overrides overrides, boolean stored)
      throws InputException {
    if (!(root instanceof Mapping document)) {
      throw new InputException(
          root.at() + ": found " + root.describe() + ", expected keys such as data and methods");
    }
    try {
      Problems problems = new Problems();
      Mapping changed = overrides.apply(document, vocabulary.methods(), problems);
      problems.throwIfAny();
      Mapping settings = withoutPlugIns(changed);
      Experiment experiment = new Reading(problems, folder, stored).experiment(settings, name);
      problems.throwIfAny();
      return experiment.noting(overrides.set());
    } catch (InputException e) {
      throw explained(e, plugIns(document));
    }
  }

  /** They are for messages; nothing is set by them. */
  private static Mapping withoutPlugIns(Mapping document) {
    return new Mapping(
        document.at(),
        document.entries().stream().filter(entry -> !entry.key().equals(PlugIn.KEY)).toList());
  }

  private static List<PlugIn> plugIns(Mapping document) {
    return document.get(PlugIn.KEY).orElse(null) instanceof Sequence list
        ? list.items().stream().map(PlugIn::of).flatMap(Optional::stream).toList()
        : List.of();
  }

  /**
   * The same problems; one with a name that a jar brought when {@code resolved} was written names
   * that jar.
   *
   * @param resolved a run's resolved configuration, which may not exist
   */
  public static InputException explained(InputException problems, Path resolved) {
    try {
      return Files.isRegularFile(resolved)
              && YamlReader.file(resolved, resolved.toString()) instanceof Mapping document
          ? explained(problems, plugIns(document))
          : problems;
    } catch (InputException damaged) {
      return problems;
    }
  }

  private static InputException explained(InputException problems, List<PlugIn> plugIns) {
    List<String> lines = new ArrayList<>();
    for (String line : problems.problems()) {
      String added =
          plugIns.stream()
              .filter(
                  p -> !p.name().isEmpty() && line.matches(".*found '?\\Q" + p.name() + "\\E\\b.*"))
              .map(p -> "; the " + p.kind() + " was made with " + p.text() + HINT)
              .filter(text -> !line.endsWith(text))
              .findFirst()
              .orElse("");
      lines.add(line + added);
    }
    return new InputException(lines);
  }

  /** One pass over one document. Where something is wrong, a stand-in keeps the pass going. */
  private final class Reading {
    private final Problems problems;
    private final ComponentReader components;

    Reading(Problems problems, Path folder, boolean stored) {
      this.problems = problems;
      this.components =
          new ComponentReader(new ValueReader(folder, problems), methods(false), problems, stored);
    }

    private Kind methods(boolean labelled) {
      return new Kind(
          "method", labelled, vocabulary.methods(), method -> method.info().parameters());
    }

    Experiment experiment(Mapping root, String defaultName) {
      List<Parameter> settings = Experiment.settings(defaultName, vocabulary.rankingColumns());
      ParameterValues read = components.settings(root, "", settings, PARTS);
      ParameterValues top = ParameterValues.defaults(settings);
      for (var entry : read.asMap().entrySet()) {
        top = top.with(entry.getKey(), entry.getValue());
      }
      components.isLabel(root.get("name").orElse(root), "name", top.text("name"));
      Kind data = new Kind("source", true, vocabulary.sources(), vocabulary::ofSource);
      return new Experiment(
          top,
          seeds(root.get("seeds")),
          network(root),
          components.list(root, "data", data),
          components.settings(
              mapping(root, "training"), "training", vocabulary.training(), Set.of()),
          components.list(root, "methods", methods(true)));
    }

    /** The mapping below {@code key}; an empty one if there is none. */
    private Mapping mapping(Mapping root, String key) {
      YamlNode node = root.get(key).orElse(null);
      if (node instanceof Mapping mapping) {
        return mapping;
      }
      if (node != null && !(node instanceof Scalar scalar && scalar.isNothing())) {
        problems.key(node.at(), key, "found " + node.describe() + ", expected a mapping");
      }
      return new Mapping(root.at(), List.of());
    }

    private Component network(Mapping root) {
      YamlNode node = root.get("network").orElse(null);
      if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
        Mapping mapping = mapping(root, "network");
        List<Entry> entries = new ArrayList<>(mapping.entries());
        if (mapping.get("name").isEmpty()) {
          YamlNode name = new Scalar(mapping.at(), Experiment.DEFAULT_NETWORK, true);
          entries.add(new Entry(mapping.at(), "name", name));
        }
        node = new Mapping(mapping.at(), entries);
      }
      Kind kind = new Kind("name", false, vocabulary.networks(), vocabulary::ofNetwork);
      return components.one(node, "network", kind).orElse(null);
    }

    private List<Long> seeds(Optional<YamlNode> node) {
      if (node.isEmpty()) {
        return Experiment.DEFAULT_SEEDS;
      }
      String expected =
          ", expected a list of different integers in 0.."
              + Experiment.MAX_SEED
              + ", such as [1, 2, 3]";
      List<Long> seeds = new ArrayList<>();
      if (!(node.get() instanceof Sequence list) || list.items().isEmpty()) {
        String found = ComponentReader.describe(node.get());
        problems.key(node.get().at(), "seeds", "found " + found + expected);
        return seeds;
      }
      for (YamlNode item : list.items()) {
        boolean integer =
            item instanceof Scalar scalar && scalar.plain() && scalar.text().matches("\\d{1,18}");
        long seed = integer ? Long.parseLong(((Scalar) item).text()) : -1;
        if (!integer || seeds.contains(seed)) {
          String found = integer ? seed + " twice" : item.describe();
          problems.key(item.at(), "seeds", "found " + found + expected);
        }
        seeds.add(seed);
      }
      return seeds;
    }
  }
}
