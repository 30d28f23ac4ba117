package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.result.LeaderboardBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./unlearn leaderboard}: one board over many runs. */
@Command(
    name = "leaderboard",
    mixinStandardHelpOptions = true,
    description = {
      "Builds one board, as CSV and as a page, from run directories and from row files such as"
          + " results/*.json. Rows that do not say completely where they come from are refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn leaderboard results -o results/leaderboard.csv",
      "  ./unlearn leaderboard results/runs/* -o board.csv --rows results",
      "",
      "Rows of a run with a verification.json are marked as made again:",
      "  ./unlearn verify RUN_DIR --json > RUN_DIR/verification.json"
    })
public final class LeaderboardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Run directories, folders of row files, or row files.")
  private List<Path> sources;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE.csv",
      description = "The board; FILE.html goes beside it.")
  private Path csv;

  @Option(
      names = "--rows",
      paramLabel = "DIR",
      description = "Also write a row file per row, ready to be submitted.")
  private Path rows;

  @Option(
      names = "--rank-by",
      paramLabel = "METRIC",
      defaultValue = "nomus",
      description = "Column that ranks (default: ${DEFAULT-VALUE}).")
  private String ranking;

  @Option(
      names = "--allow-dirty",
      description = "Take rows from a checkout with uncommitted changes, too.")
  private boolean allowDirty;

  @Override
  public Integer call() throws IOException, ConfigException {
    LeaderboardBuilder builder =
        ServiceLoader.load(LeaderboardBuilder.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no module that builds boards"));
    LeaderboardBuilder.Request request =
        new LeaderboardBuilder.Request(
            sources, csv, Optional.ofNullable(rows), ranking, allowDirty);
    LeaderboardBuilder.Outcome outcome = builder.build(request);
    PrintWriter err = spec.commandLine().getErr();
    outcome.refused().forEach(line -> err.print("refused: " + line + "\n"));
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    String where = outcome.taken() == 0 ? "" : ": " + csv;
    out.print(outcome.taken() + " rows, " + outcome.refused().size() + " refused" + where + "\n");
    out.flush();
    return outcome.refused().isEmpty() ? 0 : Problems.FOUND_SOMETHING;
  }
}
