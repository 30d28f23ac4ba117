package org.unlearnbench.run.extension;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Described;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.config.Registry;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.augment.Augmentation;
import org.unlearnbench.io.InputException;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.metric.MetricProvider;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.Publisher;

/**
 * Everything found by {@link ServiceLoader} on the class path and in plug-in jars.
 *
 * @param sources data sources by name
 * @param methods unlearning methods by name
 * @param networks networks by name
 * @param metrics metrics in the order of their columns
 * @param publishers makers of reports and boards in the order they run
 * @param plugIns what of these came from jars, and the jars beside them
 */
public record Extensions(
    Registry<DataSource> sources,
    Registry<UnlearningMethod> methods,
    Registry<NetworkFactory> networks,
    List<Metric> metrics,
    List<Publisher> publishers,
    List<PlugIn> plugIns) {
  static final List<Class<?>> TYPES =
      List.of(
          DataSource.class,
          UnlearningMethod.class,
          NetworkFactory.class,
          MetricProvider.class,
          Publisher.class);

  /** Extensions none of which came from a jar. */
  public Extensions(
      Registry<DataSource> sources,
      Registry<UnlearningMethod> methods,
      Registry<NetworkFactory> networks,
      List<Metric> metrics,
      List<Publisher> publishers) {
    this(sources, methods, networks, metrics, publishers, List.of());
  }

  /**
   * Finds the extensions.
   *
   * @param pluginFolders folders whose {@code *.jar} files are looked into, by name
   * @throws InputException if a folder is missing, a plug-in cannot be loaded, or a name is taken
   */
  public static Extensions load(List<Path> pluginFolders) throws InputException {
    ClassLoader loader = loader(pluginFolders);
    try {
      return load(loader);
    } catch (ServiceConfigurationError | RuntimeException | LinkageError | StackOverflowError e) {
      String cause = e.getCause() == null ? "" : ", as: " + e.getCause();
      throw new InputException("a plug-in cannot be loaded: " + whose(loader) + e + cause);
    }
  }

  private static Extensions load(ClassLoader loader) throws InputException {
    PlugInJars jars = new PlugInJars(loader);
    List<PlugIn> plugIns = new ArrayList<>();
    List<Metric> metrics = new ArrayList<>();
    for (MetricProvider provider : services(MetricProvider.class, loader)) {
      for (Metric metric : provider.metrics()) {
        metrics.add(metric);
        jars.of(PlugIn.METRIC, metric.column(), provider.getClass()).ifPresent(plugIns::add);
      }
    }
    Registry.of("metric", metrics);
    Map<String, Metric> columns = new HashMap<>();
    for (Metric metric : metrics) {
      Metric other = columns.put(metric.column(), metric);
      if (other != null) {
        throw new InputException(
            "metric "
                + metric.name()
                + ": the column '"
                + metric.column()
                + "' is taken by "
                + other.name());
      }
    }
    List<Publisher> publishers = new ArrayList<>(services(Publisher.class, loader));
    publishers.sort(Comparator.comparingInt(Publisher::order).thenComparing(Publisher::name));
    Registry<DataSource> sources = Registry.of("data source", services(DataSource.class, loader));
    Registry<UnlearningMethod> methods =
        Registry.of("method", services(UnlearningMethod.class, loader));
    Registry<NetworkFactory> networks =
        Registry.of("network", services(NetworkFactory.class, loader));
    jars.add(PlugIn.SOURCE, sources, plugIns);
    jars.add(PlugIn.METHOD, methods, plugIns);
    jars.add(PlugIn.NETWORK, networks, plugIns);
    for (Publisher publisher : publishers) {
      jars.of(PlugIn.PUBLISHER, publisher.name(), publisher.getClass()).ifPresent(plugIns::add);
    }
    plugIns.addAll(jars.libraries());
    return new Extensions(
        sources,
        methods,
        networks,
        List.copyOf(metrics),
        List.copyOf(publishers),
        List.copyOf(plugIns));
  }

  /** What of a cell comes from jars: its data, network, method and steps, metrics and reports. */
  public List<PlugIn> plugIns(Experiment experiment, Component data, Component method) {
    Set<String> steps = new HashSet<>();
    addSteps(method, steps);
    List<PlugIn> used =
        plugIns.stream()
            .filter(
                plugIn ->
                    switch (plugIn.kind()) {
                      case PlugIn.SOURCE -> plugIn.name().equals(data.name());
                      case PlugIn.NETWORK -> plugIn.name().equals(experiment.network().name());
                      case PlugIn.METHOD -> steps.contains(plugIn.name());
                      default -> true;
                    })
            .toList();
    boolean any = used.stream().anyMatch(plugIn -> !plugIn.kind().equals(PlugIn.LIBRARY));
    return any ? used : List.of();
  }

  /** What of a run comes from jars. */
  public List<PlugIn> plugIns(Experiment experiment) {
    Set<PlugIn> used = new HashSet<>();
    for (Component data : experiment.data()) {
      for (Component method : experiment.methods()) {
        used.addAll(plugIns(experiment, data, method));
      }
    }
    return plugIns.stream().filter(used::contains).toList();
  }

  /** A method made of others is made by those, too. */
  private void addSteps(Component method, Set<String> names) {
    names.add(method.name());
    for (Parameter parameter : methods.get(method.name()).info().parameters()) {
      if (parameter.type() == Parameter.Type.METHOD_LIST && method.values().has(parameter.name())) {
        method.values().methods(parameter.name()).forEach(step -> addSteps(step, names));
      }
    }
  }

  /** The names and settings an experiment file may use. */
  public Vocabulary vocabulary() {
    return new Vocabulary(
        sources,
        methods,
        networks,
        metrics.stream()
            .filter(metric -> metric.direction() != Direction.NONE)
            .map(Metric::column)
            .toList(),
        training());
  }

  /** Cards of the settings that belong to no extension, for {@code ./unlearn list}. */
  public static List<Described> settings() {
    Info experiment =
        new Info(
                "experiment",
                "top of the file",
                "settings of an experiment beside seeds, network, data, training and methods",
                "")
            .withParameters(Experiment.settings("the file's name", List.of()))
            .withNotes(
                "ranking: a column of ./unlearn list metrics of which higher or lower is better.",
                "The probes look into each finished model, on a copy, outside the timed part; they"
                    + " change no other result. weight-distance writes"
                    + " artefacts/weight-distance.csv, relearn-time artefacts/relearn.csv. Where"
                    + " they are on, all cells of a seed are made one after the other.",
                "tuned-on: say test if learning rates, epochs or weights were chosen by results on"
                    + " test or unseen images; boards then warn.");
    Info training =
        new Info("training", "below training", "how Original and Retrained are trained", "")
            .withParameters(training());
    return List.of(() -> experiment, () -> training);
  }

  /** The settings below {@code training}. */
  private static List<Parameter> training() {
    return Stream.concat(
            Recipe.parameters(Recipe.STANDARD).stream(), Augmentation.parameters().stream())
        .toList();
  }

  private static <T> List<T> services(Class<T> type, ClassLoader loader) {
    return ServiceLoader.load(type, loader).stream().map(ServiceLoader.Provider::get).toList();
  }

  /**
   * The jar and class that cannot be loaded or asked for what it brings, as far as that is seen.
   */
  private static String whose(ClassLoader loader) {
    if (loader instanceof URLClassLoader plugins) {
      for (URL url : plugins.getURLs()) {
        try (JarFile jar = new JarFile(Path.of(url.toURI()).toFile())) {
          for (Class<?> type : TYPES) {
            for (String name : providers(jar, type)) {
              if (!loads(name, loader)) {
                return jar.getName() + ": " + name + ": ";
              }
            }
          }
        } catch (IOException | URISyntaxException e) {
          return url + ": ";
        }
      }
    }
    return "";
  }

  /** Names of the classes by which a jar says to extend {@code type}. */
  static List<String> providers(JarFile jar, Class<?> type) throws IOException {
    ZipEntry entry = jar.getEntry("META-INF/services/" + type.getName());
    return entry == null
        ? List.of()
        : new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
  }

  private static boolean loads(String name, ClassLoader loader) {
    try {
      Object made = Class.forName(name, true, loader).getConstructor().newInstance();
      if (made instanceof MetricProvider provider) {
        provider.metrics().forEach(Metric::column);
      }
      return true;
    } catch (ReflectiveOperationException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      return false;
    }
  }

  /** A class loader passes over what it cannot open, and the plug-in would just not be there. */
  private static void requireJar(Path file) throws InputException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file, "is no file, expected a jar");
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      jar.getManifest();
    } catch (IOException e) {
      throw new InputException(file + ": is no jar that can be read: " + e.getMessage());
    }
  }

  private static ClassLoader loader(List<Path> folders) throws InputException {
    List<URL> jars = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        String found =
            Files.exists(folder) ? "is no folder" : InputException.noFile(folder, "no such folder");
        throw new InputException("--plugins " + folder + ": " + found);
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          if (file.getFileName().toString().endsWith(".jar")) {
            requireJar(file);
            jars.add(file.toUri().toURL());
          }
        }
      } catch (MalformedURLException e) {
        throw new IllegalStateException("a file always has a URL", e);
      } catch (InputException e) {
        throw e;
      } catch (IOException e) {
        throw new InputException("--plugins " + folder + ": cannot be read: " + e.getMessage());
      }
    }
    ClassLoader own = Extensions.class.getClassLoader();
    // The loader lives as long as the process: plug-in classes are loaded when they are used.
    return jars.isEmpty() ? own : new URLClassLoader(jars.toArray(new URL[0]), own);
  }
}
