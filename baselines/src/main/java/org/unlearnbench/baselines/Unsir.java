package org.unlearnbench.baselines;

import java.util.List;
import java.util.SplittableRandom;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.StoredRandom;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.Trainer.Term;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.Network.Want;
import org.unlearnbench.nn.optim.Adam;

/**
 * UNSIR in the form of the MUFAC notebooks (after Tarun et al. 2021). Stage 1, impair: per pair of
 * batches, noise z from N(0, 1) takes a few steps of Adam that maximise MSE(f(z), f(forget)); then
 * the model takes one step that minimises CE(f(clamp z), y_retain) + CE(f(retain), y_retain). Stage
 * 2, repair: fine-tuning on retain.
 */
public final class Unsir implements UnlearningMethod {
  private static final Recipe REPAIR =
      new Recipe(1, 64, 0.001, 0, 0, Published.NDB796_RECIPE.schedule());

  private static final Info INFO =
      new Info(
              "unsir",
              "UNSIR",
              "impairs the model with noise unlike the forget set, then repairs it on retain",
              Published.NDB796 + "; after Tarun et al. 2021, arXiv 2111.08947",
              Parameter.integer("stages", 2, "1: impair; 2: impair, then repair")
                  .atLeast(1)
                  .atMost(2),
              Parameter.choice(
                  "pairs",
                  "full",
                  List.of("full", "equal"),
                  "of stage 1: two full batches, or any two of equal size"),
              Parameter.integer("noise.steps", 5, "steps of Adam that shape the noise").atLeast(0),
              Parameter.number("noise.lr", 0.01, "rate of these steps").atLeast(0))
          .withParameters(Recipe.parameters("impair", Published.NDB796_RECIPE))
          .withParameters(Recipe.parameters("repair", REPAIR))
          .withNotes(
              "MUFAC's notebook evaluates the model before both stages and never sets train mode"
                  + " again: its numbers were made with impair.mode and repair.mode eval; MUCAC's"
                  + " notebooks train in train mode.",
              "An epoch of stage 1 ends with the shorter of the two sets, and pairs that are not full"
                  + " are skipped, as in the source; its notebook for one attribute of MUCAC skips"
                  + " those of unequal size only (pairs equal).",
              "The forget batch is fed before the noise, not after it: in train mode BatchNorm's"
                  + " running statistics see them in that order.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    impair(context, Recipe.of(context.parameters().under("impair")));
    if (context.parameters().integer("stages") == 2) {
      FineTune.onRetain(context, Recipe.of(context.parameters().under("repair")));
    }
  }

  private static void impair(MethodContext context, Recipe recipe) {
    TrainingBatches retain = context.batches(context.retain(), recipe.batchSize(), "impair/retain");
    TrainingBatches forget = context.batches(context.forget(), recipe.batchSize(), "impair/forget");
    Trainer trainer = new Trainer(context.network(), recipe);
    Objective ce = Objective.taskLoss(context.task());
    boolean full = context.parameters().text("pairs").equals("full");
    StoredRandom random = new StoredRandom(context.random("noise"));
    int perEpoch = Math.min(retain.perEpoch(), forget.perEpoch());
    int steps = recipe.epochs() * perEpoch;
    context.epochs(
        recipe.epochs(),
        epoch -> {
          try (TrainingBatches.Stream kept = retain.epoch(epoch);
              TrainingBatches.Stream leaving = forget.epoch(epoch)) {
            for (int step = epoch * perEpoch; kept.hasNext() && leaving.hasNext(); step++) {
              Batch stay = kept.next();
              Batch leave = leaving.next();
              if (stay.size() == leave.size() && (!full || stay.size() == recipe.batchSize())) {
                Batch noise = unlike(leave, stay.labels(), context, random.stream());
                List<Term> terms = List.of(new Term(noise, ce), new Term(stay, ce));
                trainer.step(terms, trainer.rate(epoch, step, steps), "epoch " + (epoch + 1));
              }
            }
          }
        },
        trainer,
        random);
    if (steps > 0 && !trainer.hasStepped()) {
      throw new IllegalStateException(
          "no two batches were of equal size"
              + (full ? " and full" : "")
              + ": choose an impair.batch-size of at most "
              + Math.min(context.retain().size(), context.forget().size()));
    }
  }

  /** Noise whose outputs differ from those of {@code leave}, in [0, 1], with given labels. */
  static Batch unlike(Batch leave, int[][] labels, MethodContext context, SplittableRandom random) {
    ParameterValues values = context.parameters().under("noise");
    Network network = context.network();
    Mode mode = Recipe.of(context.parameters().under("impair")).mode();
    float[] pixels = new float[leave.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    Adam adam = new Adam(pixels.length);
    for (int step = 0; step < values.integer("steps"); step++) {
      float[][] target = network.forward(leave, mode);
      float[][] output = network.forward(new Batch(leave.size(), pixels, labels), mode);
      network.backward(negativeSquaredDistance(output, target), Want.INPUT);
      adam.step(pixels, network.inputGradient(), values.number("lr"));
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.max(0, Math.min(1, pixels[i]));
    }
    return new Batch(leave.size(), pixels, labels);
  }

  /** Gradient of -MSE with respect to the output. */
  private static float[][] negativeSquaredDistance(float[][] output, float[][] target) {
    float[][] gradient = new float[output.length][output[0].length];
    double scale = -2.0 / (output.length * output[0].length);
    for (int i = 0; i < output.length; i++) {
      for (int k = 0; k < output[i].length; k++) {
        gradient[i][k] = (float) (scale * (output[i][k] - target[i][k]));
      }
    }
    return gradient;
  }
}
