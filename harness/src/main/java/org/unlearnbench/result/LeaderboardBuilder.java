package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.io.InputException;

/** Builds one board over many runs; found by {@link java.util.ServiceLoader}. */
public interface LeaderboardBuilder {

  /**
   * What is asked for.
   *
   * @param sources run directories, folders of row files, or row files
   * @param csv where the board goes; a page goes beside it, with the extension {@code html}
   * @param rows folder that gets a row file for every row, if wanted
   * @param ranking column of the metric that ranks
   * @param allowDirty also take rows made from a checkout with changes that no commit holds
   */
  record Request(
      List<Path> sources, Path csv, Optional<Path> rows, String ranking, boolean allowDirty) {}

  /**
   * What became of the rows.
   *
   * @param taken number of rows on the board
   * @param refused one line per problem: which row, and what is wrong with it
   */
  record Outcome(int taken, List<String> refused) {}

  /**
   * Builds the board from all rows that say completely where they come from. Writes nothing if
   * there are none.
   *
   * @throws InputException if a source is missing, or a file in it is damaged
   * @throws InputException if no row has the ranking column, or it cannot rank
   */
  Outcome build(Request request) throws IOException;
}
