package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Checkpoints;

/**
 * Trained models by the hash of everything that shapes them, so that cells, runs and experiments
 * with the same hash share one. A folder per model holds its weights and what making it took; it is
 * there whole or not at all.
 */
public final class ModelStore {
  private static final int FORMAT = 1;

  private final Path folder;

  private record Description(String key, double seconds) {}

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
   * @return seconds that making it took
   * @throws IOException if it is damaged; the network stays as it was
   */
  double read(String key, Network network) throws IOException {
    double seconds = JsonFile.read(description(key), FORMAT, Description.class).seconds;
    Checkpoints.read(weights(folder.resolve(key)), network);
    return seconds;
  }

  /** Stores a model, unless an equal one has been stored meanwhile. */
  void write(String key, Network network, double seconds) throws IOException {
    Files.createDirectories(folder);
    Path partial = Files.createTempDirectory(folder, ".partial-");
    try {
      Checkpoints.write(weights(partial), network);
      JsonFile.write(partial.resolve("original.json"), FORMAT, new Description(key, seconds));
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
