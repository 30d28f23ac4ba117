package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.unlearnbench.cli.evaluate.Evaluation;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.nn.checkpoint.CheckpointException;
import org.unlearnbench.nn.checkpoint.WeightsFile;
import org.unlearnbench.result.JsonFile;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.Outcome;
import org.unlearnbench.run.Places;
import org.unlearnbench.run.RunProgress;
import org.unlearnbench.run.Runner;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./unlearn evaluate}: scores a model from elsewhere on an experiment's data sets. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Scores the weights of another program on every split of an experiment's data sets, and"
          + " writes the same files as a run. Reads safetensors and PyTorch's state dicts (zip"
          + " format); nothing in a file is executed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn evaluate --weights theirs.pth --config experiments/cmu-mufac.yaml",
      "  ./unlearn evaluate --weights theirs.safetensors --config x.yaml --dataset mufac --json",
      "",
      "To see it on one board with methods that run here, name it in an experiment file:",
      "  methods: [original, retrain, {method: external, as: theirs, weights: theirs.pth}]"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private FolderOptions folders;

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "Weights with torchvision's names: safetensors or .pth.")
  private Path weightsFile;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE.yaml",
      description = "Experiment whose data sets and network are used.")
  private Path config;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      split = ",",
      description = "Only these of its data sets.")
  private List<String> datasets = new ArrayList<>();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Stands for the file's name in external:NAME, the row's name.")
  private String name;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed the row is filed under (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Changes one setting of the experiment. May be repeated.")
  private List<String> set = new ArrayList<>();

  @Option(names = "--json", description = "Print the scores as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    Extensions extensions = common.extensions();
    Experiment given =
        new ExperimentReader(extensions.vocabulary())
            .read(config, new Overrides(set, Optional.empty(), Optional.empty()));
    Evaluation evaluation = Evaluation.of(weights(), Optional.ofNullable(name), seed);
    Experiment experiment = evaluation.experiment(given, datasets, extensions.methods());
    Places places = folders.places(common);
    RunProgress progress = Terminal.progress();
    Outcome outcome =
        Runner.local(extensions, places, progress, experiment, 0).run(experiment, false);
    if (!outcome.failed().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      outcome.failed().forEach(err::println);
      err.flush();
      // Weights that do not fit are the user's input; anything else is a cell that failed.
      boolean misfit = outcome.failed().stream().allMatch(evaluation::isAboutTheFile);
      return misfit ? Problems.WRONG_INPUT : Problems.FOUND_SOMETHING;
    }
    StoredRun run = StoredRun.open(outcome.run());
    PrintWriter results = spec.commandLine().getOut();
    if (json) {
      results.print(JsonFile.text(evaluation.json(run)));
      results.flush();
    } else {
      Board.print(extensions, List.of(run), results);
    }
    return 0;
  }

  private WeightsFile weights() throws IOException, ConfigException {
    try {
      return WeightsFile.read(absolute(weightsFile));
    } catch (CheckpointException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
