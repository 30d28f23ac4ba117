package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.RunDirectory;

/** What a report leaves out: files beside the results that are damaged, and what is wrong. */
public final class Omissions {
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Map<Path, String> damaged = new HashMap<>();

  /** For a page of these runs; what they know to be damaged is not read. */
  public Omissions(List<RunDirectory> runs) {
    runs.forEach(run -> damaged.putAll(run.damaged()));
  }

  /** Reads a file. */
  @FunctionalInterface
  public interface Reading<T> {
    T read() throws IOException;
  }

  /** Reads the file it is told of. */
  @FunctionalInterface
  public interface FileReading<T> {
    T read(Path file) throws IOException;
  }

  /**
   * What is read of an artefact, in seed order, for the finished cells of a method that left it.
   */
  public <T> Map<SeedCell, T> ofCells(
      MethodSummary method, String artefact, FileReading<T> reading) {
    Map<SeedCell, T> all = new LinkedHashMap<>();
    for (SeedCell cell : method.finished()) {
      Path file = cell.artefact(artefact);
      if (Files.exists(file)) {
        read(file, () -> reading.read(file)).ifPresent(value -> all.put(cell, value));
      }
    }
    return all;
  }

  /** What is read of {@code file}, nothing if that cannot be read. */
  public <T> Optional<T> read(Path file, Reading<T> reading) {
    String known = damaged.get(file);
    if (known != null) {
      faults.add(known);
      return Optional.empty();
    }
    try {
      return Optional.of(reading.read());
    } catch (InputException e) {
      faults.add(e.getMessage());
    } catch (IOException | RuntimeException e) {
      // Decoders of the JDK throw anything at pictures and texts that are cut or forged.
      faults.add(file + ": cannot be read: " + e.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  /** Which file, and what is wrong with it, a line each. */
  public List<String> faults() {
    return List.copyOf(faults);
  }
}
