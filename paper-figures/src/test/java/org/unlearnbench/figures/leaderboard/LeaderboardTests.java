package org.unlearnbench.figures.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.cli.LeaderboardCommand;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.figures.Publication;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.Checksums;
import org.unlearnbench.result.Cost;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.Publisher.Board;
import org.unlearnbench.result.Publisher.BoardRequest;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredPlan;
import picocli.CommandLine;

class LeaderboardTests {
  @TempDir Path folder;

  /** A run directory with made-up numbers; {@code changes} replaces facts of its provenance. */
  private Path run(String experiment, Map<String, String> changes) throws Exception {
    return run(experiment, changes, List.of("original", "retrain", "aru"));
  }

  /** The same with other methods, the best one last. */
  private Path run(String experiment, Map<String, String> changes, List<String> methods)
      throws Exception {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String key : LeaderboardRow.KEYS) {
      facts.put(key, "some-" + key);
    }
    facts.put("git_dirty", "false");
    facts.putAll(changes);
    Path root = folder.resolve("runs").resolve(experiment);
    RunLayout layout = new RunLayout(root);
    List<PlannedCell> plan = new ArrayList<>();
    Map<String, Info> cards = new LinkedHashMap<>();
    for (String method : methods) {
      cards.put(method, new Info(method, method, "A made-up card.", ""));
      for (long seed = 1; seed <= 3; seed++) {
        double nomus = 0.5 + 0.1 * cards.size() + 0.01 * seed;
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("nomus", nomus);
        metrics.put("mia", 0.5);
        Cell result =
            new Cell(
                "faces",
                method,
                method,
                seed,
                Cell.Status.OK,
                "",
                metrics,
                Map.of("unlearn", 1.0 + seed),
                Map.of("epochs", 5L));
        plan.add(new PlannedCell("faces", method, seed, "key-" + seed));
        result
            .madeOf("key-" + seed, Optional.empty(), facts)
            .holding(new Checksums(Map.of()))
            .write(layout.cell(new CellId("faces", method, seed)));
      }
    }
    AtomicFiles.write(layout.plan(), new StoredPlan(experiment, "nomus", plan, cards).text());
    ObjectNode provenance = JsonFile.object(1);
    provenance.put("config_sha256", facts.get("config_sha256")).put("threads", 2);
    provenance
        .putObject("data")
        .putObject("faces")
        .put("manifest_sha256", facts.get("manifest_sha256"));
    JsonFile.write(layout.provenance(), provenance);
    return root;
  }

  private Board build(boolean allowDirty, Path... sources) throws Exception {
    return Leaderboard.build(
        new BoardRequest(
            List.of(sources),
            folder.resolve("board.csv"),
            Optional.of(folder.resolve("rows")),
            "nomus",
            allowDirty));
  }

  /** A file as it was before there were checksums. */
  private static String unsealed(Path file) throws Exception {
    return unsealed(Files.readString(file));
  }

  private static String unsealed(String text) {
    return text.replaceFirst(",\n  \"sha256\" : \"[0-9a-f]{64}\"\n}\n$", "\n}\n");
  }

  private String board() throws Exception {
    return Files.readString(folder.resolve("board.csv"));
  }

  @Test
  void ranksTheRowsOfARunAndTellsWhereTheyComeFrom() throws Exception {
    Board outcome = build(false, run("e", Map.of()));
    assertThat(outcome.taken()).isEqualTo(3);
    assertThat(outcome.refused()).isEmpty();
    List<String> lines = board().lines().toList();
    assertThat(lines.get(0))
        .startsWith("dataset,rank,method,n_seeds,nomus_mean,nomus_ci95_low,nomus_ci95_high,")
        .endsWith(
            ",experiment,verified,git_commit,config_sha256,manifest_sha256"
                + ",rank_ci95_low,rank_ci95_high,protocol");
    assertThat(lines.get(1))
        .startsWith("faces,1,aru,3,0.8")
        .containsPattern("some-manifest_sha256,1,1,[0-9a-f]{16}$");
    assertThat(lines.get(3)).startsWith("faces,3,original,3,0.6");
    assertThat(folder.resolve("board.html")).content().contains("Where the rows come from");
    assertThat(folder.resolve("rows/e--faces--aru.json")).isRegularFile();
  }

  @Test
  void refusesToSubmitRowsWhoseRunHoldsImagesThatMayNotBeShown() throws Exception {
    Path run = run("e", Map.of());
    Path artefacts = RunLayout.artefacts(new RunLayout(run).cell(new CellId("faces", "aru", 2)));
    Path picture = artefacts.resolve("face.csv");
    AtomicFiles.write(picture, "7\n".repeat(300));
    Board outcome = build(false, run);
    assertThat(outcome.taken()).isEqualTo(2);
    assertThat(outcome.refused())
        .singleElement()
        .asString()
        .startsWith(run + ": e / faces / aru: " + picture + ": holds as many numbers");
    assertThat(folder.resolve("rows/e--faces--aru.json")).doesNotExist();
    Board looked =
        Leaderboard.build(
            new BoardRequest(
                List.of(run), folder.resolve("board.csv"), Optional.empty(), "nomus", false));
    assertThat(looked.taken()).isEqualTo(3);
  }

  @Test
  void rowFilesGiveTheSameBoardAsTheirRun() throws Exception {
    build(false, run("e", Map.of()));
    String fromRun = board();
    String page = Files.readString(folder.resolve("board.html"));
    Board outcome = build(false, folder.resolve("rows"));
    assertThat(outcome.taken()).isEqualTo(3);
    assertThat(board()).isEqualTo(fromRun);
    assertThat(folder.resolve("board.html")).content().isEqualTo(page);
  }

  @Test
  void refusesRowsThatDoNotSayWhereTheyComeFrom() throws Exception {
    Path unknown = run("unknown", Map.of("git_commit", "unknown", "manifest_sha256", ""));
    Board outcome = build(false, unknown, run("good", Map.of()));
    assertThat(outcome.taken()).isEqualTo(3);
    assertThat(outcome.refused())
        .hasSize(6)
        .contains(
            unknown + ": unknown / faces / aru: its provenance lacks manifest_sha256",
            unknown + ": unknown / faces / aru: its provenance lacks git_commit");
    assertThat(board()).doesNotContain("unknown");
  }

  @Test
  void refusesUncommittedCodeUnlessToldOtherwise() throws Exception {
    Path dirty = run("dirty", Map.of("git_dirty", "true"));
    Board outcome = build(false, dirty);
    assertThat(outcome.taken()).isZero();
    assertThat(outcome.refused()).hasSize(3).allMatch(line -> line.contains("uncommitted"));
    assertThat(folder.resolve("board.csv")).doesNotExist();
    assertThat(build(true, dirty).taken()).isEqualTo(3);
  }

  @Test
  void marksRowsThatWereMadeAgain() throws Exception {
    Path run = run("e", Map.of());
    AtomicFiles.write(
        run.resolve("verification.json"),
        """
        {"cells": ["faces/aru/seed-1", "faces/aru/seed-3", "faces/original/seed-1",
                   "faces/retrain/seed-2"],
         "keys": {"faces/aru/seed-1": "key-1", "faces/aru/seed-3": "key-3",
                  "faces/original/seed-1": "key-1", "faces/retrain/seed-2": "of another time"},
         "differences": [{"cell": "faces/original/seed-1", "what": "x", "stored": "", "now": ""}],
         "notes": []}
        """);
    build(false, run);
    List<String> lines = board().lines().toList();
    assertThat(lines.get(1)).contains(",e,2/3,");
    assertThat(lines.get(2)).contains(",retrain,").contains(",e,,");
    assertThat(lines.get(3)).contains(",e,,");
    assertThat(folder.resolve("board.html"))
        .content()
        .contains("aru (e) ✓")
        .doesNotContain("original (e) ✓")
        .doesNotContain("retrain (e) ✓");
  }

  @Test
  void refusesARowWhoseReportDoesNotFollowFromItsSeeds() throws Exception {
    build(false, run("e", Map.of()));
    Path row = folder.resolve("rows/e--faces--aru.json");
    String text = unsealed(row);
    Files.writeString(row, text.replaceFirst("\"mean\" : 0\\.8\\d*", "\"mean\" : 0.95"));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build(false, folder.resolve("rows")))
        .withMessageContaining("reports nomus as 0.95, but its seeds give 0.8");
    Files.writeString(row, "{\"format_version\": 1}");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build(false, row))
        .withMessage(row + ": field 'experiment' is missing");
    Files.writeString(row, text.replace("\"faces\"", "\"../faces\""));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build(false, row))
        .withMessageContaining("found the name '../faces'");
  }

  /** Two of three seeds made side by side; a method that costs more, and a row of old. */
  @Test
  void rowsCarryTheirCostAndOldOnesAreReadWithoutIt() throws Exception {
    Path root = run("e", Map.of());
    long[] work = {3, 6, 12};
    for (String method : List.of("aru", "retrain")) {
      for (long seed = 1; seed <= 3; seed++) {
        Path cell = new RunLayout(root).cell(new CellId("faces", method, seed));
        Cell stored = Cell.read(cell);
        Map<String, Double> metrics = new LinkedHashMap<>(stored.metrics());
        metrics.put("cost", method.equals("aru") ? work[(int) seed - 1] / 3.0 : 1.0);
        metrics.put("rte", 2.0);
        Map<String, String> environment = new LinkedHashMap<>(stored.environment());
        environment.put("workers", seed == 1 ? "1" : "2");
        Cost cost = new Cost(7, 100 * seed, 90 * seed, Optional.of(2.5));
        stored
            .scored("", metrics)
            .costing(Map.of("unlearn", cost))
            .madeOf(stored.key(), stored.task(), environment)
            .write(cell);
      }
    }
    build(false, root);
    String fromRun = board();
    Map<String, String> aru = csvRow(fromRun, "aru");
    assertThat(Double.parseDouble(aru.get("cost_mean"))).isCloseTo(2, within(1e-12));
    assertThat(Double.parseDouble(aru.get("cost_ci95_low"))).isPositive();
    assertThat(aru)
        .containsEntry("dearer_than_retraining", "true")
        .containsEntry("unlearn_steps_mean", "7.0")
        .containsEntry("unlearn_cpu_seconds_mean", "2.5")
        // Of the one seed that was made alone.
        .containsEntry("rte_mean", "2.0")
        .containsEntry("rte_ci95_low", "NA");
    assertThat(csvRow(fromRun, "retrain"))
        .containsEntry("cost_mean", "1.0")
        .containsEntry("cost_ci95_low", "1.0")
        .containsEntry("dearer_than_retraining", "false");
    assertThat(csvRow(fromRun, "original"))
        .containsEntry("cost_mean", "NA")
        .containsEntry("dearer_than_retraining", "NA")
        .containsEntry("unlearn_seconds_mean", "NA");
    assertThat(folder.resolve("board.html"))
        .content()
        .contains("costs more than training anew: more images processed");

    build(false, folder.resolve("rows"));
    assertThat(board()).isEqualTo(fromRun);
    Path row = folder.resolve("rows/e--faces--aru.json");
    String text = unsealed(row);
    assertThat(text)
        .contains("\"scale\" : \"log\"", "\"forward_images\" : 300", "\"workers\" : \"2\"");
    // As rows were written before: no scale, an arithmetic mean, no counts.
    Files.writeString(
        row,
        text.replaceAll("\\s+\"scale\" : \"log\",", "")
            .replaceFirst("(?s)(\"cost\" : \\{.*?\"mean\" : )[0-9.]+", "$1" + (3 + 6 + 12) / 9.0));
    build(false, folder.resolve("rows"));
    Files.writeString(
        row, unsealed(row).replaceAll("(?s),\\s+\"costs\" : .*?\"workers\" : \"\\d\"", ""));
    build(false, folder.resolve("rows"));
    assertThat(csvRow(board(), "aru"))
        .containsEntry("dearer_than_retraining", "true")
        .containsEntry("unlearn_steps_mean", "NA")
        .containsEntry("rte_mean", "NA");
  }

  /** One row of which a jar made the method, one that none did, one of old that does not say. */
  @Test
  void rowsWithPlugInsAreMarkedAndSayWhich() throws Exception {
    Path root = run("e", Map.of());
    PlugIn mine = new PlugIn("method", "mine", "a.Mine", "mine.jar", "ab".repeat(32), "1.2");
    for (String method : List.of("aru", "retrain")) {
      for (long seed = 1; seed <= 3; seed++) {
        Path cell = new RunLayout(root).cell(new CellId("faces", method, seed));
        Cell stored = Cell.read(cell);
        stored.with(method.equals("aru") ? List.of(mine) : List.of()).write(cell);
      }
    }
    build(false, root);
    String fromRun = board();
    String page = Files.readString(folder.resolve("board.html"));
    String full = "method mine, class a.Mine, mine.jar, SHA-256 " + "ab".repeat(32);
    assertThat(fromRun)
        .contains("plug_ins")
        .containsOnlyOnce("\"" + full + ", version 1.2\"")
        .contains(",none,")
        .contains(",NA,");
    assertThat(page)
        .containsOnlyOnce("title=\"mine.jar (SHA-256 abababababab, version 1.2)\"")
        .contains("‡ made with a plug-in that is not in the project")
        .contains(full);
    build(false, folder.resolve("rows"));
    assertThat(board()).isEqualTo(fromRun);
    assertThat(folder.resolve("board.html")).content().isEqualTo(page);
    assertThat(folder.resolve("rows/e--faces--aru.json")).content().contains("\"plug_ins\" : [");
    assertThat(folder.resolve("rows/e--faces--original.json")).content().doesNotContain("plug_ins");
  }

  private static Map<String, String> csvRow(String csv, String method) {
    List<String> lines = csv.lines().toList();
    List<String> header = List.of(lines.get(0).split(","));
    String[] values =
        lines.stream()
            .filter(line -> line.contains("," + method + ","))
            .findFirst()
            .orElseThrow()
            .split(",", -1);
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(header.get(i), values[i]);
    }
    return row;
  }

  @Test
  void refusesTheSameRowTwiceAndOtherDefinitionsOfAMetric() throws Exception {
    Path run = run("e", Map.of());
    build(false, run);
    Path rows = folder.resolve("rows");
    assertThat(build(false, run, rows).refused())
        .hasSize(3)
        .allMatch(line -> line.contains("the same row is in"));
    Path row = rows.resolve("e--faces--aru.json");
    Files.writeString(
        row,
        unsealed(row)
            .replaceFirst("\"definition\" : \"[^\"]*\"", "\"definition\" : \"other@9\"")
            .replace("\"experiment\" : \"e\"", "\"experiment\" : \"z\""));
    assertThat(build(false, run, row).refused())
        .singleElement()
        .asString()
        .contains("z / faces / aru: nomus is defined by other@9, the board's by ");
  }

  @Test
  void keepsDataOfOneNameButOtherContentApart() throws Exception {
    Path one = run("one", Map.of("manifest_sha256", "1111111111"));
    Path two = run("two", Map.of("manifest_sha256", "2222222222"));
    Path three = run("three", Map.of("manifest_sha256", "2222222222"));
    assertThat(build(false, one, two, three).taken()).isEqualTo(9);
    assertThat(board().lines().filter(line -> line.startsWith("faces,1,aru,"))).hasSize(3);
    assertThat(board().lines().filter(line -> line.contains(",2222222222,"))).hasSize(6);
    assertThat(folder.resolve("board.html"))
        .content()
        .contains("aru (one)", "aru (two)", "aru (three)")
        .containsPattern("faces, protocol [0-9a-f]{8}<");
  }

  /** What the configuration of a run on {@code faces} says. */
  private static String config(String network, int size, int epochs) {
    return "data: [{source: csv, as: faces, file: /somewhere/%s.csv, image-size: %d}]\n"
            .formatted(network, size)
        + "network: {name: %s, width: 16}\ntraining: {epochs: %d}\n".formatted(network, epochs);
  }

  @Test
  void ranksOnlyRowsOfOneProtocolAndCallsAMethodTheSameWhoeverStandsBesideIt() throws Exception {
    Map<String, String> configs =
        Map.of(
            "a", config("resnet18", 64, 30),
            "b", config("resnet18", 64, 30),
            "c", config("resnet18", 32, 30),
            "d", config("resnet18", 64, 20),
            "e", config("resnet34", 64, 30));
    List<Path> runs = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      Path run = run(name, Map.of("config_sha256", "config-of-" + name));
      AtomicFiles.write(new RunLayout(run).config(), configs.get(name));
      runs.add(run);
    }
    build(false, runs.get(0));
    String alone = board().lines().filter(line -> line.contains(",aru,")).findFirst().orElseThrow();
    build(false, runs.toArray(Path[]::new));
    List<String> firsts = board().lines().filter(line -> line.startsWith("faces,1,aru,")).toList();
    // a and b share a protocol and the first place in it; the other three have sections of their
    // own.
    assertThat(firsts).hasSize(5);
    assertThat(firsts)
        .extracting(line -> line.substring(line.lastIndexOf(',') + 1))
        .doesNotContain("");
    assertThat(firsts.stream().map(line -> line.substring(line.lastIndexOf(',') + 1)).distinct())
        .hasSize(4);
    assertThat(firsts.stream().filter(line -> line.contains(",a,,")).findFirst())
        .map(line -> line.substring(0, line.indexOf(",a,,")))
        .contains(alone.substring(0, alone.indexOf(",a,,")));
    String page = Files.readString(folder.resolve("board.html"));
    build(false, folder.resolve("rows"));
    assertThat(folder.resolve("board.html")).content().isEqualTo(page);
  }

  @Test
  void runsOfOneExperimentOverOtherSeedsAreOneRow() throws Exception {
    Path one = run("e", Map.of());
    Path two = folder.resolve("more");
    try (java.util.stream.Stream<Path> files = Files.walk(one)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path moved = two.resolve(one.relativize(file).toString().replaceAll("seed-", "seed-1"));
        Files.createDirectories(moved.getParent());
        String text = unsealed(file);
        Files.writeString(moved, text.replaceAll("\"seed\" : ", "\"seed\" : 1"));
      }
    }
    assertThat(build(false, one, two).taken()).isEqualTo(3);
    assertThat(board()).contains("faces,1,aru,6,").contains("faces,3,original,6,");
    assertThat(build(false, one, one).refused()).hasSize(3);
  }

  @Test
  void everyExperimentIsHeldAgainstItsOwnReferences() throws Exception {
    build(
        false,
        run("a", Map.of()),
        run("b", Map.of(), List.of("retrain", "original", "aru")),
        run("c", Map.of(), List.of("original", "aru")));
    assertThat(folder.resolve("board.html"))
        .content()
        .containsOnlyOnce("Original beats Retrained on NoMUS by 0.1000, mean of 3 shared seeds.")
        .contains("<strong>faces, original (b)</strong>: Original beats Retrained")
        .containsOnlyOnce("closeness is not known")
        .contains("<strong>faces</strong>: In c: No finished Retrained");
    build(false, run("c", Map.of(), List.of("original", "aru")));
    assertThat(folder.resolve("board.html"))
        .content()
        .contains("<strong>faces</strong>: No finished Retrained");
  }

  @Test
  void rowsCarryWhatTheirRunSaidOfItsDataAndSettings() throws Exception {
    Path root = run("tuned", Map.of());
    Path file = new RunLayout(root).plan();
    StoredPlan plan = StoredPlan.read(file);
    StoredPlan told =
        new StoredPlan(
            plan.experiment(),
            plan.ranking(),
            plan.cells(),
            plan.cards(),
            Map.of(
                "faces",
                new StoredPlan.Data(
                    Map.of(),
                    List.of(new SplitOverlap(Split.RETAIN, Split.TEST, 2, 3)),
                    java.util.Optional.empty())),
            Selection.TEST);
    AtomicFiles.write(file, told.text());
    build(false, root, run("plain", Map.of()));
    String leak = "retain and test share 2 people and 3 images";
    assertThat(folder.resolve("board.html"))
        .content()
        .containsOnlyOnce(leak)
        .containsOnlyOnce("Settings were chosen by results on test")
        .contains(
            "<strong>faces, aru (tuned), retrain (tuned), original (tuned)</strong>: Settings");
    String page = Files.readString(folder.resolve("board.html"));
    build(false, folder.resolve("rows"));
    assertThat(folder.resolve("board.html")).content().isEqualTo(page);
    build(false, root);
    assertThat(folder.resolve("board.html"))
        .content()
        .contains("<strong>faces</strong>: Settings were chosen");
  }

  @Test
  void saysWhatIsWrongWithASource() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build(false, empty))
        .withMessage(empty + ": is no run directory and holds no row file (*.json)");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build(false, folder.resolve("nowhere")))
        .withMessageContaining("no such file or folder");
    assertThat(ServiceLoader.load(Publisher.class)).hasOnlyElementsOfType(Publication.class);
  }

  @Test
  void ranksOnlyByColumnsThatCanRank() throws Exception {
    Path run = run("e", Map.of());
    Path csv = folder.resolve("board.csv");
    for (String ranking : List.of("nomuss", "mia")) {
      BoardRequest request = new BoardRequest(List.of(run), csv, Optional.empty(), ranking, false);
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(() -> Leaderboard.build(request))
          .withMessage(
              ranking.equals("mia")
                  ? "--rank-by: found 'mia', which does not say whether higher or lower is better,"
                      + " expected a column of the rows that ranks; valid: nomus, unlearn_seconds"
                  : "--rank-by: found 'nomuss', expected a column of the rows that ranks; did you"
                      + " mean 'nomus'? valid: nomus, unlearn_seconds");
    }
    assertThat(csv).doesNotExist();
    BoardRequest seconds =
        new BoardRequest(List.of(run), csv, Optional.empty(), "unlearn_seconds", false);
    assertThat(Leaderboard.build(seconds).taken()).isEqualTo(3);
  }

  @Test
  void theCommandPrintsWhatItRefusedAndSaysSoByItsExitCode() throws Exception {
    String good = run("good", Map.of()).toString();
    String dirty = run("dirty", Map.of("git_dirty", "true")).toString();
    String csv = folder.resolve("board.csv").toString();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new LeaderboardCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    assertThat(command.execute(good, "-o", csv)).isZero();
    assertThat(out).hasToString("3 rows, 0 refused: " + csv + "\n");
    assertThat(command.execute(good, dirty, "-o", csv)).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("refused: " + dirty + ": dirty / faces / "));
  }

  @Test
  void aForgedRowIsNoticed() throws Exception {
    build(false, run("e", Map.of()));
    Path row = folder.resolve("rows/e--faces--aru.json");
    String text = Files.readString(row);
    // Values and what is reported of them, in step with each other.
    String forged =
        text.replaceAll("\"nomus\" : 0\\.\\d+", "\"nomus\" : 0.99")
            .replaceAll("\"(mean|ci95_low|ci95_high)\" : 0\\.8\\d*", "\"$1\" : 0.99");
    assertThat(forged).isNotEqualTo(text);
    Files.writeString(row, forged);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build(false, folder.resolve("rows")))
        .withMessageStartingWith(row + ": is damaged or was changed: ");
    // A row of old is taken, and said to be one.
    Files.writeString(row, unsealed(text).replaceAll(",\\s*\"files\" : \\{ \\}", ""));
    Board old = build(false, row);
    assertThat(old.taken()).isEqualTo(1);
    assertThat(old.notes())
        .containsExactly(row + ": made before checksums, damage to it cannot be seen");
    assertThat(build(false, run("e", Map.of())).notes()).isEmpty();
  }

  @Test
  void aRunThatLacksCellsIsRefused() throws Exception {
    Path run = run("e", Map.of());
    RunLayout layout = new RunLayout(run);
    AtomicFiles.deleteFolder(layout.cell(new CellId("faces", "aru", 2)));
    AtomicFiles.deleteFolder(layout.cell(new CellId("faces", "retrain", 2)));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build(false, run))
        .withMessage(
            run
                + ": 2 of 9 planned cells missing (not made yet: faces/retrain/seed-2,"
                + " faces/aru/seed-2); ./unlearn run makes them");
    assertThat(folder.resolve("board.csv")).doesNotExist();
  }

  @Test
  void whatASpreadsheetWouldComputeNeverReachesTheTable() throws Exception {
    for (String value : List.of("=1+1", "@x", "+1", "a\tb", "<b>", "=cmd|'/C calc'!A0")) {
      for (String key : List.of("manifest_sha256", "config_sha256", "git_commit")) {
        Path run = run("e", Map.of(key, value));
        assertThat(build(false, run).refused())
            .as(key)
            .hasSize(3)
            .allMatch(line -> line.contains("its " + key + " is '"));
        assertThat(folder.resolve("board.csv")).doesNotExist();
        AtomicFiles.deleteFolder(run);
      }
    }
  }
}
