package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unlearnbench.io.InputException;
import org.unlearnbench.metric.attack.LossLrAttack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./unlearn score}: the membership attack and NoMUS on anyone's per-sample losses. */
@Command(
    name = "score",
    description = "Membership attack, forgetting score and NoMUS from per-sample losses.",
    footer = {
      "  ./unlearn score --unseen u.csv --forget f.csv --accuracy 0.595",
      "  ./unlearn score --unseen u.npy --forget f.npy --bootstrap 1000 --json"
    })
final class ScoreCommand extends Subcommand {
  private static final int FEWEST_DRAWS = 100;
  private static final int MOST_DRAWS = 100_000;

  @Option(
      names = "--unseen",
      required = true,
      paramLabel = "FILE",
      description =
          "Losses of images the model never saw: one number a line, or .npy of float16, float32 or"
              + " float64 and shape (n,) or (n, 1).")
  private Path unseenFile;

  @Option(
      names = "--forget",
      required = true,
      paramLabel = "FILE",
      description = "Losses of the images to be forgotten, in the data set's order.")
  private Path forgetFile;

  @Option(
      names = "--accuracy",
      paramLabel = "A",
      description = "Accuracy on test images, 0..1; NoMUS needs it.")
  private Double accuracy;

  @Option(
      names = "--lambda",
      paramLabel = "L",
      defaultValue = "0.5",
      description = "Weight of the accuracy in NoMUS, 0..1 (default: ${DEFAULT-VALUE}).")
  private double lambda;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description = "Also a 95 %% interval of the attack from N resamples (100..100000).")
  private Integer draws;

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "Also the K forget samples the attack is surest were trained on.")
  private Integer top;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<String> problems = new ArrayList<>();
    require(
        accuracy == null || (accuracy >= 0 && accuracy <= 1),
        problems,
        "--accuracy: found " + accuracy + ", expected a number in 0..1");
    require(
        lambda >= 0 && lambda <= 1,
        problems,
        "--lambda: found " + lambda + ", expected a number in 0..1");
    require(
        draws == null || (draws >= FEWEST_DRAWS && draws <= MOST_DRAWS),
        problems,
        "--bootstrap: found " + draws + ", expected " + FEWEST_DRAWS + ".." + MOST_DRAWS);
    require(top == null || top >= 1, problems, "--top: found " + top + ", expected 1 or more");
    Optional<LossFile> unseen = read(unseenFile, problems);
    Optional<LossFile> forget = read(forgetFile, problems);
    if (unseen.isPresent() && forget.isPresent()) {
      LossLrAttack.obstacle(unseen.get().losses(), forget.get().losses())
          .ifPresent(reason -> problems.add(unseenFile + ", " + forgetFile + ": " + reason));
    }
    if (!problems.isEmpty()) {
      tell(problems);
      return Failures.WRONG_INPUT;
    }
    Score result =
        Score.of(
            unseen.orElseThrow(),
            forget.orElseThrow(),
            accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy),
            lambda,
            draws == null ? 0 : draws,
            top == null ? 0 : top);
    warnOfNegative(unseen.get());
    warnOfNegative(forget.get());
    List<String> lines = json ? List.of(result.json()) : result.text();
    lines.forEach(line -> out().print(line + "\n"));
    return 0;
  }

  /** The attack takes any number, so that a mix-up would go unnoticed. */
  private void warnOfNegative(LossFile file) {
    long negative = Arrays.stream(file.losses()).filter(loss -> loss < 0).count();
    if (negative > 0) {
      tell(
          List.of(
              "warning: %s: %d of %d numbers are below 0, which a cross-entropy never is"
                  .formatted(file.file(), negative, file.losses().length)));
    }
  }

  private static void require(boolean holds, List<String> problems, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private static Optional<LossFile> read(Path file, List<String> problems) {
    try {
      return Optional.of(LossFile.read(file));
    } catch (InputException e) {
      problems.addAll(e.problems());
    } catch (IOException e) {
      problems.add(file + ": cannot be read (" + e + ")");
    }
    return Optional.empty();
  }
}
