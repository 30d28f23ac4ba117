package org.unlearnbench.method;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;

/** What a method is given in a test. */
public final class SmallContext implements MethodContext, AutoCloseable {
  private final SmallSetting setting;
  private final RandomStreams streams;
  private final ParameterValues parameters;
  private final Network network;
  private final MemoryArtefacts artefacts = new MemoryArtefacts();
  private final List<String> epochs = new ArrayList<>();
  private final List<Network> fresh = new ArrayList<>();
  private final Set<String> phases = new TreeSet<>();
  private final Function<Resumable[], Section> sections;
  private boolean inPhase;

  SmallContext(
      SmallSetting setting,
      RandomStreams streams,
      ParameterValues parameters,
      Network network,
      Function<Resumable[], Section> sections) {
    this.setting = setting;
    this.streams = streams;
    this.parameters = parameters;
    this.network = network;
    this.sections = sections;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Network freshNetwork(String purpose) {
    Network made = setting.fresh(streams.of("network/" + purpose));
    fresh.add(made);
    return made;
  }

  @Override
  public LabelledImages retain() {
    return setting.retain();
  }

  @Override
  public LabelledImages forget() {
    return setting.forget();
  }

  @Override
  public TrainingBatches batches(LabelledImages set, int batchSize, String purpose) {
    return new ShuffledBatches(set, batchSize, streams, purpose);
  }

  @Override
  public ParameterValues parameters() {
    return parameters;
  }

  @Override
  public UnlearningMethod method(String name) {
    return ServiceLoader.load(UnlearningMethod.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no method is called " + name));
  }

  @Override
  public Recipe originalRecipe() {
    return setting.recipe();
  }

  @Override
  public SplittableRandom random(String purpose) {
    return streams.of(purpose);
  }

  @Override
  public MemoryArtefacts artefacts() {
    return artefacts;
  }

  @Override
  public void epochFinished(int done, int total) {
    epochs.add(done + "/" + total);
  }

  @Override
  public Section section(Resumable... carried) {
    return sections.apply(carried);
  }

  @Override
  public <T> T timed(String phase, Work<T> work) throws IOException {
    if (inPhase) {
      throw new IllegalStateException(phase + " is part of another phase");
    }
    inPhase = true;
    phases.add(phase);
    try {
      return work.run();
    } finally {
      inPhase = false;
    }
  }

  /** The parts whose time was told apart. */
  public Set<String> phases() {
    return phases;
  }

  /** What was reported as finished, such as {@code 1/2}. */
  public List<String> epochs() {
    return epochs;
  }

  @Override
  public void close() {
    network.close();
    fresh.forEach(Network::close);
  }
}
