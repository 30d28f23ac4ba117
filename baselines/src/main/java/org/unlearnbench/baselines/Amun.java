package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Sample;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.MixedBatches;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.ShuffledBatches;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.method.attack.FloatImages;
import org.unlearnbench.method.attack.NearestAdversary;
import org.unlearnbench.method.attack.NearestAdversary.Found;

/**
 * AMUN: for every forget image x the nearest image x' that Original gets wrong, and fine-tuning on
 * retain, forget with its true labels, and all (x', Original's own wrong answer): minimises CE over
 * all of them.
 */
public final class Amun implements UnlearningMethod {
  private static final Recipe RECIPE = new Recipe(10, 128, 0.01, 0.9, 5e-4, Schedule.constant());

  private static final Info INFO =
      new Info(
              "amun",
              "AMUN",
              "fine-tunes on all images and on the nearest adversarial example of each forget image",
              "Ebrahimpour-Boroojeny et al. 2025, arXiv 2503.00917; Ali-E/AMUN",
              Parameter.number("attack.epsilon", 0.04, "Euclidean radius the search starts with")
                  .above(0),
              Parameter.integer("attack.steps", 50, "steps before the radius doubles").atLeast(1),
              Parameter.flag(
                      "train-on-forget",
                      true,
                      "forget images with their true labels are trained on, too; false is the"
                          + " source's advonly")
                  .formerly(false))
          .withParameters(Recipe.parameters(RECIPE))
          .withNotes(
              "Every batch holds clean and adversarial images in the proportion of their numbers; the source shuffles"
                  + " them together. Adversarial images are not augmented, as in the source.",
              "Multi-label tasks: an answer is wrong as soon as one attribute is.",
              "The source tunes learning rate and schedule for every data set.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    LabelledImages adversaries = context.timed("attack", () -> adversaries(context));
    LabelledImages clean =
        context.parameters().flag("train-on-forget")
            ? context.retain().concat(context.forget())
            : context.retain();
    Recipe recipe = Recipe.of(context.parameters());
    RandomStreams streams = new RandomStreams(context.random("adversaries").nextLong());
    MixedBatches batches =
        new MixedBatches(
            clean.size(),
            size -> context.batches(clean, size, "retain"),
            adversaries.size(),
            size -> new ShuffledBatches(adversaries, size, streams, "adversaries"),
            recipe.batchSize());
    Trainer trainer = new Trainer(context.network(), recipe);
    Objective ce = Objective.taskLoss(context.task());
    int steps = recipe.epochs() * batches.perEpoch();
    context.epochs(
        recipe.epochs(),
        epoch -> {
          int[] step = {epoch * batches.perEpoch()};
          batches.epoch(
              epoch,
              mixed -> {
                double lr = trainer.rate(epoch, step[0]++, steps);
                trainer.step(mixed.batch(), ce, lr, "epoch " + (epoch + 1));
              });
        },
        trainer);
  }

  /** What the search found, with the answers as labels. */
  private static LabelledImages adversaries(MethodContext context) throws IOException {
    ParameterValues values = context.parameters();
    NearestAdversary search =
        new NearestAdversary(
            context.task(), values.number("attack.epsilon"), values.integer("attack.steps"));
    LabelledImages forget = context.forget();
    List<float[]> pixels = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    int begin = 0;
    for (Batch batch : new OrderedBatches(forget)) {
      for (Found found : search.find(context.network(), batch)) {
        Sample origin = forget.sample(begin + found.index());
        pixels.add(found.pixels());
        samples.add(new Sample(origin.path(), origin.identity(), found.label()));
        rows.add(List.of(begin + found.index(), found.distance()));
      }
      begin += batch.size();
    }
    context.artefacts().csv("adversaries.csv", List.of("index", "l2"), rows);
    if (samples.isEmpty()) {
      throw new IllegalStateException("no forget image has an adversarial example");
    }
    return LabelledImages.of(context.task(), samples, new FloatImages(forget.imageSize(), pixels));
  }
}
