package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.List;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.UnlearningMethod;

/** Methods one after the other, each going on from where the one before it stopped. */
public final class Cascade implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "cascade",
              "Cascade",
              "any methods one after the other",
              "after ERASURE's cascade of two",
              Parameter.methods("steps", "methods with their settings, in their order"))
          .withNotes(
              "Each step draws random numbers of its own, so a step is not bit-equal to the same"
                  + " method alone.",
              "A step that starts from scratch, such as retrain, discards what was done before it.",
              "Artefacts carry the number of their step: 1-mask.csv.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    List<Component> steps = context.parameters().methods("steps");
    int finished = 0;
    for (int i = 0; i < steps.size(); i++) {
      UnlearningMethod method = context.method(steps.get(i).name());
      String name = Integer.toString(i + 1);
      if (method.start() == Start.FRESH) {
        float[] fresh = context.freshNetwork("step-" + name).parameters();
        context.network().setParameters(fresh);
      }
      StepContext inner = new StepContext(context, name, steps.get(i).values(), finished);
      method.unlearn(inner);
      finished = inner.finished();
    }
  }
}
