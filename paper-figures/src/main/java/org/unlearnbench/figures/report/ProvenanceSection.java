package org.unlearnbench.figures.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;

/** Where the numbers come from and how to get them again. */
final class ProvenanceSection implements Section {
  /** Version of {@code provenance.json}. */
  private static final int FORMAT = 1;

  static final String ID = "rerun";

  /** The configuration's file, which {@code ./unlearn run} reads. */
  static final String CONFIG = "config.resolved.yaml";

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

  private final Study study;

  ProvenanceSection(Study study) {
    this.study = study;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Run it again";
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public void write(HtmlWriter html) throws IOException {
    for (RunDirectory run : study.runs()) {
      html.open("article").element("h3", run.experiment());
      Path file = new RunLayout(run.path()).provenance();
      Optional<JsonNode> provenance =
          Files.exists(file) ? Optional.of(JsonFile.read(file, FORMAT)) : Optional.empty();
      rerun(html, run, provenance);
      if (provenance.isPresent()) {
        provenance(html, run.experiment(), provenance.get());
      } else {
        html.element("p", "The run recorded no provenance.");
      }
      html.close();
    }
  }

  private static void rerun(HtmlWriter html, RunDirectory run, Optional<JsonNode> provenance)
      throws IOException {
    Path config = new RunLayout(run.path()).config();
    if (!Files.exists(config)) {
      html.element("p", "The run recorded no configuration, so it cannot be run again.");
      return;
    }
    String folder = "results/runs/" + run.experiment();
    html.open("p").text("In a checkout of unlearnbench, put the configuration below into ");
    html.element("code", folder + "/" + CONFIG);
    html.text(" (the run's directory has it, too), and type:").close();
    String commit = provenance.map(node -> node.path("git_commit").asText()).orElse("");
    String checkout = COMMIT.matcher(commit).matches() ? "git checkout " + commit + "\n" : "";
    commands(html, checkout + "./unlearn run " + folder + "/" + CONFIG);
    if (provenance.map(node -> node.path("git_dirty").asText()).orElse("").equals("true")) {
      html.element("p", "Beware: the code had changes that no commit holds.");
    }
    html.element(
        "p",
        "The board it ends with must show the numbers of this page; times differ, and a processor"
            + " of another kind changes last digits. Who has the run's directory can have cells"
            + " made again and compared bit by bit:");
    commands(html, "./unlearn verify " + folder);
    html.open("details").element("summary", "Configuration with all defaults");
    html.element("pre", Files.readString(config), "tabindex", "0").close();
  }

  private static void commands(HtmlWriter html, String text) {
    html.element("pre", text, "tabindex", "0");
  }

  private static void provenance(HtmlWriter html, String name, JsonNode provenance) {
    html.open("details").element("summary", "Provenance");
    String label = "Provenance of " + name;
    html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    html.open("table", "class", "plain settings").open("thead").open("tr");
    html.element("th", "Key", "scope", "col").element("th", "Value", "scope", "col");
    html.close().close().open("tbody");
    rows(html, "", provenance);
    html.close().close().close().close();
  }

  private static void rows(HtmlWriter html, String key, JsonNode node) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              entry ->
                  rows(
                      html,
                      key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(),
                      entry.getValue()));
    } else {
      html.open("tr").element("th", key, "scope", "row");
      html.element("td", text(node)).close();
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
