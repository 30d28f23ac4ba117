package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.io.InputException;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.Scorer;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./unlearn report}: metrics, tables and figures again, from stored outputs alone. */
@Command(
    name = "report",
    description = "Makes tables and figures from stored results; needs no model and no data.",
    footer = {
      "  ./unlearn report results/runs/quickstart",
      "  ./unlearn report results/runs/cmu-mufac results/runs/cmu-mucac --out results/both",
      "  ./unlearn report results/runs/mufac-published --published experiments/published/mufac.csv"
    })
public final class ReportCommand extends Subcommand {
  @Mixin private Plugins plugins;

  @Parameters(arity = "1..*", paramLabel = "RUN_DIR", description = "Run directories.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write (default: into the run directory, if it is one).")
  private Path folder;

  @Option(
      names = "--published",
      paramLabel = "FILE.csv",
      description =
          "Published numbers to hold the results against: also writes tables/reproduction.*.")
  private Path published;

  @Override
  public Integer call() throws IOException {
    if (folder == null && runs.size() > 1) {
      throw misuse("several run directories need --out DIR");
    }
    Extensions extensions = plugins.load();
    List<Publisher.Published> numbers = published == null ? List.of() : published(extensions);
    List<RunDirectory> opened = new ArrayList<>();
    for (Path run : runs) {
      StoredRun scored = new Scorer(extensions.metrics()).score(StoredRun.open(run));
      if (scored.cells().isEmpty()) {
        throw new InputException(run + ": has no finished cell, there is nothing to report");
      }
      opened.add(scored);
    }
    Path target = folder == null ? runs.get(0) : folder;
    Files.createDirectories(target);
    for (Publisher publisher : extensions.publishers()) {
      publisher.write(opened, target);
    }
    printBoard(extensions, opened);
    for (Publisher.Published beside : numbers) {
      out().print(beside.compare(opened, target, Terminal.outputWidth()));
    }
    return 0;
  }

  /** Read before the work starts, so that a fault in them shows at once. */
  private List<Publisher.Published> published(Extensions extensions) throws IOException {
    List<String> columns = extensions.metrics().stream().map(Metric::column).toList();
    List<Publisher.Published> all = new ArrayList<>();
    for (Publisher publisher : extensions.publishers()) {
      publisher.published(published, extensions.vocabulary(), columns).ifPresent(all::add);
    }
    return all;
  }
}
