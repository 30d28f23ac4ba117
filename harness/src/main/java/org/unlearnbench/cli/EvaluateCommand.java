package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.nn.checkpoint.WeightsFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.RunProgress;
import org.unlearnbench.run.Runner;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./unlearn evaluate}: scores a model from elsewhere on an experiment's data sets. */
@Command(
    name = "evaluate",
    description = {
      "Scores the weights of another program on every split of an experiment's data sets, and"
          + " writes the same files as a run. Reads safetensors and PyTorch's state dicts (zip"
          + " format); nothing in a file is executed. Outputs are taken as the data set's classes"
          + " in its order; a file that names its classes in another one is refused."
    },
    footer = {
      "  ./unlearn evaluate --weights theirs.pth --config experiments/cmu-mufac.yaml",
      "  ./unlearn evaluate --weights theirs.safetensors --config x.yaml --dataset mufac --json",
      "",
      "To see it on one board with methods that run here, name it in an experiment file:",
      "  methods: [original, retrain, {method: external, as: theirs, weights: theirs.pth}]"
    })
final class EvaluateCommand extends Subcommand {
  @Mixin private Plugins plugins;
  @Mixin private Settings settings;
  @Mixin private Folders folders;
  @Mixin private Workers workers;

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "Weights with torchvision's names: safetensors or .pth.")
  private Path weightsFile;

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description =
          "Which state dict of a .pth file that has several: its name, or names with / between.")
  private String key;

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
      description =
          "Seed the row is filed under: 0.."
              + Experiment.MAX_SEED
              + " (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print the scores as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Extensions extensions = plugins.load();
    Experiment given = settings.read(config, extensions);
    Optional<String> chosen = Optional.ofNullable(key);
    WeightsFile weights = WeightsFile.read(weightsFile.toAbsolutePath().normalize(), chosen);
    Evaluation evaluation = Evaluation.of(weights, chosen, Optional.ofNullable(name), seed);
    Experiment experiment = evaluation.experiment(given, datasets, extensions.methods());
    Places places = folders.places(plugins);
    RunProgress progress = new WithoutReasons(Terminal.progress());
    Outcome outcome =
        Runner.local(extensions, places, progress, experiment, 0, workers.timeout(this))
            .run(experiment, false);
    if (!outcome.failed().isEmpty()) {
      tell(outcome.failed().stream().map(evaluation::withPath).toList());
      // Weights that do not fit are the user's input; anything else is a cell that failed.
      boolean misfit = outcome.failed().stream().allMatch(evaluation::isAboutTheFile);
      return misfit ? Failures.WRONG_INPUT : Failures.FOUND_SOMETHING;
    }
    StoredRun run = outcome.results();
    for (Cell cell : run.cells()) {
      if (experiment.asksFor(cell.dataset(), cell.method(), cell.seed())) {
        ClassOrder.ofFile(weights, cell).ifPresent(line -> tell(List.of(line)));
      }
    }
    if (json) {
      tell(ClassOrder.ofPredictions(List.of(run)));
      out().print(JsonFile.text(evaluation.json(run, experiment)));
    } else {
      printBoard(extensions, List.of(run));
    }
    return 0;
  }

  /** Shows progress, but not why a cell failed: that is told once, when all is over. */
  private record WithoutReasons(RunProgress shown) implements RunProgress {
    @Override
    public void begin(int cells, int originals) {
      shown.begin(cells, originals);
    }

    @Override
    public void progress(String cell, String phase, int done, int total) {
      shown.progress(cell, phase, done, total);
    }

    @Override
    public void ended(String cell, String outcome) {
      shown.ended(cell, outcome.startsWith("failed: ") ? "failed" : outcome);
    }

    @Override
    public void note(String line) {
      shown.note(line);
    }

    @Override
    public void close() {
      shown.close();
    }
  }
}
