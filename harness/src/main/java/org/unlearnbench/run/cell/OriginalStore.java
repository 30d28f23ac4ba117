package org.unlearnbench.run.cell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Checkpoints;
import org.unlearnbench.result.AtomicFiles;
import org.unlearnbench.result.JsonFile;

/**
 * Trained originals by the hash of everything that shapes them: trained once, then reused by every
 * method, run and experiment with the same hash. A folder per original holds its weights and what
 * training took; it is there whole or not at all.
 */
public final class OriginalStore {
  private static final Logger LOG = LoggerFactory.getLogger(OriginalStore.class);
  private static final int FORMAT = 1;

  private final Path folder;

  public OriginalStore(Path folder) {
    this.folder = folder;
  }

  /** Whether that original is stored. */
  public boolean has(String key) {
    return Files.exists(description(key));
  }

  /** Forgets an original. */
  public void delete(String key) throws IOException {
    AtomicFiles.deleteFolder(folder.resolve(key));
  }

  private Path description(String key) {
    return folder.resolve(key).resolve("original.json");
  }

  private Path weights(String key) {
    return folder.resolve(key).resolve("model.safetensors");
  }

  /**
   * Original for a setting, trained now unless it is stored.
   *
   * @param listener hears of training epochs
   * @throws NonFiniteLossException if training diverges
   */
  Original get(String key, Setting setting, PhaseListener listener) throws IOException {
    Network network = setting.initialNetwork();
    try {
      if (has(key)) {
        try {
          double seconds = JsonFile.read(description(key), FORMAT).path("seconds").asDouble();
          Checkpoints.read(weights(key), network);
          return new Original(network, seconds);
        } catch (IOException e) {
          LOG.warn("the stored original is damaged and trained anew: {}", e.getMessage());
          delete(key);
          network.close();
          network = setting.initialNetwork();
        }
      }
      double seconds = train(network, setting, listener);
      store(key, network, seconds);
      return new Original(network, seconds);
    } catch (IOException | RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private static double train(Network network, Setting setting, PhaseListener listener) {
    Recipe recipe = setting.recipe();
    LabelledImages images = setting.train();
    long start = System.nanoTime();
    try {
      new Trainer(network, recipe)
          .train(
              setting.batches(images, recipe.batchSize(), "original"),
              Objective.taskLoss(images.task()),
              (done, total) -> listener.progress(Worker.TRAIN_ORIGINAL, done, total));
    } catch (NonFiniteLossException e) {
      throw new NonFiniteLossException("training Original, " + e.getMessage());
    }
    return Seconds.since(start);
  }

  private void store(String key, Network network, double seconds) throws IOException {
    Files.createDirectories(folder);
    Path partial = Files.createTempDirectory(folder, ".partial-");
    try {
      Checkpoints.write(partial.resolve("model.safetensors"), network);
      ObjectNode description = JsonFile.object(FORMAT).put("key", key).put("seconds", seconds);
      JsonFile.write(partial.resolve("original.json"), description);
      place(partial, key);
    } finally {
      AtomicFiles.deleteFolder(partial);
    }
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

  /**
   * A trained original.
   *
   * @param network belongs to the caller
   * @param seconds what training took when it was done
   */
  record Original(Network network, double seconds) {}
}
