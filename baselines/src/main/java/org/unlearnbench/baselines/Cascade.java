package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Section;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;

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

  /** What one step of a cascade is given: the cascade's own context under the step's name. */
  private static final class StepContext implements MethodContext {
    private final MethodContext outer;
    private final String step;
    private final ParameterValues parameters;
    private final int before;
    private int finished;

    /**
     * @param before units of work that the steps before have finished
     */
    StepContext(MethodContext outer, String step, ParameterValues parameters, int before) {
      this.outer = outer;
      this.step = step;
      this.parameters = parameters;
      this.before = before;
      this.finished = before;
    }

    /** Units of work finished by this step and those before it. */
    int finished() {
      return finished;
    }

    @Override
    public Network network() {
      return outer.network();
    }

    @Override
    public Network freshNetwork(String purpose) {
      return outer.freshNetwork(inStep(purpose));
    }

    @Override
    public LabelledImages retain() {
      return outer.retain();
    }

    @Override
    public LabelledImages forget() {
      return outer.forget();
    }

    @Override
    public TrainingBatches batches(LabelledImages set, int batchSize, String purpose) {
      return outer.batches(set, batchSize, inStep(purpose));
    }

    @Override
    public ParameterValues parameters() {
      return parameters;
    }

    @Override
    public UnlearningMethod method(String name) {
      return outer.method(name);
    }

    @Override
    public Recipe originalRecipe() {
      return outer.originalRecipe();
    }

    @Override
    public SplittableRandom random(String purpose) {
      return outer.random(inStep(purpose));
    }

    @Override
    public Artefacts artefacts() {
      Artefacts files = outer.artefacts();
      return new Artefacts() {
        @Override
        public void csv(String fileName, List<String> header, List<List<Object>> rows)
            throws IOException {
          files.csv(step + "-" + fileName, header, rows);
        }

        @Override
        public void bytes(String fileName, byte[] content) throws IOException {
          files.bytes(step + "-" + fileName, content);
        }

        @Override
        public boolean mayShowImages() {
          return files.mayShowImages();
        }

        @Override
        public void withoutImages(String fileName) throws IOException {
          files.withoutImages(step + "-" + fileName);
        }
      };
    }

    @Override
    public <T> T timed(String phase, Work<T> work) throws IOException {
      return outer.timed(step + "-" + phase, work);
    }

    @Override
    public <T> T untimed(Work<T> work) throws IOException {
      return outer.untimed(work);
    }

    @Override
    public void epochFinished(int done, int total) {
      finished = before + done;
      outer.epochFinished(finished, before + total);
    }

    @Override
    public Section section(Resumable... carried) {
      Section section = outer.section(carried);
      finished = section.done() > 0 ? before + section.done() : finished;
      return section;
    }

    private String inStep(String purpose) {
      return "step-" + step + "/" + purpose;
    }
  }
}
