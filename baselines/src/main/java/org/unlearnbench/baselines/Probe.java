package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.Batch;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.attack.AttackLog;
import org.unlearnbench.method.attack.AttackSettings;
import org.unlearnbench.method.attack.Norm;
import org.unlearnbench.method.attack.ProjectedGradient;
import org.unlearnbench.method.gradient.MeanGradient;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.loss.TaskLoss;

/** ARU's first stage: attacks the forget set and sees which parameters the noise excites. */
final class Probe {
  private static final int PICTURES = 4;
  private static final AttackSettings ATTACK =
      new AttackSettings(Norm.LINF, 8.0 / 255, 2.0 / 255, 10, true);

  private Probe() {}

  static List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : AttackSettings.parameters(ATTACK)) {
      parameters.add(parameter.under("attack"));
    }
    parameters.add(
        Parameter.choice(
            "mask.probe",
            "noise",
            List.of("noise", "adversarial", "clean"),
            "what to feed: the noise alone, image + noise, or the image"));
    return parameters;
  }

  /**
   * The gradient of the mean loss of what is fed, with the true labels. Leaves {@code noise.csv}
   * and a few pictures, unless the clean images are fed.
   */
  static float[] gradient(MethodContext context) throws IOException {
    Network network = context.network();
    Objective objective = Objective.taskLoss(context.task());
    OrderedBatches forget = new OrderedBatches(context.forget());
    String probe = context.parameters().text("mask.probe");
    if (probe.equals("clean")) {
      return context.timed("mask", () -> MeanGradient.over(network, forget, objective));
    }
    TaskLoss loss = TaskLoss.of(context.task());
    ProjectedGradient attack =
        new ProjectedGradient(AttackSettings.of(context.parameters().under("attack")), loss);
    SplittableRandom random = context.random("attack");
    AttackLog log = new AttackLog(loss, PICTURES);
    MeanGradient gradient = new MeanGradient(network, objective);
    for (Batch clean : forget) {
      Batch attacked = context.timed("attack", () -> attack.attack(network, clean, random));
      context.untimed(
          () -> {
            log.add(network, clean, attacked);
            return null;
          });
      context.timed(
          "mask",
          () -> {
            gradient.add(probe.equals("noise") ? noise(clean, attacked) : attacked);
            return null;
          });
    }
    context.untimed(
        () -> {
          log.write(context.artefacts());
          return null;
        });
    return gradient.value();
  }

  private static Batch noise(Batch clean, Batch attacked) {
    float[] delta = new float[clean.pixels().length];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = attacked.pixels()[i] - clean.pixels()[i];
    }
    return new Batch(clean.size(), delta, clean.labels());
  }
}
