package org.unlearnbench.figures.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.unlearnbench.figures.figure.Omissions;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;

/**
 * Where a run's numbers come from and how to get them again.
 *
 * @param folder where the run's directory belongs in a checkout
 * @param commands that make the run again
 * @param dirty whether the code had changes that no commit holds
 * @param config the configuration with all defaults, if it was recorded
 * @param provenance empty if none was recorded
 */
record Rerun(
    String experiment,
    String folder,
    String commands,
    boolean dirty,
    Optional<String> config,
    HtmlTable provenance) {
  /** The section's anchor. */
  static final String ID = "rerun";

  /** The configuration's file, which {@code ./unlearn run} reads. */
  static final String CONFIG = "config.resolved.yaml";

  /** Version of {@code provenance.json}. */
  private static final int FORMAT = 1;

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

  /** The folders of an absolute path: a page is passed on, so it says a file's name alone. */
  private static final Pattern FOLDERS = Pattern.compile("(?m)(: \"?)/(?:[^\"\n]*/)?(?=[^/\n]+$)");

  static Rerun of(RunDirectory run, Omissions omissions) {
    RunLayout layout = new RunLayout(run.path());
    Path file = layout.provenance();
    Optional<JsonNode> provenance =
        Files.exists(file)
            ? omissions.read(file, () -> JsonFile.read(file, FORMAT))
            : Optional.empty();
    String folder = "results/runs/" + run.experiment();
    String commit = provenance.map(node -> node.path("git_commit").asText()).orElse("");
    String checkout = COMMIT.matcher(commit).matches() ? "git checkout " + commit + "\n" : "";
    List<List<String>> rows = new ArrayList<>();
    provenance.ifPresent(node -> rows(rows, "", node));
    return new Rerun(
        run.experiment(),
        folder,
        checkout + "./unlearn run " + folder + "/" + CONFIG,
        provenance.map(node -> node.path("git_dirty").asText()).orElse("").equals("true"),
        Files.exists(layout.config())
            ? omissions.read(
                layout.config(),
                () -> FOLDERS.matcher(Files.readString(layout.config())).replaceAll("$1"))
            : Optional.empty(),
        HtmlTable.of(
            "Provenance of " + run.experiment(), "plain settings", List.of("Key", "Value"), rows));
  }

  private static void rows(List<List<String>> rows, String key, JsonNode node) {
    if (node.isObject() && !node.isEmpty()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.properties().forEach(e -> rows(rows, prefix + e.getKey(), e.getValue()));
    } else {
      rows.add(List.of(key, text(node)));
    }
  }

  private static String text(JsonNode node) {
    if (node.isValueNode()) {
      return node.asText();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : node) {
      if (!entry.isValueNode()) {
        return node.size() + " entries, see provenance.json";
      }
      texts.add(entry.asText());
    }
    return String.join(", ", texts);
  }
}
