package org.unlearnbench.baselines;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.StoredRandom;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.loss.TaskLoss;
import org.unlearnbench.nn.optim.UpdateMask;

/**
 * Successive random labels (SRL): every epoch minimises CE(forget, random label), the labels drawn
 * anew, then CE(retain, true label).
 */
public final class RandomLabel implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "random-label",
              "Random label",
              "learns random labels for forget and the true ones for retain",
              "OPTML-Group/Unlearn-Saliency; after Golatkar et al. 2020, arXiv 1911.04933",
              Parameter.flag(
                  "exclude-true", false, "never draw the true class (single-label tasks)"))
          .withParameters(Recipe.parameters(recipe(0.01)))
          .withNotes(
              "Multi-label tasks: every attribute's bit is flipped, nothing is drawn.",
              "The source's branch for CIFAR-10; for CIFAR-100 and Tiny ImageNet it shuffles forget"
                  + " and retain together, with labels drawn once per epoch.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    boolean excludeTrue = context.parameters().flag("exclude-true");
    train(context, Recipe.of(context.parameters()), excludeTrue, null);
  }

  /** The defaults of {@code OPTML-Group/Unlearn-Saliency} at a learning rate. */
  static Recipe recipe(double lr) {
    return new Recipe(10, 256, lr, 0.9, 5e-4, Schedule.constant());
  }

  /**
   * Every epoch a pass over forget with labels drawn anew, then one over retain.
   *
   * @param excludeTrue whether the true class may not be drawn
   * @param mask which parameters move; null moves all
   */
  static void train(MethodContext context, Recipe recipe, boolean excludeTrue, UpdateMask mask) {
    TrainingBatches forget = context.batches(context.forget(), recipe.batchSize(), "forget");
    TrainingBatches retain = context.batches(context.retain(), recipe.batchSize(), "retain");
    Trainer trainer = new Trainer(context.network(), recipe, mask);
    TaskLoss loss = TaskLoss.of(context.task());
    StoredRandom random = new StoredRandom(context.random("labels"));
    Objective wrong =
        (batch, logits) ->
            loss.of(logits, labels(context.task(), batch.labels(), excludeTrue, random.stream()));
    Objective right = Objective.taskLoss(context.task());
    int perEpoch = forget.perEpoch() + retain.perEpoch();
    int steps = recipe.epochs() * perEpoch;
    context.epochs(
        recipe.epochs(),
        epoch -> {
          int step = trainer.pass(forget, epoch, wrong, epoch * perEpoch, steps);
          trainer.pass(retain, epoch, right, step, steps);
        },
        trainer,
        random);
  }

  /** A random class per image; of a multi-label task the opposite of every bit. */
  static int[][] labels(Task task, int[][] truth, boolean excludeTrue, SplittableRandom random) {
    int[][] labels = new int[truth.length][];
    for (int i = 0; i < truth.length; i++) {
      if (task.isMultiLabel()) {
        labels[i] = Arrays.stream(truth[i]).map(bit -> 1 - bit).toArray();
      } else if (excludeTrue) {
        int other = random.nextInt(task.outputs() - 1);
        labels[i] = new int[] {other < truth[i][0] ? other : other + 1};
      } else {
        labels[i] = new int[] {random.nextInt(task.outputs())};
      }
    }
    return labels;
  }
}
