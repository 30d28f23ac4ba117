package org.unlearnbench.baselines;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.LabelledImages;
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
  /** How forget and retain follow each other. */
  static final Parameter PASSES =
      Parameter.choice(
          "passes",
          "separate",
          List.of("separate", "mixed"),
          "separate: forget, then retain; mixed: both shuffled together");

  private static final Info INFO =
      new Info(
              "random-label",
              "Random label",
              "learns random labels for forget and the true ones for retain",
              "OPTML-Group/Unlearn-Saliency; after Golatkar et al. 2020, arXiv 1911.04933",
              Parameter.flag(
                  "exclude-true", false, "never draw the true class (single-label tasks)"),
              PASSES)
          .withParameters(Recipe.parameters(recipe(0.01)))
          .withNotes(
              "Multi-label tasks: every attribute's bit is flipped, nothing is drawn.",
              "passes separate is the source's branch for CIFAR-10, mixed that for CIFAR-100 and Tiny"
                  + " ImageNet.");

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
   * Every epoch a pass over forget with labels drawn anew, then one over retain; or both at once,
   * see {@link #PASSES}.
   *
   * @param excludeTrue whether the true class may not be drawn
   * @param mask which parameters move; null moves all
   */
  static void train(MethodContext context, Recipe recipe, boolean excludeTrue, UpdateMask mask) {
    Trainer trainer = new Trainer(context.network(), recipe, mask);
    TaskLoss loss = TaskLoss.of(context.task());
    StoredRandom random = new StoredRandom(context.random("labels"));
    Objective wrong =
        (batch, logits) ->
            loss.of(logits, labels(context.task(), batch.labels(), excludeTrue, random.stream()));
    Objective right = Objective.taskLoss(context.task());
    if (context.parameters().text(PASSES.name()).equals("mixed")) {
      mixed(context, recipe, trainer, random, excludeTrue);
      return;
    }
    TrainingBatches forget = context.batches(context.forget(), recipe.batchSize(), "forget");
    TrainingBatches retain = context.batches(context.retain(), recipe.batchSize(), "retain");
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

  /**
   * Every epoch a pass over both sets shuffled together, forget with labels drawn for the epoch.
   */
  private static void mixed(
      MethodContext context,
      Recipe recipe,
      Trainer trainer,
      StoredRandom random,
      boolean excludeTrue) {
    LabelledImages both = context.forget().concat(context.retain());
    int[][] truth = new int[both.size()][];
    Arrays.setAll(truth, i -> both.sample(i).label());
    int perEpoch = context.batches(both, recipe.batchSize(), "mixed").perEpoch();
    Objective right = Objective.taskLoss(context.task());
    context.epochs(
        recipe.epochs(),
        epoch -> {
          int[][] labels = truth.clone();
          int[][] forgotten = Arrays.copyOf(truth, context.forget().size());
          int[][] drawn = labels(context.task(), forgotten, excludeTrue, random.stream());
          System.arraycopy(drawn, 0, labels, 0, drawn.length);
          TrainingBatches batches =
              context.batches(both.relabelled(labels), recipe.batchSize(), "mixed");
          trainer.pass(batches, epoch, right, epoch * perEpoch, recipe.epochs() * perEpoch);
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
