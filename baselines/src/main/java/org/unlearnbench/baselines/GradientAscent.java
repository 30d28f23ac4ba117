package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Predictions;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.result.SampleScores;

/**
 * Gradient ascent on the forget set, minimising -CE(forget), that stops in time: as soon as the
 * mean loss of forget (eval mode) reaches that of a uniform guess, or its accuracy falls to a given
 * one.
 */
public final class GradientAscent implements UnlearningMethod {
  private static final Recipe RECIPE = new Recipe(5, 256, 1e-4, 0.9, 5e-4, Schedule.constant());

  private static final Info INFO =
      new Info(
              "gradient-ascent",
              "Gradient ascent",
              "ascends the loss of forget until the model knows no more about it than chance",
              "OPTML-Group/Unlearn-Sparse; the stop rule is ours",
              Parameter.integer("stop.every", 1, "steps between two looks at the stop rule")
                  .atLeast(1),
              Parameter.number(
                      "stop.loss", 0, "stop at this mean loss; left out: that of a uniform guess")
                  .atLeast(0)
                  .orAbsent(),
              Parameter.number("stop.accuracy", 0, "stop at this accuracy, too")
                  .atLeast(0)
                  .atMost(1)
                  .orAbsent())
          .withParameters(Recipe.parameters(RECIPE))
          .withNotes(
              "The literature stops at the accuracy on validation images, which no method is given"
                  + " here: set stop.accuracy if you know it.",
              "A uniform guess has the loss ln(classes), in multi-label tasks ln 2.",
              "Looking at the stop rule is part of the unlearning time.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    Recipe recipe = Recipe.of(context.parameters());
    Trainer trainer = new Trainer(context.network(), recipe);
    TrainingBatches forget = context.batches(context.forget(), recipe.batchSize(), "forget");
    Objective ascend = Objective.taskLoss(context.task()).times(-1);
    Looks looks = new Looks(new ArrayList<>());
    int steps = recipe.epochs() * forget.perEpoch();
    boolean stopped = reached(context, 0, looks);
    context.epochsWhile(
        stopped ? 0 : recipe.epochs(),
        epoch -> {
          boolean stop = false;
          try (TrainingBatches.Stream stream = forget.epoch(epoch)) {
            for (int step = epoch * forget.perEpoch(); stream.hasNext() && !stop; ) {
              double lr = trainer.rate(epoch, step, steps);
              trainer.step(stream.next(), ascend, lr, "epoch " + (epoch + 1));
              step++;
              int every = context.parameters().integer("stop.every");
              boolean look = step % every == 0 || step == steps;
              stop = look && reached(context, step, looks);
            }
          }
          return !stop;
        },
        trainer,
        looks);
    List<String> header = List.of("step", "forget_loss", "forget_accuracy");
    context.artefacts().csv("ascent.csv", header, looks.rows);
  }

  /** What was seen whenever the stop rule was looked at. */
  private record Looks(List<List<Object>> rows) implements Resumable {

    void add(int step, double loss, double accuracy) {
      rows.add(List.of(step, loss, accuracy));
    }

    @Override
    public void save(StateFile.Out out) throws IOException {
      out.number(rows.size());
      for (List<Object> row : rows) {
        out.number((Integer) row.get(0));
        out.decimal((Double) row.get(1));
        out.decimal((Double) row.get(2));
      }
    }

    @Override
    public void restore(StateFile.In in) throws IOException {
      rows.clear();
      for (long left = in.number(); left > 0; left--) {
        add((int) in.number(), in.decimal(), in.decimal());
      }
    }
  }

  private static boolean reached(MethodContext context, int step, Looks looks) {
    SampleScores scores =
        SampleScores.of(Predictions.of(context.network(), Split.FORGET, context.forget()));
    double loss = Arrays.stream(scores.loss()).average().orElseThrow();
    looks.add(step, loss, scores.accuracy());
    ParameterValues values = context.parameters();
    double limit = values.optionalNumber("stop.loss").orElse(uniformGuess(context.task()));
    // Written so that a loss that is not a number stops, too.
    return !(loss < limit)
        || scores.accuracy() <= values.optionalNumber("stop.accuracy").orElse(-1.0);
  }

  private static double uniformGuess(Task task) {
    return Math.log(task.isMultiLabel() ? 2 : task.outputs());
  }
}
