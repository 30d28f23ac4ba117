package org.unlearnbench.run.cell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.Registry;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.method.Artefacts;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Section;
import org.unlearnbench.method.TrainingBatches;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;

/** What a method is given in a worker. Networks it asks for are freed with the context. */
final class CellContext implements MethodContext, AutoCloseable {
  private final Setting setting;
  private final Registry<UnlearningMethod> methods;
  private final Network network;
  private final ParameterValues parameters;
  private final Artefacts artefacts;
  private final PhaseListener listener;
  private final UnlearningClock clock;
  private final Optional<AnytimeCurve> curve;
  private final CellCheckpoint checkpoint;
  private final List<Network> fresh = new ArrayList<>();

  CellContext(
      Setting setting,
      Registry<UnlearningMethod> methods,
      Network network,
      ParameterValues parameters,
      Artefacts artefacts,
      PhaseListener listener,
      UnlearningClock clock,
      Optional<AnytimeCurve> curve,
      CellCheckpoint checkpoint) {
    this.setting = setting;
    this.methods = methods;
    this.network = network;
    this.parameters = parameters;
    this.artefacts = artefacts;
    this.listener = listener;
    this.clock = clock;
    this.curve = curve;
    this.checkpoint = checkpoint;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Network freshNetwork(String purpose) {
    Network made = setting.network("network/fresh/" + purpose);
    fresh.add(made);
    return made;
  }

  @Override
  public LabelledImages retain() {
    return setting.data().split(Split.RETAIN);
  }

  @Override
  public LabelledImages forget() {
    return setting.data().split(Split.FORGET);
  }

  @Override
  public TrainingBatches batches(LabelledImages set, int batchSize, String purpose) {
    return setting.batches(set, batchSize, "method/" + purpose);
  }

  @Override
  public ParameterValues parameters() {
    return parameters;
  }

  @Override
  public UnlearningMethod method(String name) {
    return methods.get(name);
  }

  @Override
  public Recipe originalRecipe() {
    return setting.recipe();
  }

  @Override
  public SplittableRandom random(String purpose) {
    return setting.random().of("method/" + purpose);
  }

  @Override
  public Artefacts artefacts() {
    return artefacts;
  }

  @Override
  public <T> T timed(String phase, Work<T> work) throws IOException {
    try (UnlearningClock.Phase part = clock.phase(phase)) {
      assert part != null;
      return work.run();
    }
  }

  @Override
  public <T> T untimed(Work<T> work) throws IOException {
    return clock.stopped("log", work);
  }

  @Override
  public void epochFinished(int done, int total) {
    setting.meter().training().epoch(done, total);
    listener.progress("unlearn", done, total);
    Spent spent = clock.worked();
    if (curve.isPresent()) {
      try {
        clock.stopped(
            "score",
            () -> {
              curve.get().add(network, done, spent);
              return null;
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Section section(Resumable... carried) {
    return checkpoint.section(carried);
  }

  @Override
  public void close() {
    fresh.forEach(Network::close);
  }
}
