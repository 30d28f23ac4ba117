package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Checksums;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.RunLayout;

/**
 * All a worker needs to know: cells of one data set and seed, done one after the other. A job can
 * be stored, sent elsewhere and done twice without harm.
 *
 * @param places where things are found and left
 * @param experiment with all defaults, as it was read
 * @param dataset label of the data set
 * @param manifestHash the data set's hash: the worker refuses other data
 * @param seed the run's seed
 * @param originalKey hash of everything that shapes Original
 * @param retrained every Retrained of that data set and seed; the key is the hash of everything
 *     that shapes the model. Where cells are compared with weights, it is with those of the first
 * @param cells what to do, in this order
 * @param environment what a result says about where it was made
 */
public record Job(
    Places places,
    Experiment experiment,
    String dataset,
    String manifestHash,
    long seed,
    String originalKey,
    List<PlannedCell> retrained,
    List<PlannedCell> cells,
    Map<String, String> environment) {
  private static final int FORMAT = 1;

  public Job {
    retrained = List.copyOf(retrained);
    cells = List.copyOf(cells);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** The same job with fewer cells. */
  public Job with(List<PlannedCell> fewer) {
    return new Job(
        places,
        experiment,
        dataset,
        manifestHash,
        seed,
        originalKey,
        retrained,
        fewer,
        environment);
  }

  /** The same job, whose results say how many workers were at work side by side. */
  public Job beside(int workers) {
    Map<String, String> told = new LinkedHashMap<>(environment);
    told.put(Cell.WORKERS, Integer.toString(workers));
    return new Job(
        places, experiment, dataset, manifestHash, seed, originalKey, retrained, cells, told);
  }

  /** The run directory. */
  public RunLayout layout() {
    return new RunLayout(places.run(experiment.name()));
  }

  /** Writes the job to a file for a worker. */
  public void write(Path file) throws IOException {
    JsonFile.write(file, FORMAT, this);
  }

  /** Reads what {@link #write} wrote. */
  public static Job read(Path file) throws IOException {
    return JsonFile.read(file, FORMAT, Job.class);
  }

  /**
   * Puts a cell in place that says why it failed; what it left behind so far is kept with it.
   *
   * @param title the method's title
   * @param parameters the method's settings
   * @param plugIns what of it comes from jars
   * @param reason one line
   */
  public void fail(
      PlannedCell cell,
      String title,
      Map<String, Object> parameters,
      List<PlugIn> plugIns,
      String reason)
      throws IOException {
    Path staging = layout().staging(cell.id());
    new Cell(
            dataset,
            cell.method(),
            title,
            seed,
            Cell.Status.FAILED,
            reason,
            Map.of(),
            Map.of(),
            parameters)
        .with(plugIns)
        .madeOf(cell.key(), Optional.empty(), environment)
        .holding(Checksums.ofCell(staging))
        .write(staging);
    AtomicFiles.replaceFolder(staging, layout().cell(cell.id()));
  }
}
