package org.unlearnbench.result;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something in a run directory that is not as it was made.
 *
 * @param cell whose file it is; absent if it is the run's
 * @param file which file
 * @param problem what is wrong with it
 * @param beside whether results can be believed without it: a report leaves it out and says so
 */
public record Fault(Optional<CellId> cell, Path file, String problem, boolean beside) {

  /** Whether it is about a cell's log, which cannot be made again but with the cell. */
  public boolean isOfLog() {
    return cell.isPresent() && file.endsWith(RunLayout.log(Path.of("")));
  }

  /** The line for the user. */
  public String text() {
    return file + ": " + problem;
  }
}
