package org.unlearnbench.result;

import java.nio.file.Path;

/**
 * Where things lie in a run directory.
 *
 * @param root the run directory
 */
public record RunLayout(Path root) {

  public Path config() {
    return root.resolve("config.resolved.yaml");
  }

  public Path plan() {
    return root.resolve("plan.json");
  }

  public Path provenance() {
    return root.resolve("provenance.json");
  }

  /** What the columns of metrics mean. */
  public Path metrics() {
    return root.resolve("metrics.json");
  }

  public Path runs() {
    return root.resolve("runs.csv");
  }

  /** What verification said of its cells, where that was kept. */
  public Path verification() {
    return root.resolve("verification.json");
  }

  public Path cells() {
    return root.resolve("cells");
  }

  /** Written when all reports are: the hash of the results they were made from. */
  public Path reported() {
    return root.resolve(".reported");
  }

  /** Held by the process that writes. */
  public Path lock() {
    return root.resolve(".lock");
  }

  /** The folder of a cell. */
  public Path cell(CellId id) {
    return cells().resolve(id.path());
  }

  /**
   * Where a cell is made before it is moved to {@link #cell}; beside it, so that a move is one
   * step.
   */
  public Path staging(CellId id) {
    return beside(id, ".partial");
  }

  /** Where a cell's log is written until the cell is there. */
  public Path stagingLog(CellId id) {
    return beside(id, ".log");
  }

  private Path beside(CellId id, String suffix) {
    Path cell = cell(id);
    return cell.resolveSibling("." + cell.getFileName() + suffix);
  }

  /** A cell's description and numbers: written last, so that it says the cell is complete. */
  public static Path result(Path cell) {
    return cell.resolve("result.json");
  }

  /** A cell's per-sample outputs. */
  public static Path outputs(Path cell) {
    return cell.resolve("outputs.csv.gz");
  }

  /** What a cell's worker printed. */
  public static Path log(Path cell) {
    return cell.resolve("log.txt");
  }

  /** What a cell's method left to look at. */
  public static Path artefacts(Path cell) {
    return cell.resolve("artefacts");
  }

  /** A cell's weights, where the experiment keeps them. */
  public static Path model(Path cell) {
    return cell.resolve("model.safetensors");
  }
}
