package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A valid experiment with every default filled in: the whole input of a run beside the data. A new
 * setting at the top of the file is a line of {@link #settings} and its use.
 *
 * @param settings the values of {@link #settings}
 * @param seeds one run per seed; distinct, at least one, none negative
 * @param network the network all cells use
 * @param data at least one data set
 * @param training settings of the recipe of Original and Retrained
 * @param methods at least one method
 */
public record Experiment(
    ParameterValues settings,
    List<Long> seeds,
    Component network,
    List<Component> data,
    ParameterValues training,
    List<Component> methods) {

  /** One run; three or more are needed for an interval. */
  static final List<Long> DEFAULT_SEEDS = List.of(1L);

  /** Seeds are 0 to this, which every reader of the files holds. */
  public static final long MAX_SEED = 999_999_999_999_999_999L;

  static final String DEFAULT_NETWORK = "resnet18";

  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";
  private static final String THREADS = "threads";
  private static final String RANKING = "ranking";
  private static final String KEEP_MODELS = "keep-models";
  private static final String EVAL_EVERY = "eval-every";
  private static final String EPOCH = "epoch";
  private static final String WEIGHT_DISTANCE = "probes.weight-distance";
  private static final String RELEARN_TIME = "probes.relearn-time";
  private static final String RELEARN_CAP = "probes.relearn-cap";
  private static final String TUNED_ON = "tuned-on";
  private static final String CHANGED = "changed";
  private static final String CHECKPOINT_MINUTES = "checkpoint.minutes";
  private static final String CHECKPOINT_EPOCHS = "checkpoint.epochs";

  public Experiment {
    seeds = List.copyOf(seeds);
    data = List.copyOf(data);
    methods = List.copyOf(methods);
  }

  /**
   * The settings at the top that hold for the whole experiment.
   *
   * @param name default of the experiment's name
   * @param rankingColumns what may rank the methods
   */
  public static List<Parameter> settings(String name, List<String> rankingColumns) {
    return List.of(
        Parameter.text(NAME, name, "names the run directory"),
        Parameter.text(DESCRIPTION, "", "for the report"),
        // Part of a result's identity: another count gives other bits.
        Parameter.integer(THREADS, 2, "threads of each worker").atLeast(1).atMost(256),
        Parameter.choice(RANKING, "nomus", rankingColumns, "metric that ranks methods"),
        // A full-width model takes 45 MB.
        Parameter.flag(KEEP_MODELS, false, "store each cell's weights"),
        Parameter.choice(
            EVAL_EVERY,
            "never",
            List.of("never", EPOCH),
            "when to score the model while it unlearns, with the clock stopped"),
        Parameter.flag(
            WEIGHT_DISTANCE, false, "compare weights with Original's and Retrained's, by layer"),
        Parameter.flag(
            RELEARN_TIME,
            false,
            "train a copy on forget until Original's forget accuracy is reached; count epochs"),
        // As in ERASURE's relearn time.
        Parameter.integer(RELEARN_CAP, 100, "most epochs of relearning").atLeast(1).atMost(10_000),
        // A full-width model takes 0.3 s or so; nothing else depends on it.
        Parameter.number(
                CHECKPOINT_MINUTES,
                5,
                "store a cell under way at the first epoch's end after so long; 0: not by time")
            .atLeast(0),
        Parameter.integer(
                CHECKPOINT_EPOCHS, 0, "store it every so many epochs, too; 0: by time alone")
            .atLeast(0),
        Parameter.choice(
            TUNED_ON,
            Selection.NOT_STATED.key(),
            Selection.keys(),
            "whose results chose the settings; test: boards warn of it"),
        Parameter.texts(CHANGED, List.of(), "what --set changed of the file; written by run")
            .orAbsent());
  }

  /** The defaults of {@link #settings}, for an experiment of that name and description. */
  public static ParameterValues standard(String name, String description) {
    return ParameterValues.defaults(settings(name, List.of())).with(DESCRIPTION, description);
  }

  /** The method that this experiment calls so. */
  public Component method(String label) {
    return labelled(methods, label);
  }

  /** The data set that this experiment calls so. */
  public Component dataset(String label) {
    return labelled(data, label);
  }

  private static Component labelled(List<Component> components, String label) {
    return components.stream()
        .filter(component -> component.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("the configuration has no '" + label + "'"));
  }

  /** Names the run directory. */
  public String name() {
    return settings.text(NAME);
  }

  /** One or more sentences for the report, may be empty. */
  public String description() {
    return settings.text(DESCRIPTION);
  }

  /** Threads of each worker. */
  public int threads() {
    return settings.integer(THREADS);
  }

  /** Column of the metric that ranks the methods. */
  public String ranking() {
    return settings.text(RANKING);
  }

  /** Whether each cell keeps its weights. */
  public boolean keepModels() {
    return settings.flag(KEEP_MODELS);
  }

  /** What is measured beside the outputs. */
  public Probes probes() {
    return new Probes(
        settings.text(EVAL_EVERY).equals(EPOCH),
        settings.flag(WEIGHT_DISTANCE),
        settings.flag(RELEARN_TIME),
        settings.integer(RELEARN_CAP));
  }

  /** How often the state of a cell under way is stored; changes no result. */
  public Checkpointing checkpointing() {
    return new Checkpointing(
        settings.number(CHECKPOINT_MINUTES), settings.integer(CHECKPOINT_EPOCHS));
  }

  /**
   * How often, either of both; 0 is never.
   *
   * @param minutes since it was stored last, or since the cell began
   * @param epochs of a section
   */
  public record Checkpointing(double minutes, int epochs) {}

  /** What is said of how the settings were chosen. */
  public Selection tunedOn() {
    return Selection.of(settings.text(TUNED_ON));
  }

  /** What the command line changed of the file that is described: {@code path=value}. */
  public List<String> changed() {
    return settings.has(CHANGED) ? settings.texts(CHANGED) : List.of();
  }

  /**
   * The same, with {@code more} assignments noted. Of a path the file's name is kept: results are
   * passed on.
   */
  Experiment noting(List<String> more) {
    List<String> all =
        Stream.concat(
                changed().stream(),
                more.stream()
                    .filter(set -> !set.matches("\\s*(name|description)\\s*=(?s:.*)"))
                    .map(set -> set.replaceFirst("=(\\s*['\"]?)/[^'\"]*/", "=$1")))
            .distinct()
            .toList();
    return all.isEmpty()
        ? this
        : new Experiment(settings.with(CHANGED, all), seeds, network, data, training, methods);
  }

  /** Whether a cell is one of this experiment's, by the names it gives. */
  public boolean asksFor(String dataset, String method, long seed) {
    return seeds.contains(seed)
        && data.stream().anyMatch(component -> component.label().equals(dataset))
        && methods.stream().anyMatch(component -> component.label().equals(method));
  }

  /** The same under another name. */
  public Experiment named(String name) {
    return new Experiment(settings.with(NAME, name), seeds, network, data, training, methods);
  }

  /**
   * Why the results of this experiment and of {@code other} cannot stand in one directory: {@code
   * path=value} of what shapes results of both, with the value there. Seeds, data sets and methods
   * that only one of them has may, and so may what is measured beside the outputs.
   */
  public List<String> conflicts(Experiment other) {
    List<String> found = new ArrayList<>();
    compare(THREADS, threads(), other.threads(), found);
    compare("network", network, other.network, found);
    compare("training", training, other.training, found);
    compare("data", data, other.data, found);
    compare("methods", methods, other.methods, found);
    if (probes().relearnTime() && other.probes().relearnTime()) {
      compare(RELEARN_CAP, probes().relearnCap(), other.probes().relearnCap(), found);
    }
    return found;
  }

  private static void compare(
      String path, List<Component> ours, List<Component> others, List<String> found) {
    for (Component our : ours) {
      for (Component other : others) {
        if (our.label().equals(other.label())) {
          compare(path + "." + our.label(), our, other, found);
        }
      }
    }
  }

  private static void compare(String path, Component our, Component other, List<String> found) {
    compare(path, our.name(), other.name(), found);
    compare(path, our.values(), other.values(), found);
  }

  private static void compare(
      String path, ParameterValues ours, ParameterValues others, List<String> found) {
    Set<String> names = new TreeSet<>(ours.asMap().keySet());
    names.addAll(others.asMap().keySet());
    for (String name : names) {
      compare(path + "." + name, ours.asMap().get(name), others.asMap().get(name), found);
    }
  }

  private static void compare(String path, Object our, Object other, List<String> found) {
    if (!Objects.equals(our, other)) {
      found.add(path + "=" + other);
    }
  }

  /**
   * Both experiments in one, where nothing {@link #conflicts}: what either has or asks for, under
   * the name, description and ranking of {@code more}.
   */
  public Experiment joined(Experiment more) {
    Experiment last = more.probes().relearnTime() ? more : this;
    Probes a = probes();
    Probes b = more.probes();
    ParameterValues both =
        more.settings
            .with(KEEP_MODELS, keepModels() || more.keepModels())
            .with(EVAL_EVERY, (a.everyEpoch() ? this : more).settings.text(EVAL_EVERY))
            .with(WEIGHT_DISTANCE, a.weightDistance() || b.weightDistance())
            .with(RELEARN_TIME, a.relearnTime() || b.relearnTime())
            .with(RELEARN_CAP, (long) last.probes().relearnCap());
    return new Experiment(
            both,
            Stream.concat(seeds.stream(), more.seeds.stream()).distinct().toList(),
            network,
            Stream.concat(data.stream(), more.data.stream()).distinct().toList(),
            training,
            Stream.concat(methods.stream(), more.methods.stream()).distinct().toList())
        .noting(changed());
  }

  /**
   * What is measured of a model beside its outputs. Nothing of it changes the outputs.
   *
   * @param everyEpoch whether the model is scored after every epoch of its unlearning
   * @param weightDistance whether the weights are compared with those of Original and Retrained
   * @param relearnTime whether a copy of the model is trained on forget until it knows it again
   * @param relearnCap most epochs of that training, at least 1
   */
  public record Probes(
      boolean everyEpoch, boolean weightDistance, boolean relearnTime, int relearnCap) {

    /** Whether the finished model is looked into, for which Original must be at hand. */
    public boolean ofTheModel() {
      return weightDistance || relearnTime;
    }
  }
}
