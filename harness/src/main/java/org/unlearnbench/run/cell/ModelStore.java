package org.unlearnbench.run.cell;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Checkpoints;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.TrainingCurve;

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
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Cost> cost,
      Optional<String> weightsSha256,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> workers,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<TrainingCurve> training) {}

  /**
   * What making a stored model took.
   *
   * @param cost absent where an older version stored it
   * @param workers how many were at work side by side, if that is known
   */
  record Made(double seconds, Optional<Cost> cost, Optional<String> workers) {}

  public ModelStore(Path folder) {
    this.folder = folder;
  }

  /** Whether that model is stored. */
  public boolean has(String key) {
    return Files.exists(description(key));
  }

  /**
   * What is wrong with a stored model, with its place; nothing if it is as it was stored, or if
   * there is none.
   */
  public Optional<String> fault(String key) throws IOException {
    if (!has(key)) {
      return Optional.empty();
    }
    try {
      described(key);
      return Optional.empty();
    } catch (InputException e) {
      return Optional.of(e.problems().get(0));
    }
  }

  /**
   * A model's description, once its weights are found to be those it was written for.
   *
   * @throws InputException if either is damaged
   */
  private Description described(String key) throws IOException {
    Description stored = JsonFile.read(description(key), FORMAT, Description.class);
    Path weights = weights(folder.resolve(key));
    if (!stored.key.equals(key)) {
      throw new InputException(description(key), "is the description of another model");
    }
    if (!Files.isRegularFile(weights)) {
      throw new InputException(weights, "no such file");
    }
    if (!stored.weightsSha256.equals(Optional.of(Sha256.ofFile(weights)))) {
      throw new InputException(
          weights,
          stored.weightsSha256.isEmpty()
              ? "was stored before there were checksums"
              : "is damaged or was changed: it has not the SHA-256 it was stored with");
    }
    return stored;
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
    Description stored = described(key);
    Checkpoints.read(weights(folder.resolve(key)), network);
    return new Made(stored.seconds, stored.cost, stored.workers);
  }

  /** How a stored model was trained; nothing if there is none, or an older version stored it. */
  Optional<TrainingCurve> training(String key) throws IOException {
    if (!has(key)) {
      return Optional.empty();
    }
    return JsonFile.read(description(key), FORMAT, Description.class).training;
  }

  /** Stores a model, unless an equal one has been stored meanwhile. */
  void write(String key, Network network, Made made, TrainingCurve training) throws IOException {
    Files.createDirectories(folder);
    Path partial = AtomicFiles.partialFolder(folder.resolve(key));
    try {
      Checkpoints.write(weights(partial), network);
      Description stored =
          new Description(
              key,
              made.seconds,
              made.cost,
              Optional.of(Sha256.ofFile(weights(partial))),
              made.workers,
              Optional.of(training));
      JsonFile.write(partial.resolve("original.json"), FORMAT, stored);
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
