package org.unlearnbench.run.cell;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.config.Experiment.Probes;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.nn.Network;
import org.unlearnbench.result.RelearnCurve;
import org.unlearnbench.result.WeightDistances;
import org.unlearnbench.run.probe.Relearning;
import org.unlearnbench.run.probe.WeightComparison;

/**
 * Looks into a finished model where the experiment asks for that: after its outputs were taken,
 * with random streams of its own, on a copy where something is trained.
 */
final class CellProbes {
  private static final Logger LOG = LoggerFactory.getLogger(CellProbes.class);
  private static final String RELEARN = "relearn";

  private final Setting setting;
  private final JobModels models;

  CellProbes(Setting setting, JobModels models) {
    this.setting = setting;
    this.models = models;
  }

  /** Leaves what it finds as artefacts; the network stays as it is. */
  void look(Network network, Artefacts artefacts, PhaseListener listener) throws IOException {
    Probes probes = setting.experiment().probes();
    Optional<Reference> original = original(listener);
    if (probes.weightDistance()) {
      Optional<float[]> retrained = models.retrained(listener);
      WeightDistances distances =
          WeightComparison.of(
              network.layout(),
              network.parameters(),
              original.map(Reference::parameters),
              retrained);
      artefacts.csv(WeightDistances.FILE, WeightDistances.HEADER, distances.table());
    }
    if (probes.relearnTime() && original.isPresent()) {
      RelearnCurve curve = relearn(network, original.get().forgetAccuracy(), listener);
      artefacts.csv(RelearnCurve.FILE, RelearnCurve.HEADER, curve.table());
    }
  }

  private record Reference(float[] parameters, double forgetAccuracy) {}

  private Optional<Reference> original(PhaseListener listener) throws IOException {
    try (Network original = models.original(listener).network()) {
      double accuracy = Relearning.accuracy(original, setting.data().split(Split.FORGET));
      return Optional.of(new Reference(original.parameters(), accuracy));
    } catch (NonFiniteLossException e) {
      LOG.warn("nothing is compared with Original, whose training diverged: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private RelearnCurve relearn(Network network, double target, PhaseListener listener) {
    LabelledImages forget = setting.data().split(Split.FORGET);
    Recipe recipe = setting.recipe();
    int cap = setting.experiment().probes().relearnCap();
    Relearning relearning =
        new Relearning(
            forget,
            setting.batches(forget, recipe.batchSize(), "probe/relearn"),
            recipe,
            target,
            cap);
    try (Network copy = network.copy()) {
      return relearning.of(copy, epoch -> listener.progress(RELEARN, epoch, cap));
    }
  }
}
