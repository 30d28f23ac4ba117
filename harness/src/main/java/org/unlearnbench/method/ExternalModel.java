package org.unlearnbench.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
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

  private static final Info INFO =
      new Info(
              NAME,
              "External",
              "loads the weights of a file: a model that was unlearned elsewhere",
              "",
              Parameter.path(WEIGHTS, "safetensors, or a state dict saved by torch.save (zip)"),
              Parameter.text(SHA256, "", "hash the file must have, in hexadecimal; empty: any"))
          .withNotes(
              "Names are torchvision's; a prefix module. or model. and fc.fc for fc are fine.",
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
    WeightsFile weights = WeightsFile.read(file);
    String expected = context.parameters().text(SHA256);
    if (!expected.isEmpty() && !expected.equalsIgnoreCase(weights.sha256())) {
      throw new InputException(
          file + ": has the SHA-256 " + weights.sha256() + ", expected " + expected);
    }
    Checkpoints.load(file.toString(), weights.tensors(), context.network());
    context
        .artefacts()
        .csv(
            "weights.csv",
            List.of("file", "format", "tensors", "sha256"),
            List.of(
                List.of(
                    file.getFileName().toString(),
                    weights.format().title(),
                    weights.tensors().size(),
                    weights.sha256())));
  }
}
