package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Predictions;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.result.SampleScores;

/**
 * SCRUB+R: SCRUB as its authors publish it, then back to the epoch whose error on forget is nearest
 * to the final model's error on images like them that were not to be forgotten. So forgetting does
 * not go so far that it gives itself away.
 */
public final class ScrubRewind implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "scrub+r",
              "SCRUB+R",
              "SCRUB, rewound to the epoch where forget looks like images not seen",
              ScrubKurmanji.SOURCE,
              Parameter.number(
                      "validation-share", 0.1, "part of retain that is held out as reference")
                  .above(0)
                  .atMost(0.5))
          .withParameters(ScrubKurmanji.parameters())
          .withParameters(ScrubKurmanji.recipe())
          .withNotes(
              "The source takes validation images of the forget classes, which no method is given"
                  + " here: a part of retain with labels that occur in forget stands in, held out"
                  + " of the min pass. Original was trained on it, so the reference error is lower"
                  + " than the source's.",
              "Of epochs equally near, the earliest is taken; Original itself is not among them.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) throws IOException {
    LabelledImages retain = context.retain();
    int[] heldOut = heldOut(context);
    LabelledImages reference = retain.subset(heldOut);
    Set<Integer> out = new HashSet<>(Arrays.stream(heldOut).boxed().toList());
    LabelledImages rest =
        retain.subset(IntStream.range(0, retain.size()).filter(i -> !out.contains(i)).toArray());
    Network network = context.network();
    Epochs seen = new Epochs(new ArrayList<>(), new ArrayList<>());
    ScrubKurmanji.run(
        context,
        rest,
        epoch -> {
          seen.weights.add(network.parameters());
          seen.errors.add(error(network, context.forget()));
        },
        seen);
    List<Double> errors = seen.errors;
    if (errors.isEmpty()) {
      return;
    }
    double target = error(network, reference);
    int best = 0;
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < errors.size(); i++) {
      rows.add(List.of(i + 1, errors.get(i), target));
      best = Math.abs(errors.get(i) - target) < Math.abs(errors.get(best) - target) ? i : best;
    }
    context
        .artefacts()
        .csv("rewind.csv", List.of("epoch", "forget_error", "reference_error"), rows);
    network.setParameters(seen.weights.get(best));
  }

  /** By epoch the weights, and the error on forget. */
  private record Epochs(List<float[]> weights, List<Double> errors) implements Resumable {

    @Override
    public void save(StateFile.Out out) throws IOException {
      out.doubles(errors.stream().mapToDouble(error -> error).toArray());
      for (float[] epoch : weights) {
        out.floats(epoch);
      }
    }

    @Override
    public void restore(StateFile.In in) throws IOException {
      errors.clear();
      weights.clear();
      for (double error : in.doubles()) {
        errors.add(error);
      }
      while (weights.size() < errors.size()) {
        weights.add(in.floats());
      }
    }
  }

  /** A random share of retain, of labels that occur in forget; at least one image. */
  private static int[] heldOut(MethodContext context) {
    LabelledImages retain = context.retain();
    LabelledImages forget = context.forget();
    Set<List<Integer>> labels = new HashSet<>();
    for (int i = 0; i < forget.size(); i++) {
      labels.add(Arrays.stream(forget.sample(i).label()).boxed().toList());
    }
    int[] alike =
        Arrays.stream(RandomStreams.permutation(retain.size(), context.random("held-out")))
            .filter(i -> labels.contains(Arrays.stream(retain.sample(i).label()).boxed().toList()))
            .toArray();
    if (alike.length == 0) {
      throw new IllegalStateException("no image of retain has a label that occurs in forget");
    }
    double share = context.parameters().number("validation-share");
    int count = (int) Math.max(1, Math.min(alike.length, Math.round(share * retain.size())));
    return Arrays.copyOf(alike, count);
  }

  private static double error(Network network, LabelledImages images) {
    return 1 - SampleScores.of(Predictions.of(network, Split.FORGET, images)).accuracy();
  }
}
