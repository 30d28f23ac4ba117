package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.unlearnbench.result.Publisher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./unlearn leaderboard}: one board over many runs. */
@Command(
    name = "leaderboard",
    description = {
      "Builds one board, as CSV and as a page, from run directories and from row files such as"
          + " results/*.json. Rows that do not say completely where they come from are refused."
    },
    footer = {
      "  ./unlearn leaderboard results -o results/leaderboard.csv",
      "  ./unlearn leaderboard results/runs/* -o board.csv --rows results",
      "",
      "Rows of a run with a verification.json are marked as made again:",
      "  ./unlearn verify RUN_DIR --json > RUN_DIR/verification.json"
    })
public final class LeaderboardCommand extends Subcommand {

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
  public Integer call() throws IOException {
    Publisher.BoardRequest request =
        new Publisher.BoardRequest(sources, csv, Optional.ofNullable(rows), ranking, allowDirty);
    Publisher.Board outcome = build(request);
    tell(outcome.notes().stream().map(line -> "note: " + line).toList());
    tell(outcome.refused().stream().map(line -> "refused: " + line).toList());
    String where = outcome.taken() == 0 ? "" : ": " + csv;
    out().print(outcome.taken() + " rows, " + outcome.refused().size() + " refused" + where + "\n");
    return outcome.refused().isEmpty() ? 0 : Failures.FOUND_SOMETHING;
  }

  private static Publisher.Board build(Publisher.BoardRequest request) throws IOException {
    for (Publisher publisher : ServiceLoader.load(Publisher.class)) {
      Optional<Publisher.Board> board = publisher.leaderboard(request);
      if (board.isPresent()) {
        return board.get();
      }
    }
    throw new IllegalStateException("no module that builds boards");
  }
}
