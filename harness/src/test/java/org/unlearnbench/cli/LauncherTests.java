package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher in a project that is built already, with stand-ins for Java, which tells how it was
 * started, and nvidia-smi. There is no Maven on its path: an attempt to build fails.
 */
class LauncherTests {
  private static final String NEEDED =
      "; needed: an NVIDIA card of compute capability 3.7 to 8.9 and driver 510.39 or newer"
          + " (ND4J's last build, for CUDA 11.6, has no code for Hopper, which is 9.0, or newer)";
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "basename",
          "cat",
          "dirname",
          "find",
          "flock",
          "grep",
          "head",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "stat",
          "stty",
          "tail",
          "touch",
          "uname");

  @TempDir Path folder;
  private Path home;
  private Path tools;
  private List<String> out;
  private List<String> err;

  @BeforeEach
  void makeProject() throws Exception {
    home = Files.createDirectories(folder.resolve("a project"));
    Files.copy(Path.of("..", "unlearn"), home.resolve("unlearn"));
    makeOld(Files.writeString(home.resolve("pom.xml"), ""));
    for (String module : List.of("harness", "baselines", "paper-figures")) {
      makeOld(Files.createDirectories(home.resolve(module).resolve("src/main")));
      makeOld(Files.writeString(home.resolve(module).resolve("pom.xml"), ""));
      Files.createDirectories(home.resolve(module).resolve("target"));
      jar(home.resolve(module).resolve("target/" + module + ".jar"));
    }
    Path lib = Files.createDirectories(home.resolve("target/lib"));
    jar(lib.resolve("nd4j-native-1-linux-x86_64-onednn.jar"));
    jar(lib.resolve("nd4j-native-1-linux-x86_64-onednn-avx2.jar"));
    Path cuda = Files.createDirectories(home.resolve("target/lib-cuda"));
    jar(cuda.resolve("nd4j-cuda-11.6-1-linux-x86_64.jar"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      Path found = Path.of("/usr/bin", tool);
      found = Files.exists(found) ? found : Path.of("/bin", tool);
      script(tools.resolve(tool), "exec " + found + " \"$@\"\n");
    }
    script(
        folder.resolve("jdk/bin/java"),
        """
        printf '%s\\n' "$@"
        for name in LC_ALL CUDA_VISIBLE_DEVICES CUDA_DEVICE_ORDER BACKEND_PRIORITY_CPU BACKEND_PRIORITY_GPU; do
          printf '%s=%s\\n' "$name" "${!name-}"
        done
        """);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
  }

  /** A jar with one entry. */
  private static Path jar(Path file) throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("entry"));
      zip.write(new byte[1000]);
    }
    return file;
  }

  private static void makeOld(Path file) throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
  }

  private static void script(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A driver whose cards are the lines, each: uuid, capability, driver, name. */
  private void cards(String lines) throws Exception {
    script(
        tools.resolve("nvidia-smi"),
        "[[ $1 == --query-gpu=uuid,compute_cap,driver_version,name && $2 == --format=csv,noheader ]]"
            + " || exit 9\ncat <<'EOF'\n"
            + lines
            + "EOF\n");
  }

  private int start(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("/bin/bash", home.resolve("unlearn").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    int code =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start()
            .waitFor();
    out = Files.readAllLines(folder.resolve("out"));
    err = Files.readAllLines(folder.resolve("err"));
    return code;
  }

  private String classPath() {
    return out.get(out.indexOf("-cp") + 1);
  }

  @Test
  void saysThatTheWorkingDirectoryIsGone() throws Exception {
    Path gone = Files.createDirectories(folder.resolve("gone"));
    List<String> command =
        List.of(
            "/bin/bash",
            "-c",
            "rmdir \"$PWD\" && exec bash \"$0\" list metrics",
            home.resolve("unlearn").toString());
    Process process = new ProcessBuilder(command).directory(gone.toFile()).start();
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .endsWith("gone is not there any more; go to another one and start again\n")
        .contains("unlearn: the working directory ");
  }

  @Test
  void startsOnTheProcessorUnlessAskedOtherwise() throws Exception {
    assertThat(start(Map.of(), "list", "methods", "a b")).isZero();
    assertThat(err).isEmpty();
    assertThat(classPath())
        .startsWith(home.resolve("paper-figures/target/paper-figures.jar").toString())
        .endsWith(":" + home.resolve("target/lib") + "/*");
    assertThat(out)
        .contains("-Dunlearnbench.backend=cpu", "BACKEND_PRIORITY_GPU=0", "CUDA_VISIBLE_DEVICES=")
        .containsSequence("org.unlearnbench.cli.Main", "list", "methods", "a b")
        .noneMatch(line -> line.startsWith("-Dunlearnbench.card"));
    assertThat(start(Map.of("UNLEARN_BACKEND", "cuda"), "list", "--backend", "cpu")).isZero();
    assertThat(out).contains("-Dunlearnbench.backend=cpu");
  }

  @Test
  void namesAreReadAsUtf8InAnyLocale() throws Exception {
    for (Map<String, String> environment :
        List.of(
            Map.<String, String>of(),
            Map.of("LC_ALL", "C"),
            Map.of("LANG", "xx_YY.UTF-8"),
            Map.of("LC_ALL", "C", "LANG", "C.UTF-8"))) {
      assertThat(start(environment, "list", "가족")).isZero();
      assertThat(out).contains("LC_ALL=C.UTF-8", "가족");
    }
    assertThat(start(Map.of("LANG", "C.UTF-8"), "list")).isZero();
    assertThat(out).contains("LC_ALL=");
  }

  @Test
  void aProjectMayHaveAColonInItsPath() throws Exception {
    Path odd = Files.move(home, folder.resolve("a:b c"));
    home = odd;
    String cache = folder.resolve("cache").toString();
    assertThat(start(Map.of("XDG_CACHE_HOME", cache), "list")).isZero();
    assertThat(err).isEmpty();
    assertThat(out).contains("-Dunlearnbench.home=" + odd);
    String[] parts = classPath().split(":");
    assertThat(parts).hasSize(4);
    assertThat(Path.of(parts[2]).toRealPath())
        .isEqualTo(odd.resolve("harness/target/harness.jar").toRealPath());
  }

  @Test
  void aCardGetsLibrariesOfItsOwnAndSwitchingBuildsNothing() throws Exception {
    cards(
        "GPU-1, 9.0, 550.54.15, NVIDIA H100 80GB HBM3\nGPU-2, 8.0, 510.39.01, NVIDIA A100-SXM4\n");
    assertThat(start(Map.of(), "run", "x.yaml", "--backend", "cuda")).isZero();
    assertThat(err).isEmpty();
    assertThat(classPath()).endsWith(":" + home.resolve("target/lib-cuda") + "/*");
    assertThat(out)
        .contains("-Dunlearnbench.backend=cuda", "BACKEND_PRIORITY_GPU=100")
        .contains("BACKEND_PRIORITY_CPU=0", "CUDA_VISIBLE_DEVICES=GPU-2")
        .contains("CUDA_DEVICE_ORDER=PCI_BUS_ID")
        .contains("-Dunlearnbench.card=NVIDIA A100-SXM4, compute capability 8.0, driver 510.39.01")
        .containsSequence("org.unlearnbench.cli.Main", "run", "x.yaml", "--backend", "cuda");
    assertThat(start(Map.of(), "run", "x.yaml")).isZero();
    assertThat(classPath()).endsWith(":" + home.resolve("target/lib") + "/*");
    assertThat(start(Map.of(), "run", "x.yaml", "--backend=CUDA")).isZero();
    assertThat(classPath()).endsWith(":" + home.resolve("target/lib-cuda") + "/*");
    assertThat(start(Map.of("UNLEARN_BACKEND", "cuda"), "run", "x.yaml")).isZero();
    assertThat(classPath()).endsWith(":" + home.resolve("target/lib-cuda") + "/*");
  }

  @Test
  void librariesOlderThanThePomsAreMadeAgain() throws Exception {
    cards("GPU-2, 8.9, 535.1.01, NVIDIA L4\n");
    Files.setLastModifiedTime(
        home.resolve("harness/pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    for (String backend : List.of("cpu", "cuda")) {
      assertThat(start(Map.of(), "list", "--backend", backend)).isEqualTo(2);
      assertThat(err)
          .containsExactly("unlearn: mvn not found; install Maven 3.8 or newer to build");
    }
  }

  /** What a build that was killed leaves is not used: each time the launcher builds again. */
  @Test
  void cutLibrariesAndUnfinishedBuildsAreMadeAgain() throws Exception {
    assertThat(start(Map.of(), "list")).isZero();
    Path lib = home.resolve("target/lib");
    for (Path jar :
        List.of(
            lib.resolve("nd4j-native-1-linux-x86_64-onednn.jar"),
            lib.resolve("nd4j-native-1-linux-x86_64-onednn-avx2.jar"),
            home.resolve("harness/target/harness.jar"))) {
      byte[] good = Files.readAllBytes(jar);
      Files.write(jar, Arrays.copyOf(good, good.length / 2));
      assertThat(start(Map.of(), "list")).as(jar.toString()).isEqualTo(2);
      assertThat(err.get(0)).contains("mvn not found");
      Files.write(jar, good);
      assertThat(start(Map.of(), "list")).isZero();
    }
    Files.createFile(home.resolve("target/.build-started"));
    assertThat(start(Map.of(), "list")).isEqualTo(2);

    Files.createDirectories(folder.resolve("jdk/bin"));
    script(folder.resolve("jdk/bin/javac"), "");
    Path model = jar(folder.resolve("model.jar"));
    script(
        tools.resolve("mvn"),
        """
        for argument in "$@"; do
          case $argument in -Dlib.folder=*) folder=${argument#*=} ;; esac
        done
        mkdir -p "target/$folder"
        head -c 40 '%1$s' >"target/$folder/nd4j-native-1-linux-x86_64-onednn.jar"
        [[ -z ${KILLED-} ]] || kill -KILL $$
        for name in '' -avx2; do
          cp '%1$s' "target/$folder/nd4j-native-1-linux-x86_64-onednn$name.jar"
        done
        for module in harness baselines paper-figures; do
          cp '%1$s' "$module/target/$module.jar"
        done
        """
            .formatted(model));
    script(tools.resolve("head"), "exec /usr/bin/head \"$@\"\n");
    script(tools.resolve("cp"), "exec /bin/cp \"$@\"\n");
    Files.delete(lib.resolve("nd4j-native-1-linux-x86_64-onednn.jar"));
    Files.delete(lib.resolve("nd4j-native-1-linux-x86_64-onednn-avx2.jar"));
    assertThat(start(Map.of("KILLED", "1"), "list")).isEqualTo(1);
    assertThat(lib).doesNotExist();
    assertThat(start(Map.of(), "list")).isZero();
    assertThat(lib.resolve("nd4j-native-1-linux-x86_64-onednn.jar")).hasSameBinaryContentAs(model);
    assertThat(home.resolve("target/.lib.partial")).doesNotExist();
    assertThat(home.resolve("target/.build-started")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'GPU-1, 9.0, 550.54.15, NVIDIA H100' | NVIDIA H100 (compute capability 9.0, driver 550.54.15)",
        "'GPU-1, 10.0, 570.1.2, NVIDIA B200' | NVIDIA B200 (compute capability 10.0, driver 570.1.2)",
        "'GPU-1, 3.5, 510.39.01, Tesla K40m' | Tesla K40m (compute capability 3.5, driver 510.39.01)",
        "'GPU-1, 8.0, 510.08.01, NVIDIA A2' | NVIDIA A2 (compute capability 8.0, driver 510.08.01)",
        "'GPU-1, [N/A], 510.47.03, NVIDIA X' | NVIDIA X (compute capability [N/A], driver 510.47.03)",
        "'GPU-1, 9.0, 550.1.2, A\nGPU-2, 9.0, 550.1.2, B' | A (compute capability 9.0, driver"
            + " 550.1.2); B (compute capability 9.0, driver 550.1.2)",
      })
  void cardsWithoutCodeAreRefused(String lines, String found) throws Exception {
    cards(lines + "\n");
    assertThat(start(Map.of(), "run", "x.yaml", "--backend", "cuda")).isEqualTo(2);
    assertThat(err).containsExactly("unlearn: --backend cuda: found " + found + NEEDED);
    assertThat(out).isEmpty();
  }

  @Test
  void aMachineWithoutDriverOrCardIsRefused() throws Exception {
    assertThat(start(Map.of(), "run", "x.yaml", "--backend", "cuda")).isEqualTo(2);
    assertThat(err)
        .containsExactly(
            "unlearn: --backend cuda: found no nvidia-smi, so no NVIDIA driver" + NEEDED);
    script(tools.resolve("nvidia-smi"), "echo 'NVIDIA-SMI has failed'\necho more\nexit 9\n");
    assertThat(start(Map.of("UNLEARN_BACKEND", "cuda"), "run", "x.yaml")).isEqualTo(2);
    assertThat(err)
        .containsExactly(
            "unlearn: UNLEARN_BACKEND cuda: found an nvidia-smi that says 'NVIDIA-SMI has failed'"
                + NEEDED);
    assertThat(out).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--backend=gpu", "--backend="})
  void otherBackendsAreRefused(String argument) throws Exception {
    assertThat(start(Map.of(), "list", argument)).isEqualTo(2);
    assertThat(err)
        .containsExactly(
            "unlearn: --backend: found '" + argument.substring(10) + "', expected cpu or cuda");
    assertThat(start(Map.of("UNLEARN_BACKEND", "tpu"), "list")).isEqualTo(2);
    assertThat(err).containsExactly("unlearn: UNLEARN_BACKEND: found 'tpu', expected cpu or cuda");
  }
}
