package org.unlearnbench.run.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.method.NonFiniteLossException;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Predictions;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.nn.Network;
import org.unlearnbench.result.RelearnCurve;
import org.unlearnbench.result.RelearnCurve.Point;
import org.unlearnbench.result.SampleScores;

/**
 * Relearn time (as in ERASURE): a model is trained on the forget set until it answers as many of
 * its images right as Original does. A model that only hides what it knew is back soon, one that
 * never knew takes as long as Retrained.
 *
 * @param images the forget set
 * @param batches of it, through the train transform
 * @param recipe of Original's training; its initial rate is held constant
 * @param target Original's accuracy on forget, 0..1
 * @param cap most epochs, at least 1
 */
public record Relearning(
    LabelledImages images, TrainingBatches batches, Recipe recipe, double target, int cap) {
  private static final Logger LOG = LoggerFactory.getLogger(Relearning.class);

  /** Accuracy of a model on a set: eval mode, no augmentation. */
  public static double accuracy(Network network, LabelledImages images) {
    return scores(network, images).accuracy();
  }

  /**
   * Trains {@code network}, which is another one after that.
   *
   * @param epochFinished hears of every epoch
   */
  public RelearnCurve of(Network network, IntConsumer epochFinished) {
    Recipe constant =
        new Recipe(recipe.values().with("epochs", (long) cap).with("schedule.type", "constant"));
    Trainer trainer = new Trainer(network, constant);
    Objective objective = Objective.taskLoss(images.task());
    List<Point> points = new ArrayList<>();
    points.add(point(network, 0));
    int steps = cap * batches.perEpoch();
    for (int epoch = 0; epoch < cap && !isEnd(points); epoch++) {
      try {
        trainer.pass(batches, epoch, objective, epoch * batches.perEpoch(), steps);
      } catch (NonFiniteLossException e) {
        LOG.warn("relearning diverged, so its time is not known: {}", e.getMessage());
        break;
      }
      Point point = point(network, epoch + 1);
      if (!Double.isFinite(point.loss())) {
        LOG.warn("relearning diverged in epoch {}, so its time is not known", epoch + 1);
        break;
      }
      points.add(point);
      epochFinished.accept(epoch + 1);
    }
    return new RelearnCurve(target, cap, points);
  }

  private boolean isEnd(List<Point> points) {
    return points.get(points.size() - 1).accuracy() >= target;
  }

  private Point point(Network network, int epoch) {
    SampleScores scores = scores(network, images);
    double loss = Arrays.stream(scores.loss()).sum() / scores.size();
    return new Point(epoch, scores.accuracy(), loss);
  }

  private static SampleScores scores(Network network, LabelledImages images) {
    return SampleScores.of(Predictions.of(network, Split.FORGET, images));
  }
}
