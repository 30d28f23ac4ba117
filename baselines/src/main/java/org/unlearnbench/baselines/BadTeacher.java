package org.unlearnbench.baselines;

import java.util.Arrays;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.MixedBatches;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Teacher;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.loss.Distillation;
import org.unlearnbench.nn.optim.Adam;

/**
 * Bad teaching: in batches of both sets the student minimises KL(student, Original) on retain and
 * KL(student, a network that never learned anything) on forget, at temperature T, by Adam.
 */
public final class BadTeacher implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "bad-teacher",
              "Bad teacher",
              "imitates an untrained network on forget and Original on retain",
              "Chundawat et al. 2023, arXiv 2205.08096; vikram2000b/bad-teaching-unlearning",
              Parameter.integer("epochs", 1, "passes over forget and the share of retain")
                  .atLeast(0),
              Parameter.integer("batch-size", 256, "images per step").atLeast(2),
              Parameter.number("lr", 1e-4, "learning rate of Adam").atLeast(0),
              Parameter.number("temperature", 1, "of the distillation").above(0),
              Parameter.number("retain-share", 0.3, "part of retain that is used")
                  .above(0)
                  .atMost(1))
          .withNotes(
              "One epoch at 1e-4 on 30 % of retain are milder than the 10 epochs at 0.01 that the"
                  + " source's function has as defaults.",
              "Every batch holds both sets in the proportion of their sizes; the source shuffles"
                  + " them together.",
              "The divergence is averaged over images and outputs, without a factor T^2, as in the"
                  + " source.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    ParameterValues values = context.parameters();
    int epochs = values.integer("epochs");
    int batchSize = values.integer("batch-size");
    double lr = values.number("lr");
    Network network = context.network();
    Recipe recipe = new Recipe(epochs, batchSize, lr, 0, 0, Schedule.constant());
    Trainer trainer = new Trainer(network, recipe, new Adam(network.layout()));
    LabelledImages retain = shareOfRetain(context);
    LabelledImages forget = context.forget();
    MixedBatches batches =
        new MixedBatches(
            retain.size(),
            size -> context.batches(retain, size, "retain"),
            forget.size(),
            size -> context.batches(forget, size, "forget"),
            batchSize);
    double temperature = values.number("temperature");
    Distillation kl = new Distillation(context.task(), temperature);
    double scale = 1 / (context.task().outputs() * temperature * temperature);
    try (Teacher good = new Teacher(network.copy());
        Teacher bad = new Teacher(context.freshNetwork("bad-teacher").copy())) {
      context.epochs(
          epochs,
          epoch ->
              batches.epoch(
                  epoch,
                  mixed -> {
                    Objective imitate =
                        (batch, logits) -> kl.of(logits, answers(good, bad, batch, mixed.firsts()));
                    trainer.step(mixed.batch(), imitate.times(scale), lr, "epoch " + (epoch + 1));
                  }),
          trainer);
    }
  }

  /** What the good teacher says about the first images, and the bad one about the others. */
  private static float[][] answers(Teacher good, Teacher bad, Batch batch, int firsts) {
    float[][] answers = bad.logits(batch);
    System.arraycopy(good.logits(batch), 0, answers, 0, firsts);
    return answers;
  }

  private static LabelledImages shareOfRetain(MethodContext context) {
    LabelledImages retain = context.retain();
    double share = context.parameters().number("retain-share");
    int count = (int) Math.max(1, Math.round(share * retain.size()));
    int[] order = RandomStreams.permutation(retain.size(), context.random("retain-share"));
    return retain.subset(Arrays.copyOf(order, count));
  }
}
