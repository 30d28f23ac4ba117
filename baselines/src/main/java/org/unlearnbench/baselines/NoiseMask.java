package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.method.MeanGradient;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.OrderedBatches;
import org.unlearnbench.method.RandomStreams;
import org.unlearnbench.method.attack.AttackLog;
import org.unlearnbench.method.attack.ProjectedGradient;
import org.unlearnbench.method.filter.ConvolutionLayer;
import org.unlearnbench.method.filter.FilterMask;
import org.unlearnbench.method.filter.FilterScores;
import org.unlearnbench.method.filter.FilterScores.Measure;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.nn.loss.TaskLoss;

/**
 * ARU's mask: which units of the convolutions the noise of the forget images points at. Looks at
 * the network and leaves it as it is.
 */
final class NoiseMask {
  private static final int BATCH = 64;
  private static final String DISTANCE = "gradient-distance";

  /** Units per layer of which {@code kernels.csv} shows both gradients. */
  private static final int SHOWN = 100;

  private final MethodContext context;
  private final FilterForgetting forgetting;
  private final List<ConvolutionLayer> layers;
  private final Network network;
  private final Objective loss;

  NoiseMask(MethodContext context, FilterForgetting forgetting) {
    this.context = context;
    this.forgetting = forgetting;
    this.layers = forgetting.layers(context);
    this.network = context.network();
    this.loss = Objective.taskLoss(context.task());
  }

  /** The units that {@code values} select by their scores. */
  FilterMask mask(ParameterValues values, FilterScores scores) {
    return values.text("mask.select").equals("largest")
        ? FilterMask.largest(scores, forgetting.ratio(), forgetting.scope())
        : FilterMask.smallest(scores, forgetting.ratio(), forgetting.scope());
  }

  /**
   * The units' scores.
   *
   * @param random where the attack starts, if at random
   * @param log is told of the attack
   * @param counted whether the time is the method's
   */
  FilterScores scores(
      ParameterValues values, SplittableRandom random, AttackLog log, boolean counted)
      throws IOException {
    Gradients gradients = gradients(values, random, log, counted);
    float[] weights = network.parameters();
    switch (values.text("mask.score")) {
      case DISTANCE:
        return FilterScores.of(layers, FilterScores::absoluteMean, weights, gradients.distance());
      case "grad-l2":
        return FilterScores.of(layers, FilterScores::rootMeanSquare, weights, gradients.fed);
      case "taylor":
        return FilterScores.of(layers, FilterScores::taylor, weights, gradients.fed);
      case "contrast":
        Measure size = FilterScores::meanAbsolute;
        float[] retain = part(counted, "mask", () -> retainGradient("contrast", mode(values)));
        return FilterScores.of(layers, size, weights, gradients.fed)
            .dividedBy(FilterScores.of(layers, size, weights, retain));
      default:
        return FilterScores.of(layers, FilterScores::meanAbsolute, weights, gradients.fed);
    }
  }

  /**
   * Gradients of the loss of the true labels.
   *
   * @param clean of the forget images; null where no score wants it
   * @param fed of the mask's input
   */
  private record Gradients(float[] clean, float[] fed) {

    float[] distance() {
      float[] distance = new float[fed.length];
      for (int i = 0; i < fed.length; i++) {
        distance[i] = clean[i] - fed[i];
      }
      return distance;
    }
  }

  private Gradients gradients(
      ParameterValues values, SplittableRandom random, AttackLog log, boolean counted)
      throws IOException {
    Mode mode = mode(values);
    String input = values.text("mask.input");
    boolean distance = values.text("mask.score").equals(DISTANCE);
    if (distance && input.equals("clean")) {
      throw new IllegalStateException(
          "mask.score gradient-distance compares with the clean images: mask.input clean is no"
              + " choice, use noise or adversarial");
    }
    // The distance is between sums of the batches' means, as in the source; all else are means over
    // images. Up to a constant they differ only in what a smaller last batch counts.
    Objective objective =
        distance
            ? (batch, logits) -> loss.of(batch, logits).times((double) BATCH / batch.size())
            : loss;
    OrderedBatches forget = new OrderedBatches(context.forget(), batchSize(mode));
    if (input.equals("clean")) {
      return new Gradients(null, part(counted, "mask", () -> over(forget, objective, mode)));
    }
    ProjectedGradient attack =
        new ProjectedGradient(
            ProjectedGradient.Settings.of(values.under("attack")), TaskLoss.of(context.task()));
    MeanGradient clean = new MeanGradient(network, objective, mode);
    MeanGradient fed = new MeanGradient(network, objective, mode);
    float[] before = network.parameters();
    for (Batch batch : forget) {
      Batch attacked =
          part(
              counted,
              "attack",
              () ->
                  attack.attack(
                      network, batch, random, (s, mean) -> log.reached(s, mean, batch.size())));
      if (counted) {
        context.untimed(
            () -> {
              log.add(network, batch, attacked);
              return null;
            });
      }
      part(
          counted,
          "mask",
          () -> {
            if (distance) {
              clean.add(batch);
            }
            fed.add(input.equals("noise") ? noise(batch, attacked) : attacked);
            network.setParameters(before); // a pass in train mode moves running statistics
            return null;
          });
    }
    return new Gradients(distance ? clean.value() : null, fed.value());
  }

  private <T> T part(boolean counted, String phase, MethodContext.Work<T> work) throws IOException {
    return counted ? context.timed(phase, work) : work.run();
  }

  private static Mode mode(ParameterValues values) {
    return Mode.valueOf(values.text("mask.mode").toUpperCase(Locale.ROOT));
  }

  /** 64, or the next size that leaves no image alone, which BatchNorm in train mode cannot take. */
  private int batchSize(Mode mode) {
    int images = context.forget().size();
    int size = BATCH;
    while (mode == Mode.TRAIN && images > 1 && images % size == 1) {
      size++;
    }
    return size;
  }

  private float[] retainGradient(String stream, Mode mode) {
    LabelledImages retain = context.retain();
    int size = Math.min(retain.size(), context.forget().size());
    int[] order = RandomStreams.permutation(retain.size(), context.random(stream));
    LabelledImages sample = retain.subset(Arrays.copyOf(order, size));
    return over(new OrderedBatches(sample, batchSize(mode)), loss, mode);
  }

  private float[] over(OrderedBatches images, Objective objective, Mode mode) {
    float[] before = network.parameters();
    float[] gradient = MeanGradient.over(network, images, objective, mode);
    network.setParameters(before);
    return gradient;
  }

  private static Batch noise(Batch clean, Batch attacked) {
    float[] delta = new float[clean.pixels().length];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = attacked.pixels()[i] - clean.pixels()[i];
    }
    return new Batch(clean.size(), delta, clean.labels());
  }

  /**
   * Leaves {@code overlap.csv}: of each two masks the units in both by the units in one of them,
   * for {@code chosen} and the masks of both directions of the attack and both modes, of a second
   * random start, of MSG's statistic (|mean of retain's gradient less forget's|, eval mode) and of
   * a lot, the control's; and {@code kernels.csv}: of some units of every layer the mean gradient
   * of the clean images and of the noise, and whether the unit is chosen.
   */
  void writeMechanism(ParameterValues values, FilterMask chosen) throws IOException {
    AttackLog unused = new AttackLog(TaskLoss.of(context.task()), 0);
    Map<String, FilterMask> masks = new LinkedHashMap<>();
    masks.put("chosen", chosen);
    for (String direction : List.of("minimise", "maximise")) {
      for (String mode : List.of("train", "eval")) {
        ParameterValues other = values.with("attack.direction", direction).with("mask.mode", mode);
        FilterScores scores = scores(other, context.random("attack"), unused, false);
        masks.put(direction + "-" + mode, mask(other, scores));
      }
    }
    masks.put(
        "second-start",
        mask(values, scores(values, context.random("attack/second"), unused, false)));
    masks.put("msg", FilterMask.smallest(smallGradients(), forgetting.ratio(), forgetting.scope()));
    masks.put("lot", forgetting.lot(context));
    List<List<Object>> rows = new ArrayList<>();
    masks.forEach(
        (name, mask) ->
            masks.forEach(
                (other, otherMask) -> {
                  if (name.compareTo(other) < 0) {
                    rows.add(List.of(name, other, mask.jaccard(otherMask)));
                  }
                }));
    context.artefacts().csv("overlap.csv", List.of("mask", "other", "jaccard"), rows);
    writeKernels(values.with("mask.score", DISTANCE).with("mask.input", "noise"), chosen, unused);
  }

  private FilterScores smallGradients() {
    float[] difference = retainGradient("retain-sample", Mode.EVAL);
    float[] forget =
        MeanGradient.over(network, new OrderedBatches(context.forget()), loss, Mode.EVAL);
    for (int i = 0; i < forget.length; i++) {
      difference[i] -= forget[i];
    }
    return FilterScores.of(layers, FilterScores::absoluteMean, network.parameters(), difference);
  }

  private void writeKernels(ParameterValues values, FilterMask chosen, AttackLog unused)
      throws IOException {
    Gradients gradients = gradients(values, context.random("attack"), unused, false);
    List<List<Object>> rows = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      ConvolutionLayer layer = layers.get(l);
      for (int i = 0; i < Math.min(SHOWN, layer.units()); i++) {
        int unit = (int) ((long) i * layer.units() / Math.min(SHOWN, layer.units()));
        rows.add(
            List.of(
                layer.weight().module(),
                unit,
                mean(layer, unit, gradients.clean),
                mean(layer, unit, gradients.fed),
                chosen.masked()[l][unit] ? 1 : 0));
      }
    }
    context
        .artefacts()
        .csv("kernels.csv", List.of("layer", "unit", "clean", "noise", "masked"), rows);
  }

  private static double mean(ConvolutionLayer layer, int unit, float... gradient) {
    double sum = 0;
    for (int i = layer.unitOffset(unit); i < layer.unitOffset(unit + 1); i++) {
      sum += gradient[i];
    }
    return sum / layer.unitLength();
  }
}
