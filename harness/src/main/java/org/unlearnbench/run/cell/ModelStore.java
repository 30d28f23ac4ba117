package org.unlearnbench.run.cell;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Checkpoints;
import org.unlearnbench.result.Cost;

/**
 * Trained models by the hash of everything that shapes them, so that cells, runs and experiments
 * with the same hash share one. A folder per model holds its weights and what making it took; it is
 * there whole or not at all.
 */
public final class ModelStore {
  private static final int FORMAT = 1;

  private final Path folder;

  private record Description(
      String key,
      double seconds,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Cost> cost) {}

  /**
   * What making a stored model took.
   *
   * @param cost absent where an older version stored it
   */
  record Made(double seconds, Optional<Cost> cost) {}

  public ModelStore(Path folder) {
    this.folder = folder;
  }

  /** Whether that model is stored. */
  public boolean has(String key) {
    return Files.exists(description(key));
  }

  /** Forgets a model. */
  public void delete(String key) throws IOException {
    AtomicFiles.deleteFolder(folder.resolve(key));
  }

  /**
   * Loads a stored model.
   *
   * @param network gets its parameters
   * @return what making it took when that was done
   * @throws IOException if it is damaged; the network stays as it was
   */
  Made read(String key, Network network) throws IOException {
    Description stored = JsonFile.read(description(key), FORMAT, Description.class);
    Checkpoints.read(weights(folder.resolve(key)), network);
    return new Made(stored.seconds, stored.cost);
  }

  /** Stores a model, unless an equal one has been stored meanwhile. */
  void write(String key, Network network, Spent spent) throws IOException {
    Files.createDirectories(folder);
    Path partial = Files.createTempDirectory(folder, ".partial-");
    try {
      Checkpoints.write(weights(partial), network);
      Description made = new Description(key, spent.seconds(), Optional.of(spent.cost()));
      JsonFile.write(partial.resolve("original.json"), FORMAT, made);
      place(partial, key);
    } finally {
      AtomicFiles.deleteFolder(partial);
    }
  }

  private Path description(String key) {
    return folder.resolve(key).resolve("original.json");
  }

  private static Path weights(Path model) {
    return model.resolve("model.safetensors");
  }

  private void place(Path finished, String key) throws IOException {
    Path place = folder.resolve(key);
    try {
      Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException occupied) {
      // Another process may have trained it meanwhile: an equal one, so it stays. What is left of
      // one that was deleted half makes room.
      if (!has(key)) {
        delete(key);
        Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
