package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** {@code ./unlearn published}: what others have published, and what can be said of it. */
@Command(
    name = "published",
    description = "Prints published rows, each with a check of its arithmetic and a verdict.",
    footer = {
      "  ./unlearn published --dataset mufac --method scrub",
      "  ./unlearn published --verdict 'impossible arithmetic'",
      "  ./unlearn published results/runs/mufac-published --source ndb796 --csv rows.csv"
    })
final class PublishedCommand extends Subcommand {
  @Mixin private Plugins plugins;

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN_DIR",
      description = "Run directories to hold the rows against.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--numbers",
      paramLabel = "FILE.csv|DIR",
      description = "Where the rows are (default: experiments/published).")
  private Path numbers;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Only this data set, as mufac or mucac-male.")
  private String dataset;

  @Option(names = "--method", paramLabel = "NAME", description = "Only this method, by our name.")
  private String method;

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "Only repositories or papers with this in their name.")
  private String source;

  @Option(
      names = "--verdict",
      paramLabel = "TEXT",
      description =
          "Only rows with this verdict: reproduced, not reproduced, other protocol, impossible"
              + " arithmetic, does nothing, not run here.")
  private String verdict;

  @Option(
      names = "--csv",
      paramLabel = "FILE.csv",
      description = "Also write the rows with all that is told of them.")
  private Path csv;

  @Override
  public Integer call() throws IOException {
    Extensions extensions = plugins.load();
    Path rows = numbers == null ? home().resolve("experiments/published") : numbers;
    List<String> columns = extensions.metrics().stream().map(Metric::column).toList();
    Publisher.Query query =
        new Publisher.Query(
            Optional.ofNullable(dataset),
            Optional.ofNullable(method),
            Optional.ofNullable(source),
            Optional.ofNullable(verdict),
            Optional.ofNullable(csv));
    List<RunDirectory> opened = new ArrayList<>();
    for (Path run : runs) {
      opened.add(new Scorer(extensions.metrics()).scored(StoredRun.open(run)));
    }
    for (Publisher publisher : extensions.publishers()) {
      Optional<Publisher.Published> read =
          publisher.published(rows, extensions.vocabulary(), columns);
      if (read.isPresent()) {
        out().print(read.get().list(query, opened, Terminal.outputWidth()));
      }
    }
    return 0;
  }
}
