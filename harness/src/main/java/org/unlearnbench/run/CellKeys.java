package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Experiment.Probes;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.run.extension.Extensions;
import org.unlearnbench.run.probe.Relearning;

/**
 * The hashes that say whether a stored artefact may be used again: over everything that shapes it,
 * that is, the part of the configuration, the data, the code, the seed, the thread count, and the
 * libraries that compute. Names and descriptions are not part of them.
 */
final class CellKeys {
  private final Experiment experiment;
  private final Extensions extensions;
  private final CodeFingerprint code;
  private final String engine;

  CellKeys(Experiment experiment, Extensions extensions, CodeFingerprint code, String library)
      throws IOException {
    this.experiment = experiment;
    this.extensions = extensions;
    this.code = code;
    this.engine =
        new Sha256()
            .add("engine/1")
            .add("code", code.engine())
            .add("network code", code.of(factory().getClass()))
            .add("jars", String.join("\n", CodeFingerprint.engineJars()))
            .add("native", library)
            .hex();
  }

  private Object factory() {
    return extensions.networks().get(experiment.network().name());
  }

  /** The key of Original. */
  String original(LoadedData data, long seed) throws IOException {
    Component network = experiment.network();
    Object source = extensions.sources().get(data.component().name());
    return new Sha256()
        .add("original/1")
        .add("engine", engine)
        .add("data", data.manifestHash())
        .add("data code", code.of(source.getClass()))
        .add("task", data.task().toString())
        .add("image size", data.component().values().asMap().get("image-size").toString())
        .add("network", network.name() + network.values())
        .add("training", experiment.training().toString())
        .add("seed", Long.toString(seed))
        .add("threads", Integer.toString(experiment.threads()))
        .hex();
  }

  /** The key of a cell. */
  String cell(LoadedData data, String originalKey, Component component) throws IOException {
    Probes probes = experiment.probes();
    Sha256 fingerprint =
        method("cell/1", originalKey, component)
            .add("shows images", Boolean.toString(data.imagesMayBeShown()))
            .add("keeps its model", Boolean.toString(experiment.keepModels()))
            .add("probes", "Probes[everyEpoch=" + probes.everyEpoch() + "]");
    if (probes.ofTheModel()) {
      fingerprint.add("probe code", code.of(Relearning.class));
    }
    if (probes.weightDistance()) {
      fingerprint.add(
          "weights of", retrained(originalKey).values().stream().findFirst().orElse(""));
    }
    if (probes.relearnTime()) {
      fingerprint.add("relearn cap", Integer.toString(probes.relearnCap()));
    }
    addFiles(fingerprint, component);
    return fingerprint.hex();
  }

  /**
   * The hashes of everything that shapes a model of Retrained, by the label of the method, in the
   * experiment's order.
   */
  Map<String, String> retrained(String originalKey) throws IOException {
    Map<String, String> models = new LinkedHashMap<>();
    for (Component component : experiment.methods()) {
      if (component.name().equals(Anchors.RETRAIN)) {
        Sha256 model = method("model/1", originalKey, component);
        addFiles(model, component);
        models.put(component.label(), model.hex());
      }
    }
    return models;
  }

  private Sha256 method(String kind, String originalKey, Component component) throws IOException {
    var method = extensions.methods().get(component.name());
    return new Sha256()
        .add(kind)
        .add("original", originalKey)
        .add("method", component.name())
        .add("method code", code.of(method.getClass()))
        .add("parameters", component.values().toString());
  }

  private void addFiles(Sha256 fingerprint, Component component) throws IOException {
    List<Parameter> parameters = extensions.methods().get(component.name()).info().parameters();
    addFiles(fingerprint, component.values(), parameters);
    addSteps(fingerprint, component.values(), parameters);
  }

  /** A method made of others is shaped by their code, too. */
  private void addSteps(Sha256 fingerprint, ParameterValues values, List<Parameter> parameters)
      throws IOException {
    for (Parameter parameter : parameters) {
      if (parameter.type() == Parameter.Type.METHOD_LIST && values.has(parameter.name())) {
        for (Component step : values.methods(parameter.name())) {
          var method = extensions.methods().get(step.name());
          fingerprint.add("step code", code.of(method.getClass()));
          addFiles(fingerprint, step.values(), method.info().parameters());
          addSteps(fingerprint, step.values(), method.info().parameters());
        }
      }
    }
  }

  /** A file that a setting names shapes the result by its content. */
  private static void addFiles(
      Sha256 fingerprint, ParameterValues values, List<Parameter> parameters) throws IOException {
    for (Parameter parameter : parameters) {
      if (parameter.type() == Parameter.Type.PATH && values.has(parameter.name())) {
        Path file = values.path(parameter.name());
        if (Files.isRegularFile(file)) {
          fingerprint.add("file " + parameter.name(), Sha256.ofFile(file));
        }
      }
    }
  }
}
