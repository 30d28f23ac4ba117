package org.unlearnbench.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.run.cell.Job;
import org.unlearnbench.run.memory.WorkerNeed;

/**
 * Gets jobs done somewhere: in local worker processes, or on a cluster whose machines share the run
 * directory. A job's worker puts finished and failed cells in place itself; an executor reports
 * them, and reports the cells a worker could not finish.
 */
public interface Executor {

  /**
   * Sees to it that workers have the memory they need.
   *
   * @return what the user should know
   * @throws InputException if not even one worker would have it
   */
  Optional<String> reserve(WorkerNeed need) throws InputException;

  /**
   * Does the jobs and returns when every cell has ended, or soon after {@link #stop}.
   *
   * @param listener is called from one thread at a time
   */
  void execute(List<Job> jobs, CellListener listener) throws IOException, InterruptedException;

  /** Ends all work at once; cells under way leave nothing behind. May be called by any thread. */
  void stop();

  /** Hears what becomes of cells. */
  interface CellListener {

    void started(CellId cell) throws IOException;

    /**
     * A unit of a cell's work is over.
     *
     * @param phase what is being done
     */
    void progress(CellId cell, String phase, int done, int total);

    /** A cell's files are in place; they say whether it went well. */
    void ended(CellId cell) throws IOException;

    /**
     * A cell's worker ended without putting it in place.
     *
     * @param reason one line
     */
    void lost(Job job, PlannedCell cell, String reason) throws IOException;

    /** Something the user should read. */
    void note(String line);
  }
}
