package org.unlearnbench.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.baselines.Methods.Outcome;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.Split;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.metric.MetricProvider;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.loss.CrossEntropy;
import org.unlearnbench.nn.loss.Loss;
import org.unlearnbench.nn.optim.Sgd;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.run.extension.Extensions;

/**
 * The examples of the pages on adding a method and a network, as they stand there, are plug-ins
 * that work.
 */
class PluginExampleTests {
  private static final String METHOD = "ADDING-A-METHOD.md";
  private static final String NETWORK = "ADDING-A-NETWORK.md";

  @TempDir Path folder;

  @Test
  void theTextCompilesLoadsAndUnlearns() throws Exception {
    String code = block(METHOD, "java");
    assertThat(code.lines().count()).isLessThan(60);
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    jar(compile("Blur", code), UnlearningMethod.class, "Blur", plugins.resolve("blur.jar"));

    Extensions extensions = Extensions.load(List.of(plugins));
    UnlearningMethod blur = extensions.methods().get("blur");
    assertThat(blur.getClass().getName()).isEqualTo("example.Blur");
    assertThat(extensions.methods().names()).contains("aru", "finetune", "blur");

    Experiment experiment =
        new ExperimentReader(extensions.vocabulary())
            .parse("data: [cmu-faces]\n" + block(METHOD, "yaml"), "example", folder);
    Component component = experiment.methods().get(1);
    assertThat(component.values().number("sigma")).isEqualTo(0.2);
    ParameterValues values = component.values().with("repair.batch-size", 16L);

    for (boolean multiLabel : new boolean[] {false, true}) {
      Outcome outcome = Methods.run(blur, values, multiLabel);
      assertThat(outcome.movedWeights()).hasSize(62);
      assertThat(outcome.epochs()).hasSize(5);
      assertThat(Methods.run(blur, values, multiLabel).after()).isEqualTo(outcome.after());
    }
  }

  @Test
  void aNetworkOfLayersLearns() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Path classes = compile("SmallVgg", block(NETWORK, "java"));
    jar(classes, NetworkFactory.class, "SmallVgg", plugins.resolve("vgg.jar"));

    Extensions extensions = Extensions.load(List.of(plugins));
    Experiment experiment =
        new ExperimentReader(extensions.vocabulary())
            .parse(
                "name: x\nseeds: [1]\ndata: [cmu-faces]\nmethods: [original]\n"
                    + block(NETWORK, "yaml"),
                "example",
                folder);
    Component component = experiment.network();
    NetworkFactory factory = extensions.networks().get(component.name());
    NetworkSpec spec = NetworkSpec.of(component.name(), component.values(), 24, 4);
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[8 * 3 * 24 * 24];
    int[][] labels = new int[8][1];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
      labels[i % 8][0] = i % 4;
    }
    Batch batch = new Batch(8, pixels, labels);
    try (Network network = factory.create(spec, new SplittableRandom(2))) {
      assertThat(factory.footprint(spec).orElseThrow().parameters())
          .isEqualTo(network.layout().length());
      assertThat(network.layout().tensor("stage2.conv1.weight").shape())
          .containsExactly(32, 16, 3, 3);
      Sgd sgd = new Sgd(network.layout(), 0.9, 0);
      double first = 0;
      double last = 0;
      for (int step = 0; step < 20; step++) {
        Loss loss = new CrossEntropy().of(network.forward(batch, Network.Mode.TRAIN), labels);
        network.backward(loss.gradient(), Network.Want.PARAMETERS);
        sgd.step(network, 0.05);
        first = step == 0 ? loss.value() : first;
        last = loss.value();
      }
      assertThat(last).isLessThan(first / 4);
      try (Network copy = network.copy()) {
        assertThat(copy.forward(batch, Network.Mode.EVAL))
            .isDeepEqualTo(network.forward(batch, Network.Mode.EVAL));
      }
    }
  }

  @Test
  void everyExampleOfThePluginsPageCompilesLoadsAndWorks() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Map<String, Class<?>> services = new LinkedHashMap<>();
    services.put("Silence", UnlearningMethod.class);
    services.put("Margin", MetricProvider.class);
    services.put("Plain", NetworkFactory.class);
    services.put("Stripes", DataSource.class);
    services.put("Counts", Publisher.class);
    List<String> blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../plugins/README.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(blocks).hasSize(services.size());
    for (String code : blocks) {
      Matcher name = Pattern.compile("public final class (\\w+)").matcher(code);
      assertThat(name.find()).isTrue();
      Path classes = compile(name.group(1), code);
      jar(
          classes,
          services.get(name.group(1)),
          name.group(1),
          plugins.resolve(name.group(1) + ".jar"));
      classes.toFile().renameTo(folder.resolve("classes-" + name.group(1)).toFile());
    }
    Files.copy(Path.of("../plugins/README.md"), plugins.resolve("README.md"));

    Extensions extensions = Extensions.load(List.of(plugins));
    UnlearningMethod silence = extensions.methods().get("silence");
    ParameterValues values = ParameterValues.defaults(silence.info().parameters());
    Outcome outcome = Methods.run(silence, values, false);
    assertThat(outcome.movedWeights())
        .contains("layer4.1.bn2.weight")
        .isSubsetOf("layer4.1.bn2.weight", "layer4.1.bn2.bias");

    assertThat(extensions.metrics().stream().map(Metric::column)).contains("forget_confidence");
    NetworkFactory plain = extensions.networks().get("plain");
    NetworkSpec spec =
        NetworkSpec.of("plain", ParameterValues.defaults(plain.info().parameters()), 16, 2);
    DataSource stripes = extensions.sources().get("stripes");
    DataSet data =
        stripes.load(
            new DataSource.Request(
                "s", ParameterValues.defaults(stripes.info().parameters()), 16, folder));
    try (Network network = plain.create(spec, new SplittableRandom(1))) {
      assertThat(network.layers()).containsExactly("stem.conv", "stem.bn", "mean", "fc");
      Batch batch = data.split(Split.TEST).batch(0, 1, 2);
      assertThat(network.forward(batch, Network.Mode.EVAL)).hasDimensions(3, 2);
    }
    for (Publisher publisher : extensions.publishers()) {
      if (publisher.name().equals("counts")) {
        publisher.write(List.of(), folder);
      }
    }
    assertThat(folder.resolve("counts.txt")).isEmptyFile();
  }

  /** The first block of that language. */
  private static String block(String file, String language) throws IOException {
    String text = Files.readString(Path.of(file));
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private Path compile(String name, String code) throws IOException {
    Path source = Files.createDirectories(folder.resolve("src/example")).resolve(name + ".java");
    Files.writeString(source, code);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-proc:none",
              "-Xlint:all,-path,-classfile",
              "-Werror",
              "-cp",
              harness());
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    return classes;
  }

  /** The harness alone: an example that needs more would not compile. */
  private static String harness() {
    return new File(
            UnlearningMethod.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .getPath();
  }

  private static void jar(Path classes, Class<?> service, String name, Path jar)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        entries.write(Files.readAllBytes(file));
      }
      entries.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
      entries.write(("example." + name + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
