package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Registry;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.TrainingCurve;

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
  private final ModelStore models;
  private Optional<NonFiniteLossException> originalDiverged = Optional.empty();
  private boolean retrainedDiverged;
  private Spent making = Spent.NOTHING;

  JobModels(Job job, Setting setting, Registry<UnlearningMethod> methods) {
    this.job = job;
    this.setting = setting;
    this.methods = methods;
    this.models = new ModelStore(job.places().originals());
  }

  /**
   * A trained original.
   *
   * @param network belongs to the caller
   * @param made what training took when it was done
   */
  record Original(Network network, ModelStore.Made made) {}

  /** What was spent on making models so far, whatever the cell that needed them first. */
  Spent making() {
    return making;
  }

  /**
   * Original, trained now unless it is stored.
   *
   * @throws NonFiniteLossException if its training diverges, now or earlier in this job
   */
  Original original(PhaseListener listener) throws IOException {
    if (originalDiverged.isPresent()) {
      throw originalDiverged.get();
    }
    String key = job.originalKey();
    Network network = setting.initialNetwork();
    try {
      if (models.has(key)) {
        try {
          return new Original(network, models.read(key, network));
        } catch (IOException e) {
          LOG.warn("the stored original cannot be used and is trained anew: {}", e.getMessage());
          models.delete(key);
          network.close();
          network = setting.initialNetwork();
        }
      }
      Spent spent = train(network, listener);
      ModelStore.Made made = made(spent);
      models.write(key, network, made, setting.meter().training().curve());
      AtomicFiles.deleteFolder(job.places().checkpoint(key));
      return new Original(network, made);
    } catch (IOException | RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private Spent train(Network network, PhaseListener listener) throws IOException {
    Recipe recipe = setting.recipe();
    LabelledImages images = setting.train();
    Spent start = setting.meter().now();
    UnlearningClock clock = new UnlearningClock(setting.meter()::now);
    Path folder = job.places().checkpoint(job.originalKey());
    Trainer trainer = new Trainer(network, recipe);
    TrainingLog log = setting.meter().training();
    log.begin(TrainingCurve.ORIGINAL);
    try {
      trainer.train(
          setting.batches(images, recipe.batchSize(), "original"),
          Objective.taskLoss(images.task()),
          setting.checkpoint(folder, network, List.of(clock, log)).section(trainer),
          (done, total) -> {
            log.epoch(done, total);
            listener.progress(Worker.TRAIN_ORIGINAL, done, total);
          });
    } catch (NonFiniteLossException e) {
      AtomicFiles.deleteFolder(folder);
      originalDiverged =
          Optional.of(new NonFiniteLossException("training Original, " + e.getMessage()));
      throw originalDiverged.get();
    }
    making = making.plus(setting.meter().since(start));
    return clock.worked();
  }

  /** How Original was trained, where that is known. */
  Optional<TrainingCurve> originalTraining() throws IOException {
    return models.training(job.originalKey());
  }

  /** How the stored Retrained that {@code cell} is was trained, where that is known. */
  Optional<TrainingCurve> training(PlannedCell cell) throws IOException {
    Optional<String> key = key(cell);
    return key.isPresent() ? models.training(key.get()) : Optional.empty();
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
    PlannedCell retrained = job.retrained().get(0);
    try (Network network = setting.initialNetwork()) {
      if (stored(retrained, network).isPresent()) {
        return Optional.of(network.parameters());
      }
    }
    return retrain(retrained, listener);
  }

  /**
   * Loads the model of a cell that is Retrained's, where it is stored.
   *
   * @param network gets its parameters, or stays as it is
   * @return what making it took when that was done
   */
  Optional<ModelStore.Made> stored(PlannedCell cell, Network network) throws IOException {
    Optional<String> key = key(cell).filter(models::has);
    if (key.isPresent()) {
      try {
        return Optional.of(models.read(key.get(), network));
      } catch (IOException e) {
        LOG.warn("the stored Retrained cannot be used and is trained anew: {}", e.getMessage());
        models.delete(key.get());
      }
    }
    return Optional.empty();
  }

  /** Keeps the model of a finished cell, if that is Retrained's. */
  void keep(PlannedCell cell, Network network, Spent spent, TrainingCurve training)
      throws IOException {
    Optional<String> key = key(cell);
    if (key.isPresent()) {
      models.write(key.get(), network, made(spent), training);
    }
  }

  private ModelStore.Made made(Spent spent) {
    return new ModelStore.Made(
        spent.seconds(),
        Optional.of(spent.cost()),
        Optional.ofNullable(job.environment().get(Cell.WORKERS)));
  }

  private Optional<String> key(PlannedCell cell) {
    return job.retrained().stream()
        .filter(retrained -> retrained.method().equals(cell.method()))
        .map(PlannedCell::key)
        .findFirst();
  }

  private Optional<float[]> retrain(PlannedCell retrained, PhaseListener listener)
      throws IOException {
    Component component = setting.experiment().method(retrained.method());
    UnlearningMethod method = methods.get(component.name());
    UnlearningClock clock = new UnlearningClock(setting.meter()::now);
    Path folder = job.places().checkpoint(retrained.key());
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
                Optional.empty(),
                setting.checkpoint(folder, network, List.of(clock, setting.meter().training())))) {
      Spent start = setting.meter().now();
      setting.meter().training().begin(retrained.method());
      method.unlearn(context);
      making = making.plus(setting.meter().since(start));
      models.write(
          retrained.key(), network, made(clock.worked()), setting.meter().training().curve());
      AtomicFiles.deleteFolder(folder);
      return Optional.of(network.parameters());
    } catch (NonFiniteLossException e) {
      LOG.warn("no distance to Retrained, whose training diverged: {}", e.getMessage());
      retrainedDiverged = true;
      AtomicFiles.deleteFolder(folder);
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
