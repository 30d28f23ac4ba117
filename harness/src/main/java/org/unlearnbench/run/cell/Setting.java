package org.unlearnbench.run.cell;

import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.augment.Augmentation;
import org.unlearnbench.method.AugmentedBatches;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.checkpoint.Resumable;

/**
 * What all cells of one data set and seed share.
 *
 * @param experiment the experiment
 * @param data the data set
 * @param random the seed's streams
 * @param factory makes the experiment's network
 * @param meter counts what all its networks do
 */
record Setting(
    Experiment experiment,
    DataSet data,
    RandomStreams random,
    NetworkFactory factory,
    WorkMeter meter) {

  /** Original's initial weights, which Retrained starts from too. */
  private static final String INITIAL = "network/initial";

  /** Whether images of the data set may be seen in what a cell leaves. */
  boolean mayShowImages(String dataset) {
    return experiment.data().stream()
        .filter(component -> component.label().equals(dataset))
        .anyMatch(component -> component.values().flag(Vocabulary.SHOW_IMAGES));
  }

  Recipe recipe() {
    return Recipe.of(experiment.training());
  }

  /** All training images: retain, then forget. */
  LabelledImages train() {
    return data.split(Split.RETAIN).concat(data.split(Split.FORGET));
  }

  Network initialNetwork() {
    return network(INITIAL);
  }

  Network network(String purpose) {
    LabelledImages images = data.split(Split.RETAIN);
    NetworkSpec spec =
        NetworkSpec.of(
            experiment.network().name(),
            experiment.network().values(),
            images.imageSize(),
            data.task().outputs());
    return meter.count(factory.create(spec, random.of(purpose)));
  }

  /** Where the making of a model is stored as often as the experiment says. */
  CellCheckpoint checkpoint(Path folder, Network network, List<Resumable> changing) {
    return new CellCheckpoint(
        folder, experiment.checkpointing(), System::nanoTime, network, changing);
  }

  /** Batches through the experiment's train transform. */
  TrainingBatches batches(LabelledImages set, int batchSize, String purpose) {
    return new AugmentedBatches(
        set, batchSize, Augmentation.of(experiment.training()), random, purpose);
  }
}
