package org.unlearnbench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.Registry;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.method.ExternalModel;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.checkpoint.WeightsFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredRun;

/**
 * The judging of one weights file, as an experiment of its own: the given one's data sets and
 * network, and the external model as its only method.
 *
 * @param path the weights file
 * @param key which state dict, if the file has several
 * @param format what kind of file it is
 * @param sha256 its hash: the worker refuses a file that changed meanwhile
 * @param label name of the method
 * @param seed seed the rows are filed under
 */
record Evaluation(
    Path path, Optional<String> key, String format, String sha256, String label, long seed) {
  private static final String PREFIX = ExternalModel.NAME + ":";

  /** Longest name of methods and runs. */
  private static final int MAX_NAME = 64;

  private static final int HASH_DIGITS = 8;

  /**
   * The judging of a file.
   *
   * @param key which state dict was read, if the file has several
   * @param name what to call it instead of by its file name
   * @throws InputException if the seed is out of range
   */
  static Evaluation of(WeightsFile weights, Optional<String> key, Optional<String> name, long seed)
      throws InputException {
    if (seed < 0 || seed > Experiment.MAX_SEED) {
      throw new InputException(
          "--seed: found " + seed + ", expected an integer in 0.." + Experiment.MAX_SEED);
    }
    String label = PREFIX + name.orElse(weights.path().getFileName().toString());
    String sha256 = weights.sha256();
    return new Evaluation(
        weights.path(), key, weights.format().title(), sha256, plain(label, sha256), seed);
  }

  /** A name that can be a folder; one that is too long ends in the start of the file's hash. */
  private static String plain(String name, String sha256) {
    String plain = name.replaceAll("[^A-Za-z0-9._+:-]", "-");
    return plain.length() <= MAX_NAME
        ? plain
        : plain.substring(0, MAX_NAME - HASH_DIGITS - 1) + "-" + sha256.substring(0, HASH_DIGITS);
  }

  /**
   * The experiment that judges the file.
   *
   * @param given whose data sets and network are used
   * @param datasets labels of the data sets to use; empty: all
   * @throws InputException if there is no such data set
   */
  public Experiment experiment(
      Experiment given, List<String> datasets, Registry<UnlearningMethod> methods)
      throws InputException {
    ParameterValues values =
        ParameterValues.defaults(methods.get(ExternalModel.NAME).info().parameters())
            .with(ExternalModel.WEIGHTS, path.toString())
            .with(ExternalModel.SHA256, sha256)
            .with(ExternalModel.KEY, key.orElse(""));
    return new Experiment(
        Experiment.standard(
                plain(given.name() + "-" + label, sha256),
                "The weights " + path.getFileName() + " on the data of " + given.name() + ".")
            .with("threads", (long) given.threads())
            .with("ranking", given.ranking()),
        List.of(seed),
        given.network(),
        chosen(given.data(), datasets),
        given.training(),
        List.of(new Component(ExternalModel.NAME, label, values)));
  }

  private static List<Component> chosen(List<Component> all, List<String> labels)
      throws InputException {
    if (labels.isEmpty()) {
      return all;
    }
    List<String> valid = all.stream().map(Component::label).toList();
    List<String> problems = new ArrayList<>();
    for (String label : labels) {
      if (!valid.contains(label)) {
        problems.add("--dataset: found '" + label + "', " + Nearest.hint(label, valid));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return all.stream().filter(component -> labels.contains(component.label())).toList();
  }

  /** Whether a failure (a line that names the cell, then the reason) is the weights file's. */
  boolean isAboutTheFile(String failure) {
    return failure.contains(" failed: " + path.getFileName() + ": ");
  }

  /** A failure with the file's whole path, which results do not tell. */
  String withPath(String failure) {
    return failure.replace(" failed: " + path.getFileName() + ": ", " failed: " + path + ": ");
  }

  /** The scores that were asked for; a score that is not a number is null. */
  ObjectNode json(StoredRun run, Experiment asked) {
    ObjectNode node = JsonFile.object();
    node.put("method", label);
    node.put("weights", path.toString());
    node.put("format", format);
    node.put("sha256", sha256);
    node.put("results", new RunLayout(run.path()).runs().toString());
    ObjectNode datasets = node.putObject("datasets");
    for (Cell cell : run.cells()) {
      if (!asked.asksFor(cell.dataset(), cell.method(), cell.seed())) {
        continue;
      }
      ObjectNode metrics = datasets.putObject(cell.dataset());
      cell.metrics().forEach((column, value) -> metrics.set(column, JsonFile.number(value)));
    }
    return node;
  }
}
