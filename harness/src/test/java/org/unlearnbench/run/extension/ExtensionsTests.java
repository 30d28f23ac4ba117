package org.unlearnbench.run.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Info;
import org.unlearnbench.io.InputException;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.metric.MetricProvider;
import org.unlearnbench.result.Direction;
import org.unlearnbench.run.fakes.FakeMethod;
import org.unlearnbench.run.fakes.FakePlugin;

class ExtensionsTests {
  @TempDir Path folder;

  @Test
  void findsWhatIsOnTheClassPathAndInPlugins() throws Exception {
    assertThat(Extensions.load(List.of()).methods().names()).doesNotContain("finetune");
    Path plugins = FakePlugin.write(folder);
    Files.writeString(plugins.resolve("readme.txt"), "not a jar");
    Extensions extensions = Extensions.load(List.of(plugins));
    assertThat(extensions.methods().names()).contains("original", "retrain", "finetune");
    assertThat(extensions.sources().names()).contains("cmu-faces", "synthetic");
    assertThat(extensions.networks().names()).contains("resnet18", "linear");
    assertThat(extensions.metrics()).extracting(Metric::column).contains("nomus", "mia");
    assertThat(extensions.vocabulary().training())
        .extracting(parameter -> parameter.name())
        .contains("epochs", "lr", "schedule.type", "augment.flip");
  }

  @Test
  void onlyMetricsWithABetterWayMayRank() throws Exception {
    assertThat(Extensions.load(List.of()).vocabulary().rankingColumns())
        .contains("nomus", "tow", "forgetting_score", "test_accuracy")
        .doesNotContain("mia", "mia_loss_auc");
    ExperimentReader reader = new ExperimentReader(Extensions.load(List.of()).vocabulary());
    String text = "ranking: mia\ndata: [cmu-faces]\nmethods: [original]\n";
    assertThatThrownBy(() -> reader.parse(text, "x.yaml", folder))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x.yaml:1:10: key 'ranking': found mia, expected one of test_acc")
        .hasMessageContaining(", nomus, ");
  }

  @Test
  void aJarThatCannotBeOpenedIsNamed() throws Exception {
    Path jar = Files.writeString(folder.resolve("broken.jar"), "PK no more");
    assertThatThrownBy(() -> Extensions.load(List.of(folder)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(jar + ": is no jar that can be read: ");
  }

  @Test
  void whatIsNoFileIsNotWaitedFor() throws Exception {
    Path fifo = folder.resolve("x.jar");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> Extensions.load(List.of(folder)))
        .isInstanceOf(InputException.class)
        .hasMessage(fifo + ": is no file, expected a jar");
  }

  /** Each kind of class that nobody can load or ask is the plug-in's mistake, on one line. */
  @Test
  void classesThatCannotBeUsedAreNamedWithTheirJar() throws Exception {
    byte[] good;
    try (InputStream in = getClass().getResourceAsStream("ExtensionsTests$Twin.class")) {
      good = in.readAllBytes();
    }
    byte[] newer = good.clone();
    newer[7] = 99; // the version of its class file format
    Map<String, byte[]> kinds =
        Map.of("newer", newer, "half", Arrays.copyOf(good, good.length / 2), "empty", new byte[0]);
    for (Map.Entry<String, byte[]> kind : kinds.entrySet()) {
      Path plugins = Files.createDirectories(folder.resolve(kind.getKey()));
      Path jar = plugins.resolve("p.jar");
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
        zip.putNextEntry(new ZipEntry("META-INF/services/" + UnlearningMethod.class.getName()));
        zip.write("# a comment\np.Method\n".getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("p/Method.class"));
        zip.write(kind.getValue());
      }
      assertThatThrownBy(() -> Extensions.load(List.of(plugins)))
          .as(kind.getKey())
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("a plug-in cannot be loaded: " + jar + ": p.Method: ")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void cardsThatCannotBeReadAreNamed() throws Exception {
    for (Class<?> type : List.of(Thrower.class, Endless.class)) {
      Path plugins = Files.createDirectories(folder.resolve(type.getSimpleName()));
      FakePlugin.jar(
          plugins.resolve("p.jar"),
          Map.of("META-INF/services/" + UnlearningMethod.class.getName(), type.getName() + "\n"));
      assertThatThrownBy(() -> Extensions.load(List.of(plugins)))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("method " + type.getName() + ": its card cannot be read: java.");
    }
  }

  /** A method whose card throws. */
  public static class Thrower extends Nameless {
    @Override
    public Info info() {
      throw new IllegalStateException("no card");
    }
  }

  /** A method whose card never ends. */
  public static final class Endless extends Thrower {
    @Override
    public Info info() {
      return info();
    }
  }

  @Test
  void aCardWithoutATextIsNamed() throws Exception {
    FakePlugin.jar(
        folder.resolve("n.jar"),
        Map.of(
            "META-INF/services/org.unlearnbench.method.UnlearningMethod",
            Nameless.class.getName() + "\n"));
    assertThatThrownBy(() -> Extensions.load(List.of(folder)))
        .isInstanceOf(InputException.class)
        .hasMessage("method " + Nameless.class.getName() + ": its card, or a text of it, is null");
  }

  /** A method that forgot its name. */
  public static class Nameless implements UnlearningMethod {
    @Override
    public Info info() {
      return new Info(null, "Nameless", "A method for tests.", "");
    }

    @Override
    public void unlearn(MethodContext context) {}
  }

  @Test
  void aNameTakenTwiceIsRefusedWithBothOwners() throws Exception {
    FakePlugin.write(folder.resolve("a"));
    String again = FakeMethod.Finetune.class.getName();
    Path other = Files.createDirectories(folder.resolve("b"));
    FakePlugin.jar(
        other.resolve("again.jar"),
        Map.of(
            "META-INF/services/org.unlearnbench.method.UnlearningMethod",
            Twin.class.getName() + "\n"));
    assertThatThrownBy(() -> Extensions.load(List.of(folder.resolve("a"), other)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the name 'finetune' is taken by")
        .hasMessageContaining(again)
        .hasMessageContaining(Twin.class.getName());
  }

  @Test
  void aColumnTakenTwiceIsRefused() throws Exception {
    FakePlugin.jar(
        folder.resolve("m.jar"),
        Map.of(
            "META-INF/services/org.unlearnbench.metric.MetricProvider",
            SecondNomus.class.getName() + "\n"));
    assertThatThrownBy(() -> Extensions.load(List.of(folder)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the column 'nomus' is taken by");
  }

  /** A second method of a name that is taken. */
  public static final class Twin implements org.unlearnbench.method.UnlearningMethod {
    @Override
    public Info info() {
      return new Info("finetune", "Twin", "For tests.", "");
    }

    @Override
    public void unlearn(org.unlearnbench.method.MethodContext context) {}
  }

  /** A second metric for a column that is taken. */
  public static final class SecondNomus implements MetricProvider {
    @Override
    public List<Metric> metrics() {
      return List.of(
          new Metric() {
            @Override
            public Info info() {
              return new Info("nomus/other@1", "Other", "For tests.", "");
            }

            @Override
            public String column() {
              return "nomus";
            }

            @Override
            public Direction direction() {
              return Direction.HIGHER;
            }

            @Override
            public double compute(Input input) {
              return 0;
            }
          });
    }
  }
}
