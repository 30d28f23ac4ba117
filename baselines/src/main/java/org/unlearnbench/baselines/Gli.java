package org.unlearnbench.baselines;

import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.PairedPasses;
import org.unlearnbench.method.PairedPasses.At;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Want;

/**
 * GLI, guided loss increasing: per pair of batches, noise on the retain images takes a few signed
 * steps that raise MSE(f(retain + noise), f(forget)) - w CE(f(retain + noise), y), w rising over
 * the epoch; then the model takes one step that minimises CE(f(retain + noise), y).
 */
public final class Gli implements UnlearningMethod {
  private static final Recipe RECIPE =
      new Recipe(1, 64, 0.001, 0, 0, Schedule.constant()).inEvalMode();

  private static final Info INFO =
      new Info(
              "gli",
              "GLI",
              "trains on retain images changed to be unlike forget and easy to tell",
              "Choi et al., CVPR workshops 2024; Dasol-Choi/GLI",
              Parameter.integer("noise.steps", 2, "signed steps that shape the noise").atLeast(0),
              Parameter.number("noise.step-size", 0.01, "length of one step, per pixel").atLeast(0),
              Parameter.number("weight.start", 200, "w at the first batch of an epoch").atLeast(0),
              Parameter.number("weight.end", 1000, "w at the last batch of an epoch").atLeast(0),
              Parameter.integer(
                      "stop-after", 0, "batches of retain after which it stops; left out: never")
                  .atLeast(1)
                  .orAbsent())
          .withParameters(Recipe.parameters(RECIPE))
          .withNotes(
              "The source measures NoMUS on test and unseen after every step, keeps the best and"
                  + " stops after three worse ones: its numbers are chosen on test. Nothing is chosen"
                  + " here; stop-after sets where it stops.",
              "Its notebook for MUCAC's single attributes has weights 800 to 12,000.",
              "Eval mode, as these measurements leave it; the source's very first step is in train"
                  + " mode.",
              "Pairs of batches as in neggrad.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    Recipe recipe = Recipe.of(context.parameters());
    Trainer trainer = new Trainer(context.network(), recipe);
    Objective ce = Objective.taskLoss(context.task());
    Optional<Integer> limit = context.parameters().optionalInteger("stop-after");
    new PairedPasses(context, recipe, false)
        .run(
            (retain, forget, at) -> {
              if (limit.isEmpty() || at.epoch() * at.batches() + at.batch() < limit.get()) {
                Batch changed = changed(retain, forget, at, recipe, context);
                trainer.step(changed, ce, at.lr(), at.where());
              }
            },
            trainer);
  }

  private static Batch changed(
      Batch retain, Batch forget, At at, Recipe recipe, MethodContext context) {
    ParameterValues values = context.parameters();
    Network network = context.network();
    Objective ce = Objective.taskLoss(context.task());
    double start = values.number("weight.start");
    double rise = values.number("weight.end") - start;
    double weight = start + rise * at.batch() / Math.max(1, at.batches() - 1);
    float size = (float) values.number("noise.step-size");
    float[] noise = new float[retain.pixels().length];
    for (int step = 0; step < values.integer("noise.steps"); step++) {
      float[][] target = network.forward(forget, recipe.mode());
      Batch now = plus(retain, noise);
      float[][] output = network.forward(now, recipe.mode());
      float[][] gradient = ce.of(now, output).gradient();
      double scale = 2.0 / (output.length * output[0].length);
      for (int i = 0; i < output.length; i++) {
        for (int k = 0; k < output[i].length; k++) {
          gradient[i][k] =
              (float) (scale * (output[i][k] - target[i][k]) - weight * gradient[i][k]);
        }
      }
      network.backward(gradient, Want.INPUT);
      float[] slope = network.inputGradient();
      for (int i = 0; i < noise.length; i++) {
        float pixel = retain.pixels()[i] + noise[i];
        // Where the image is cut off at 0 or 1, the noise makes no difference.
        noise[i] += pixel < 0 || pixel > 1 ? 0 : size * Math.signum(slope[i]);
      }
    }
    return plus(retain, noise);
  }

  private static Batch plus(Batch images, float[] noise) {
    float[] pixels = new float[noise.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.max(0, Math.min(1, images.pixels()[i] + noise[i]));
    }
    return new Batch(images.size(), pixels, images.labels());
  }
}
