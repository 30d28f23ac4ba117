package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.unlearnbench.io.InputException;

/** What a report leaves out: files beside the results that are damaged, and what is wrong. */
public final class Omissions {
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /** Reads a file. */
  @FunctionalInterface
  public interface Reading<T> {
    T read() throws IOException;
  }

  /** What is read of {@code file}, nothing if that cannot be read. */
  public <T> Optional<T> read(Path file, Reading<T> reading) {
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
