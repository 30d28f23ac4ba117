package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.run.extension.Extensions;

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
        new Fingerprint("engine/1")
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
    return new Fingerprint("original/1")
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
  String cell(String originalKey, Component component) throws IOException {
    var method = extensions.methods().get(component.name());
    Fingerprint fingerprint =
        new Fingerprint("cell/1")
            .add("original", originalKey)
            .add("method", component.name())
            .add("method code", code.of(method.getClass()))
            .add("parameters", component.values().toString())
            .add("keeps its model", Boolean.toString(experiment.keepModels()))
            .add("probes", experiment.probes().toString());
    addFiles(fingerprint, component.values(), method.info().parameters());
    addSteps(fingerprint, component.values(), method.info().parameters());
    return fingerprint.hex();
  }

  /** A method made of others is shaped by their code, too. */
  private void addSteps(Fingerprint fingerprint, ParameterValues values, List<Parameter> parameters)
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
      Fingerprint fingerprint, ParameterValues values, List<Parameter> parameters)
      throws IOException {
    for (Parameter parameter : parameters) {
      if (parameter.type() == Parameter.Type.PATH && values.has(parameter.name())) {
        Path file = values.path(parameter.name());
        if (Files.isRegularFile(file)) {
          fingerprint.add("file " + parameter.name(), Fingerprint.ofFile(file));
        }
      }
    }
  }
}
