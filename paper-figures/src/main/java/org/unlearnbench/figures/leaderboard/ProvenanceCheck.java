package org.unlearnbench.figures.leaderboard;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.result.CellResult;

/** What a row must say about where it comes from before a board takes it. */
final class ProvenanceCheck {
  static final String CONFIG = "config_sha256";
  static final String MANIFEST = "manifest_sha256";
  static final String COMMIT = "git_commit";
  static final String DIRTY = "git_dirty";

  /** Keys of a row's provenance, all mandatory. */
  static final List<String> KEYS =
      List.of(
          CONFIG,
          MANIFEST,
          COMMIT,
          DIRTY,
          "unlearnbench",
          "java",
          "os",
          "cpu",
          "native",
          "threads");

  private final boolean allowDirty;

  ProvenanceCheck(boolean allowDirty) {
    this.allowDirty = allowDirty;
  }

  /** What is wrong with {@code row}, one phrase per problem; empty if it may be taken. */
  List<String> problems(LeaderboardRow row) {
    List<String> problems = new ArrayList<>();
    for (String key : KEYS) {
      String value = row.provenance().getOrDefault(key, "");
      if (value.isBlank() || value.equals("unknown")) {
        problems.add("its provenance lacks " + key);
      }
    }
    if (row.provenance().getOrDefault(DIRTY, "").contains("true") && !allowDirty) {
      problems.add("made from a checkout with uncommitted changes (--allow-dirty takes it)");
    }
    for (CellResult cell : row.cells()) {
      if (row.keys().getOrDefault(cell.seed(), "").isBlank()) {
        problems.add("seed " + cell.seed() + " has no key");
      }
    }
    if (row.cells().stream().noneMatch(cell -> cell.status() == CellResult.Status.OK)) {
      problems.add("no seed of it finished");
    }
    return problems;
  }
}
