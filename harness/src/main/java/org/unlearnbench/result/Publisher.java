package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.io.InputException;

/**
 * Makes what people read out of stored results: tables, figures, pages; found by {@link
 * java.util.ServiceLoader}. A plug-in that adds a report of its own needs {@link #write} alone.
 * Equal results give byte-identical files and texts.
 */
public interface Publisher {

  /** Name for messages. */
  String name();

  /** Where among the publishers this one comes; lower first. */
  default int order() {
    return 100;
  }

  /**
   * The same publisher with figures of another size.
   *
   * @param width of a figure in points, a 72nd of an inch
   * @param letters size of the letters in points
   */
  default Publisher sized(double width, double letters) {
    return this;
  }

  /** The same publisher, whose reports have these numbers, read by itself, beside ours. */
  default Publisher beside(Published numbers) {
    return this;
  }

  /**
   * Writes its files into {@code out}, which exists; called after every run and by {@code ./unlearn
   * report}.
   *
   * @param runs at least one run directory
   */
  void write(List<RunDirectory> runs, Path out) throws IOException;

  /**
   * The board that a command prints when it is done: plain text that ends with a line feed, or
   * nothing.
   *
   * @param runs at least one run directory
   * @param width columns the terminal has; wider tables drop their least important columns
   */
  default String board(List<RunDirectory> runs, int width) throws IOException {
    return "";
  }

  /**
   * Builds one board over many runs from all rows that say completely where they come from. Writes
   * nothing if there are none.
   *
   * @return nothing if this publisher makes no such boards
   * @throws InputException if a source is missing, a file in it is damaged, or no row has the
   *     ranking column or it cannot rank
   */
  default Optional<Board> leaderboard(BoardRequest request) throws IOException {
    return Optional.empty();
  }

  /**
   * Reads published numbers, to hold runs against.
   *
   * @param numbers CSV file, or a folder of such files
   * @param vocabulary to read the recipes that go with them
   * @param metrics columns that may occur
   * @return nothing if this publisher compares nothing
   * @throws InputException if a recipe cannot be read
   */
  default Optional<Published> published(Path numbers, Vocabulary vocabulary, List<String> metrics)
      throws IOException {
    return Optional.empty();
  }

  /**
   * What board is asked for.
   *
   * @param sources run directories, folders of row files, or row files
   * @param csv where the board goes; a page goes beside it, with the extension {@code html}
   * @param rows folder that gets a row file for every row, if wanted
   * @param ranking column of the metric that ranks
   * @param allowDirty also take rows made from a checkout with changes that no commit holds
   */
  record BoardRequest(
      List<Path> sources, Path csv, Optional<Path> rows, String ranking, boolean allowDirty) {}

  /**
   * What became of the rows of a board.
   *
   * @param taken number of rows on the board
   * @param refused one line per problem: which row, and what is wrong with it
   * @param notes what is to be known of rows that are on it
   */
  record Board(int taken, List<String> refused, List<String> notes) {}

  /**
   * Which published rows; an empty one keeps all.
   *
   * @param dataset our name of the data set
   * @param method our name of the method
   * @param source part of a repository's name or of a paper's
   * @param verdict such as {@code does nothing}
   * @param csv file to write the rows into, if wanted
   */
  record Query(
      Optional<String> dataset,
      Optional<String> method,
      Optional<String> source,
      Optional<String> verdict,
      Optional<Path> csv) {}

  /** Published numbers that were read. */
  interface Published {

    /**
     * Holds every number against every run.
     *
     * @param out folder of the report
     * @param width columns the terminal has
     * @return what to show on the screen
     * @throws InputException if a run's configuration cannot be read
     */
    String compare(List<RunDirectory> runs, Path out, int width) throws IOException;

    /**
     * The published rows themselves, each with a verdict.
     *
     * @param runs to hold them against, may be none
     * @param width columns the terminal has
     * @throws InputException if the query names what no row has, or as {@link #compare}
     */
    String list(Query query, List<RunDirectory> runs, int width) throws IOException;
  }
}
