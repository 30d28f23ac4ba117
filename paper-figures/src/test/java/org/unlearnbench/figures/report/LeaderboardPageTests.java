package org.unlearnbench.figures.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.StoredFakeRun;
import org.unlearnbench.figures.leaderboard.Leaderboard;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.metric.StandardMetrics;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.Scorer;

/** The board of two experiments in a real browser. */
class LeaderboardPageTests {
  @TempDir static Path folder;
  private static Chromium chromium;

  @BeforeAll
  static void startChromium() throws IOException {
    assumeTrue(Chromium.program().isPresent(), "Chromium is not installed");
    List<Path> runs = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      Path run = folder.resolve(name);
      FakeRun fake = new FakeRun(run, name);
      fake.method("faces", "original", "Original", 0.72, 0.76, 0, 1, 2);
      fake.method("faces", "retrain", "Retrained", 0.63, 0.48, 60, 1, 2);
      fake.method("faces", "aru", "ARU", 0.62, 0.52, 19, 1, 2);
      StoredFakeRun.write(fake, run, 12, 12, 12, 12);
      new Scorer(new StandardMetrics().metrics()).score(StoredRun.open(run));
      runs.add(run);
    }
    AtomicFiles.write(
        runs.get(0).resolve("verification.json"),
        """
        {"cells": ["faces/aru/seed-1"], "keys": {"faces/aru/seed-1": "key of faces aru 1"},
         "differences": [], "notes": []}
        """);
    Publisher.Board outcome =
        Leaderboard.build(
            new Publisher.BoardRequest(
                runs, folder.resolve("board.csv"), Optional.empty(), "nomus", false));
    assertThat(outcome.taken()).isEqualTo(6);
    Path profile = Files.createDirectories(folder.resolve("profile"));
    chromium = Chromium.start(Chromium.program().get(), profile);
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280,false", "1280,true", "390,false", "390,true"})
  void marksWhatWasMadeAgainIsAccessibleAndFitsTheScreen(int width, boolean dark)
      throws IOException {
    chromium.complaints().clear();
    chromium.open(folder.resolve("board.html"), width, 900, dark);
    JsonNode names =
        chromium.evaluate(
            "[...document.querySelectorAll('tr.method .name span')].map(s => s.textContent)");
    assertThat(names).extracting(JsonNode::asText).contains("ARU (one) ✓", "ARU (two)");
    assertThat(chromium.violationsWithAllOpen()).isEmpty();
    assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
    assertThat(chromium.complaints()).isEmpty();
  }
}
