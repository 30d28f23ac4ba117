package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.nn.Network;

/**
 * Trained originals by the hash of everything that shapes them: trained once, then reused by every
 * method, run and experiment with the same hash.
 */
public final class OriginalStore {
  private static final Logger LOG = LoggerFactory.getLogger(OriginalStore.class);

  private final ModelStore models;

  public OriginalStore(Path folder) {
    this.models = new ModelStore(folder);
  }

  /** Whether that original is stored. */
  public boolean has(String key) {
    return models.has(key);
  }

  /** Forgets an original, or another model that is stored beside them. */
  public void delete(String key) throws IOException {
    models.delete(key);
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
          return new Original(network, models.read(key, network));
        } catch (IOException e) {
          LOG.warn("the stored original is damaged and trained anew: {}", e.getMessage());
          delete(key);
          network.close();
          network = setting.initialNetwork();
        }
      }
      double seconds = train(network, setting, listener);
      models.write(key, network, seconds);
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

  /**
   * A trained original.
   *
   * @param network belongs to the caller
   * @param seconds what training took when it was done
   */
  record Original(Network network, double seconds) {}
}
