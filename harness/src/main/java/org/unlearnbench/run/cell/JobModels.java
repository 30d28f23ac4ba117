package org.unlearnbench.run.cell;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Registry;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;

/**
 * The two models that the cells of a job start at or are compared with. What is stored is read,
 * what is not is made now: a cell does not depend on which other cells were made before it.
 */
final class JobModels {
  private static final Logger LOG = LoggerFactory.getLogger(JobModels.class);
  private static final String TRAIN_RETRAINED = "train Retrained";

  private final Job job;
  private final Setting setting;
  private final Registry<UnlearningMethod> methods;
  private final OriginalStore originals;
  private final ModelStore models;
  private Optional<NonFiniteLossException> originalDiverged = Optional.empty();
  private boolean retrainedDiverged;

  JobModels(Job job, Setting setting, Registry<UnlearningMethod> methods) {
    this.job = job;
    this.setting = setting;
    this.methods = methods;
    this.originals = new OriginalStore(job.originals());
    this.models = new ModelStore(job.originals());
  }

  /**
   * Original.
   *
   * @throws NonFiniteLossException if its training diverges, now or earlier in this job
   */
  OriginalStore.Original original(PhaseListener listener) throws IOException {
    if (originalDiverged.isPresent()) {
      throw originalDiverged.get();
    }
    try {
      return originals.get(job.originalKey(), setting, listener);
    } catch (NonFiniteLossException e) {
      originalDiverged = Optional.of(e);
      throw e;
    }
  }

  /** Where a method starts. */
  Network start(UnlearningMethod method, PhaseListener listener) throws IOException {
    return method.start() == UnlearningMethod.Start.FRESH
        ? setting.initialNetwork()
        : original(listener).network();
  }

  /**
   * The weights of Retrained of this data set and seed; nothing if the experiment has none, or if
   * its training diverges.
   */
  Optional<float[]> retrained(PhaseListener listener) throws IOException {
    if (job.retrained().isEmpty() || retrainedDiverged) {
      return Optional.empty();
    }
    Job.Cell retrained = job.retrained().get();
    if (models.has(retrained.key())) {
      try (Network network = setting.initialNetwork()) {
        models.read(retrained.key(), network);
        return Optional.of(network.parameters());
      } catch (IOException e) {
        LOG.warn("the stored Retrained is damaged and trained anew: {}", e.getMessage());
        models.delete(retrained.key());
      }
    }
    return retrain(retrained, listener);
  }

  /** Keeps the model of a finished cell, if that is Retrained's. */
  void keep(Job.Cell cell, Network network, double seconds) throws IOException {
    if (job.retrained().isPresent() && isRetrained(cell)) {
      models.write(job.retrained().get().key(), network, seconds);
    }
  }

  private boolean isRetrained(Job.Cell cell) {
    return job.retrained().get().method().equals(cell.method());
  }

  private Optional<float[]> retrain(Job.Cell retrained, PhaseListener listener) throws IOException {
    Component component = setting.method(retrained.method());
    UnlearningMethod method = methods.get(component.name());
    UnlearningClock clock = new UnlearningClock(System::nanoTime);
    try (Network network = start(method, listener);
        CellContext context =
            new CellContext(
                setting,
                methods,
                network,
                component.values(),
                NoArtefacts.INSTANCE,
                (phase, done, total) -> listener.progress(TRAIN_RETRAINED, done, total),
                clock,
                Optional.empty())) {
      method.unlearn(context);
      models.write(retrained.key(), network, clock.seconds());
      return Optional.of(network.parameters());
    } catch (NonFiniteLossException e) {
      LOG.warn("no distance to Retrained, whose training diverged: {}", e.getMessage());
      retrainedDiverged = true;
      return Optional.empty();
    }
  }

  /** The files belong to the method's own cell. */
  private enum NoArtefacts implements Artefacts {
    INSTANCE;

    @Override
    public void csv(String fileName, List<String> header, List<List<Object>> rows) {}

    @Override
    public void bytes(String fileName, byte[] content) {}
  }
}
