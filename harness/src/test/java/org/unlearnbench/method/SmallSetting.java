package org.unlearnbench.method;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource.Request;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cmu.CmuFacesSource;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.graph.ResNet18Factory;

/**
 * Real faces and a trained model, small enough for unit tests: CMU faces of 32x32 pixels, 48 to
 * retain and 32 to forget, and a ResNet-18 of width 8 trained on both.
 */
public final class SmallSetting {
  private static final int SIZE = 32;
  private static final Recipe RECIPE =
      new Recipe(12, 32, 0.02, 0.9, 0, Schedule.step(0.1, 1 / 3.0, 2 / 3.0));

  private final LabelledImages retain;
  private final LabelledImages forget;
  private final NetworkSpec spec;
  private final float[] original;

  private SmallSetting(LabelledImages retain, LabelledImages forget) {
    this.retain = retain;
    this.forget = forget;
    this.spec = new NetworkSpec("resnet18", 8, SIZE, retain.task().outputs());
    this.original = train();
  }

  /** Made once per JVM and kind of task; nothing in it ever changes. */
  public static SmallSetting of(boolean multiLabel) {
    return multiLabel ? Holder.MULTI_LABEL : Holder.SINGLE_LABEL;
  }

  private static final class Holder {
    static final SmallSetting SINGLE_LABEL = make("mufac");
    static final SmallSetting MULTI_LABEL = make("mucac");
  }

  private static SmallSetting make(String task) {
    CmuFacesSource source = new CmuFacesSource();
    ParameterValues values =
        ParameterValues.defaults(source.info().parameters()).with("task", task);
    Path cache = Path.of("target", "test-cache").toAbsolutePath();
    try {
      DataSet data = source.load(new Request("cmu-" + task, values, SIZE, cache));
      return new SmallSetting(
          every(data.split(Split.RETAIN), 48), every(data.split(Split.FORGET), 32));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabelledImages every(LabelledImages images, int count) {
    return images.subset(IntStream.range(0, count).map(i -> i * images.size() / count).toArray());
  }

  private float[] train() {
    RandomStreams streams = new RandomStreams(7);
    try (Network network = fresh(streams.of("original"))) {
      new Trainer(network, RECIPE)
          .train(
              new ShuffledBatches(retain.concat(forget), 32, streams, "original"),
              Objective.taskLoss(retain.task()),
              (done, total) -> {});
      return network.parameters();
    }
  }

  Network fresh(SplittableRandom random) {
    return new ResNet18Factory().create(spec, random);
  }

  /** What a method is given: the trained model, or a new one if the method starts fresh. */
  public SmallContext context(UnlearningMethod method, ParameterValues parameters, long seed) {
    return context(method, parameters, seed, network -> carried -> Section.NONE);
  }

  /**
   * @param sections keeps how far a network's training has come
   */
  public SmallContext context(
      UnlearningMethod method,
      ParameterValues parameters,
      long seed,
      Function<Network, Function<Resumable[], Section>> sections) {
    RandomStreams streams = new RandomStreams(seed);
    Network network = fresh(streams.of("initial"));
    if (method.start() == UnlearningMethod.Start.ORIGINAL) {
      network.setParameters(original);
    }
    return new SmallContext(this, streams, parameters, network, sections.apply(network));
  }

  /** A network with the trained weights. */
  public Network originalNetwork() {
    Network network = fresh(new SplittableRandom(1));
    network.setParameters(original);
    return network;
  }

  public LabelledImages retain() {
    return retain;
  }

  public LabelledImages forget() {
    return forget;
  }

  public Recipe recipe() {
    return RECIPE;
  }

  /** A copy of the trained weights. */
  public float[] original() {
    return Arrays.copyOf(original, original.length);
  }
}
