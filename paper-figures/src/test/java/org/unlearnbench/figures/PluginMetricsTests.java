package org.unlearnbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.cli.ReportCommand;
import org.unlearnbench.config.Info;
import org.unlearnbench.data.Split;
import org.unlearnbench.figures.leaderboard.Leaderboard;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.metric.MetricProvider;
import org.unlearnbench.result.Direction;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.run.fakes.FakePlugin;
import picocli.CommandLine;

/** Metrics that a plug-in brings keep their titles wherever their values go. */
class PluginMetricsTests {
  @TempDir Path folder;

  private Path run;
  private Path plugins;

  /** What a jar in {@code plugins/} would hold. */
  public static final class Provider implements MetricProvider {
    @Override
    public List<Metric> metrics() {
      return List.of(new ForgetImages());
    }
  }

  private record ForgetImages() implements Metric {
    @Override
    public Info info() {
      return new Info("forget-images@7", "Forget images", "How many there are.", "ours");
    }

    @Override
    public String column() {
      return "n_forget";
    }

    @Override
    public Direction direction() {
      return Direction.LOWER;
    }

    @Override
    public double compute(Input input) {
      return input.outputs().get(Split.FORGET).size();
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    plugins = Files.createDirectories(folder.resolve("plugins"));
    FakePlugin.jar(
        plugins.resolve("metric.jar"),
        Map.of("META-INF/services/" + MetricProvider.class.getName(), Provider.class.getName()));
    run = folder.resolve("run");
    FakeRun fake = new FakeRun(run, "e");
    fake.method("d", "original", "Original", 0.7, 0.7, 0, 1, 2);
    fake.method("d", "aru", "ARU", 0.6, 0.5, 3, 1, 2);
    StoredFakeRun.write(fake, run, 9, 5, 6, 7);
  }

  private String report(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new ReportCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    assertThat(command.execute(arguments)).as(err.toString()).isZero();
    return out.toString();
  }

  private String file(String name) throws Exception {
    return Files.readString(run.resolve(name));
  }

  @Test
  void theReportHeadsTheirColumnsWithTheirTitles() throws Exception {
    report(run.toString(), "--plugins", plugins.toString());
    assertThat(file("runs.csv").lines().findFirst().orElseThrow()).contains(",n_forget");
    assertThat(file("summary.md"))
        .contains("- Forget images (`forget-images@7`): How many there are.");
    assertThat(file("report.html"))
        .contains("<option value=\"n_forget\">Forget images</option>")
        .contains("data-column=\"n_forget\" data-direction=\"LOWER\"");
    assertThat(file("metrics.json")).contains("\"definition\" : \"forget-images@7\"");
  }

  private Map<String, String> hashes() throws Exception {
    Map<String, String> hashes = new java.util.TreeMap<>();
    try (var files = Files.walk(run)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        hashes.put(path.toString(), org.unlearnbench.io.Sha256.ofFile(path));
      }
    }
    return hashes;
  }

  @Test
  void aReportThatGoesElsewhereLeavesTheRunAsItIs() throws Exception {
    Map<String, String> before = hashes();
    Path elsewhere = folder.resolve("elsewhere");
    report(run.toString(), "--out", elsewhere.toString(), "--figure-width", "3.3in");
    assertThat(elsewhere.resolve("report.html")).isNotEmptyFile();
    assertThat(Files.readString(elsewhere.resolve("figures/nomus-d.svg")))
        .contains("width=\"237.5pt\"");
    assertThat(hashes()).isEqualTo(before);
  }

  @Test
  void aRunWithoutAFinishedCellGivesAPageThatSaysSo() throws Exception {
    try (var files = Files.walk(run.resolve("cells"))) {
      for (Path path : files.filter(f -> f.endsWith("result.json")).toList()) {
        Files.delete(path);
      }
    }
    assertThat(report(run.toString())).contains(run + ": no cell is finished yet");
    assertThat(file("report.html")).contains("<p>No cell is finished yet.</p>");
  }

  @Test
  void withoutThePlugInItsColumnIsGone() throws Exception {
    report(run.toString(), "--plugins", plugins.toString());
    report(run.toString());
    assertThat(file("runs.csv")).doesNotContain("n_forget");
    assertThat(file("metrics.json")).doesNotContain("n_forget");
  }

  @Test
  void boardsOfRunsAndRowsKnowThemWithoutThePlugIn() throws Exception {
    report(run.toString(), "--plugins", plugins.toString());
    Path rows = folder.resolve("rows");
    Path csv = folder.resolve("board.csv");
    for (Path source : List.of(run, rows)) {
      Publisher.BoardRequest request =
          new Publisher.BoardRequest(
              List.of(source), csv, java.util.Optional.of(rows), "nomus", true);
      assertThat(Leaderboard.build(request).taken()).isEqualTo(2);
      assertThat(Files.readString(folder.resolve("board.html")).replace("\n", ""))
          .contains("<option value=\"n_forget\">Forget images</option>")
          .contains("<td>forget-images@7</td><td>How many there are.</td>");
    }
  }
}
