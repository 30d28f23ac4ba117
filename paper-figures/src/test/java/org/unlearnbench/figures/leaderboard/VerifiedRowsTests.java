package org.unlearnbench.figures.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.cli.Main;
import org.unlearnbench.run.fakes.FakePlugin;

/** A run, its verification and the board, each by the command a user types. */
@Timeout(120)
class VerifiedRowsTests {
  /** A comma that stands in no quotes. */
  private static final String FIELD = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  @TempDir Path folder;

  private int start(Path stdout, List<String> command) throws Exception {
    return new ProcessBuilder(command)
        .redirectOutput(stdout.toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .redirectInput(new File("/dev/null"))
        .start()
        .waitFor();
  }

  private int unlearn(Path stdout, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dunlearnbench.home=" + folder.resolve("home"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return start(stdout, command);
  }

  private void git(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=n", "-c", "user.email=e@x", "-C", folder + "/home"));
    command.addAll(List.of(arguments));
    assertThat(start(folder.resolve("stdout"), command)).as(String.join(" ", arguments)).isZero();
  }

  @Test
  void rowsMadeAgainAreMarkedOnTheBoardAndInTheRowFiles() throws Exception {
    Files.createDirectories(folder.resolve("home"));
    git("init", "-q");
    git("commit", "-q", "--allow-empty", "-m", "nothing");
    String plugins = FakePlugin.write(folder.resolve("plugins")).toString();
    Path experiment =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            seeds: [1, 2]
            threads: 1
            network: linear
            data: [{source: synthetic, image-size: 8}]
            training: {epochs: 2, batch-size: 8, lr: 0.1}
            methods: [original, retrain, finetune]
            """);
    Path stdout = folder.resolve("stdout");
    String cache = folder.resolve("cache").toString();
    assertThat(
            unlearn(
                stdout,
                "run",
                experiment.toString(),
                "--plugins",
                plugins,
                "--out",
                folder.resolve("runs").toString(),
                "--cache",
                cache))
        .as(Files.readString(folder.resolve("stderr")))
        .isZero();
    Path run = folder.resolve("runs/small");
    // The first cell of Original and the second of Retrained: every third of six.
    assertThat(
            unlearn(
                run.resolve("verification.json"),
                "verify",
                run.toString(),
                "--plugins",
                plugins,
                "--cache",
                cache,
                "--cells",
                "2",
                "--json"))
        .as(Files.readString(folder.resolve("stderr")))
        .isZero();
    String board = folder.resolve("board.csv").toString();
    String rows = folder.resolve("rows").toString();
    assertThat(unlearn(stdout, "leaderboard", run.toString(), "-o", board, "--rows", rows))
        .as(Files.readString(folder.resolve("stderr")))
        .isZero();
    assertMarked();
    assertThat(folder.resolve("rows/small--synthetic--original.json"))
        .content()
        .contains("\"verified_seeds\" : [ 1 ]");
    // From the row files alone.
    assertThat(unlearn(stdout, "leaderboard", rows, "-o", board)).isZero();
    assertMarked();
  }

  private void assertMarked() throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve("board.csv"));
    List<String> header = List.of(lines.get(0).split(","));
    int method = header.indexOf("method");
    int verified = header.indexOf("verified");
    assertThat(lines.subList(1, lines.size()))
        .extracting(line -> line.split(FIELD, -1)[method] + " " + line.split(FIELD, -1)[verified])
        .containsExactlyInAnyOrder("original 1/2", "retrain 1/2", "finetune ");
    String page = Files.readString(folder.resolve("board.html"));
    assertThat(page.split("✓</span>", -1)).as("marks on the board's rows").hasSize(3);
    assertThat(page).contains("<td>1/2</td>");
  }
}
