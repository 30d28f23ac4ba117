package org.unlearnbench.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.checkpoint.Checkpoints;
import org.unlearnbench.nn.checkpoint.WeightsFile;

/**
 * Puts the weights of a file in place of unlearning: a model from another program is then scored as
 * any other, with its own row on the board. How long its unlearning took is not known here.
 */
public final class ExternalModel implements UnlearningMethod {
  /** The registered name. */
  public static final String NAME = "external";

  /** Names the file with the weights. */
  public static final String WEIGHTS = "weights";

  /** Names the hash the file must have. */
  public static final String SHA256 = "sha256";

  /** Names the state dict in a file that has several. */
  public static final String KEY = "key";

  private static final Info INFO =
      new Info(
              NAME,
              "External",
              "loads the weights of a file: a model that was unlearned elsewhere",
              "",
              Parameter.path(WEIGHTS, "safetensors, or a state dict saved by torch.save (zip)"),
              Parameter.text(SHA256, "", "hash the file must have, in hexadecimal; empty: any"),
              Parameter.text(KEY, "", "state dict of a file that has several; empty: the only one"))
          .withNotes(
              "Names are torchvision's, under any wrapper (module., model., _orig_mod.); fc.fc for fc and"
                  + " Hugging Face's names are fine.",
              "A file that names its classes (class_to_idx, classes, id2label and the like, or a"
                  + " config.json beside it) in another order than the data set's is refused.",
              "Its unlearning time is not known, so it is NA.",
              "The seed only says which runs of other methods stand beside it.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public Start start() {
    return Start.FRESH;
  }

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    Path file = context.parameters().path(WEIGHTS);
    String name = file.getFileName().toString();
    Optional<String> key =
        Optional.of(context.parameters().text(KEY)).filter(text -> !text.isEmpty());
    try {
      load(file, key, name, context);
    } catch (InputException e) {
      // Results are passed on: they say nothing of folders.
      throw new InputException(e.getMessage().replace(file.toString(), name));
    }
  }

  private static void load(Path file, Optional<String> key, String name, MethodContext context)
      throws IOException {
    WeightsFile weights = WeightsFile.read(file, key);
    String expected = context.parameters().text(SHA256);
    if (!expected.isEmpty() && !expected.equalsIgnoreCase(weights.sha256())) {
      throw new InputException(
          name + ": has the SHA-256 " + weights.sha256() + ", expected " + expected);
    }
    requireOrder(name, weights, context.task());
    Checkpoints.load(name, weights.tensors(), context.network());
    context
        .artefacts()
        .csv(
            "weights.csv",
            List.of("file", "format", "tensors", "sha256"),
            List.of(
                List.of(
                    name, weights.format().title(), weights.tensors().size(), weights.sha256())));
  }

  /** Refuses a model whose file says that its outputs are the same classes in another order. */
  private static void requireOrder(String name, WeightsFile weights, Task task)
      throws InputException {
    for (Map.Entry<String, List<String>> found : weights.classes().entrySet()) {
      List<String> theirs = found.getValue();
      if (!theirs.equals(task.labels())
          && theirs.size() == task.outputs()
          && Set.copyOf(theirs).equals(Set.copyOf(task.labels()))) {
        throw new InputException(
            ("%s: its outputs are in another order than the data set's classes: '%s' says %s, the"
                    + " data set has %s; give the data set's classes in the model's order, or"
                    + " reorder the rows of the model's last layer")
                .formatted(name, found.getKey(), Task.shown(theirs), Task.shown(task.labels())));
      }
    }
  }
}
