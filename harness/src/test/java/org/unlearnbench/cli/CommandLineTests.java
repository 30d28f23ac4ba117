package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.run.fakes.FakePlugin;
import picocli.CommandLine;

/** Every command's exit code and messages, without starting a worker. */
class CommandLineTests {
  private static final String GOOD =
      """
      threads: 1
      network: linear
      data: [{source: synthetic, image-size: 8}]
      training: {epochs: 2, batch-size: 8, lr: 0.1}
      methods: [original, retrain, finetune]
      """;

  @TempDir Path folder;
  private Path plugins;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makePlugin() throws Exception {
    plugins = FakePlugin.write(folder.resolve("plugins"));
  }

  private int execute(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  private int run(String text, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("x.yaml"), text);
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "run",
                file.toString(),
                "--plugins",
                plugins.toString(),
                "--out",
                folder.resolve("out").toString(),
                "--cache",
                folder.resolve("cache").toString()));
    arguments.addAll(List.of(more));
    return execute(arguments.toArray(new String[0]));
  }

  private List<String> problems() {
    return err.toString().lines().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch-size: 8  | batch-sise: 8   | x.yaml:4:23: key 'training.batch-sise': is unknown, did"
            + " you mean 'batch-size'?",
        "finetune]      | fintune]        | x.yaml:5:30: key 'methods[2]': found 'fintune', expected"
            + " a method; did you mean 'finetune'?",
        "lr: 0.1        | lr: -0.1        | x.yaml:4:42: key 'training.lr': found -0.1, expected a"
            + " number of at least 0",
        "image-size: 8  | forget-nothing: true | data set 'synthetic': the split forget is empty,",
        "image-size: 8  | sise: 8         | x.yaml:3:28: key 'data[0].sise': is unknown",
        "epochs: 2      | epochs: 9999999999 | key 'training.epochs': found 9999999999, expected an"
            + " integer of at least 0 and at most 2147483647",
        "lr: 0.1        | lr: 1e999       | expected a number of at least 0 and at most 1.797",
        "finetune]      | {method: external, weights: none.pth}] | method 'external': weights: ",
        "linear         | [               | x.yaml:4:1: is not valid YAML",
      })
  void wrongInputIsOneLineAndExitCodeTwo(String good, String bad, String line) throws Exception {
    assertThat(run(GOOD.replace(good, bad))).isEqualTo(2);
    assertThat(problems()).hasSize(1);
    assertThat(problems().get(0)).contains(line);
    assertThat(out.toString()).isEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void noWorkersAtAllAreRefused() throws Exception {
    assertThat(run(GOOD, "--workers", "0")).isEqualTo(2);
    assertThat(problems().get(0)).contains("--workers: found 0, expected an integer of at least 1");
  }

  @Test
  void badDataIsOneLinePerProblem() throws Exception {
    assertThat(run(GOOD.replace("image-size: 8", "broken: true"))).isEqualTo(2);
    assertThat(problems()).containsExactly("labels.csv:3: found 39 values, expected 40", "more");
  }

  @Test
  void wrongOverridesAreNamed() throws Exception {
    assertThat(run(GOOD, "--set", "training.lr=fast")).isEqualTo(2);
    assertThat(problems())
        .containsExactly(
            "--set training.lr=fast: key 'training.lr': found fast, expected a number of at least"
                + " 0");
  }

  @Test
  void theLauncherAloneChoosesTheBackend() {
    assertThat(execute("list", "networks", "--backend", "cpu")).isZero();
    assertThat(execute("list", "networks", "--backend", "cuda")).isEqualTo(2);
    assertThat(execute("list", "networks", "--backend", "gpu")).isEqualTo(2);
    assertThat(problems()).hasSize(2);
    assertThat(problems().get(0))
        .contains("--backend: found cuda, but this process was started for cpu");
    assertThat(problems().get(1)).contains("--backend").contains("gpu");
  }

  @Test
  void placesThatCannotBeWrittenAreNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "");
    Path yaml = Files.writeString(folder.resolve("x.yaml"), GOOD);
    String jars = plugins.toString();
    assertThat(execute("run", yaml.toString(), "--plugins", jars, "--out", file.toString()))
        .isEqualTo(2);
    assertThat(problems()).hasSize(1);
    assertThat(problems().get(0)).startsWith(file.toString()).doesNotContain("Exception");
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    Path none = folder.resolve("none.yaml");
    assertThat(execute("run", none.toString())).isEqualTo(2);
    assertThat(execute("report", none.toString())).isEqualTo(2);
    assertThat(execute("report", folder.toString())).isEqualTo(2);
    assertThat(execute("verify", folder.toString())).isEqualTo(2);
    assertThat(execute("list", "methods", "--plugins", none.toString())).isEqualTo(2);
    assertThat(problems())
        .containsExactly(
            none + ": no such file",
            none + ": no such folder, expected a run directory",
            folder + ": is no run directory: it has no plan.json",
            folder + ": is no run directory: it has no plan.json",
            "--plugins " + none + ": no such folder");
  }

  @Test
  void wrongUseIsOneLineThatPointsToHelp() {
    assertThat(execute("rnu")).isEqualTo(2);
    assertThat(execute("run")).isEqualTo(2);
    assertThat(execute("run", "x.yaml", "--sed", "1")).isEqualTo(2);
    assertThat(execute("list", "moethods")).isEqualTo(2);
    assertThat(execute("report", "a", "b")).isEqualTo(2);
    assertThat(execute("verify", "a", "--cells", "0")).isEqualTo(2);
    List<String> lines = problems();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0))
        .startsWith("unlearn: found 'rnu', expected a command; did you mean 'run'");
    assertThat(lines.get(1)).startsWith("unlearn run: Missing required parameter: 'FILE.yaml'");
    assertThat(lines.get(2)).contains("--sed").contains("did you mean").contains("--set");
    assertThat(lines.get(3))
        .contains("found 'moethods', did you mean 'methods'? valid: methods, datasets,");
    assertThat(lines.get(4)).contains("several run directories need --out DIR");
    assertThat(lines.get(5)).contains("--cells: found 0, expected an integer of at least 1");
    assertThat(lines).allMatch(line -> line.contains("--help)"));
  }

  @Test
  void everyCommandHasHelpWithExamples() {
    assertThat(execute("--help")).isZero();
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      out.getBuffer().setLength(0);
      assertThat(execute(command, "--help")).isZero();
      assertThat(out.toString())
          .contains("Usage: unlearn " + command)
          .contains("./unlearn " + command);
    }
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).contains("unlearnbench ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void listsNamesParametersAndDefaults() {
    assertThat(execute("list", "methods", "finetune", "--plugins", plugins.toString())).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            finetune (Fake finetune)
                For tests.
                lr  rate (default 0.01)

            """);
    for (String kind : List.of("datasets", "metrics", "networks", "settings")) {
      assertThat(execute("list", kind)).isZero();
    }
    assertThat(out.toString()).contains("cmu-faces").contains("column: nomus").contains("resnet18");
    assertThat(out.toString())
        .contains("probes.relearn-cap      most epochs of relearning (default 100)")
        .contains("not-stated | held-out | test; default not-stated")
        .contains("schedule.milestones");
    assertThat(execute("list", "metrics", "nomsu/x@1")).isEqualTo(2);
    assertThat(err.toString()).contains("list metrics: found 'nomsu/x@1'");
  }

  @Test
  void resultsThatCannotBeWrittenAreAnError() throws Exception {
    for (String reason : List.of("No space left on device", "Broken pipe")) {
      OutputStream broken =
          new OutputStream() {
            @Override
            public void write(int value) throws IOException {
              throw new IOException(reason);
            }
          };
      CommandLine commandLine = Main.commandLine();
      commandLine.setErr(new PrintWriter(err));
      for (String[] arguments :
          List.of(new String[] {"list", "metrics"}, new String[] {"--help"})) {
        assertThat(Main.execute(commandLine, new Main.Output(broken), arguments)).isEqualTo(74);
      }
    }
    String line = "standard output: No space left on device";
    assertThat(problems()).containsExactly(line, line);
  }

  /** A command that fails as no command should. */
  @CommandLine.Command(name = "fail")
  static final class Failing implements Callable<Integer> {
    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  @Test
  void whateverIsThrownIsOneLine() throws Exception {
    Error memory = new OutOfMemoryError("Java heap space");
    for (Throwable failure :
        List.of(
            memory,
            new IllegalStateException(memory),
            new StackOverflowError(),
            new NoClassDefFoundError("x/Y"))) {
      CommandLine commandLine = Main.commandLine();
      commandLine.addSubcommand(new Failing(failure));
      commandLine.setErr(new PrintWriter(err));
      Main.Output nowhere = new Main.Output(OutputStream.nullOutputStream());
      assertThat(Main.execute(commandLine, nowhere, "fail")).isEqualTo(1);
    }
    assertThat(problems()).hasSize(4);
    assertThat(problems().subList(0, 2))
        .allMatch(line -> line.contains(": out of memory (Java heap space), with a heap of "));
    assertThat(problems().get(3))
        .isEqualTo("unlearn: internal error, please report it: NoClassDefFoundError: x/Y");
  }

  @Test
  void brokenPluginsAreNamed() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    String service = "META-INF/services/org.unlearnbench.method.UnlearningMethod";
    FakePlugin.jar(broken.resolve("b.jar"), Map.of(service, "no.such.Method\n"));
    assertThat(execute("list", "methods", "--plugins", broken.toString())).isEqualTo(2);
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("a plug-in cannot be loaded: ")
        .contains("no.such.Method");
  }

  /** A plug-in that prints, and whose texts command a terminal. */
  public static final class Loud implements UnlearningMethod {
    @Override
    public Info info() {
      System.out.println("printed \u001b[2J");
      System.err.println("complained \u001b[2J\u009b1m");
      return new Info("loud", "Loud \u001b[31m\u202e", "Prints.", "");
    }

    @Override
    public void unlearn(MethodContext context) {}
  }

  @Test
  void nothingFromOutsideCommandsATerminalOrIsTakenForAResult() throws Exception {
    Path loud = Files.createDirectories(folder.resolve("loud"));
    String service = "META-INF/services/org.unlearnbench.method.UnlearningMethod";
    FakePlugin.jar(loud.resolve("l.jar"), Map.of(service, Loud.class.getName() + "\n"));
    for (String what : List.of("methods", "m\u001b[31m")) {
      Path results = folder.resolve("stdout.txt");
      Path messages = folder.resolve("stderr.txt");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dfile.encoding=UTF-8",
                  "-Dsun.jnu.encoding=UTF-8",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "list",
                  what,
                  "--plugins",
                  loud.toString())
              .redirectOutput(results.toFile())
              .redirectError(messages.toFile())
              .start();
      process.waitFor();
      assertThat(Files.readString(results) + Files.readString(messages))
          .contains("\\u001b[")
          .doesNotContain("\u001b", "\u009b", "\u202e");
      assertThat(results).content().doesNotContain("printed");
    }
    assertThat(Files.readString(folder.resolve("stderr.txt"))).contains("m\\u001b[31m");
  }
}
