package org.unlearnbench.figures.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.JsonFile;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;

/** Where the numbers come from and how to get them again. */
final class ProvenanceSection implements Section {
  /** Version of {@code provenance.json}. */
  private static final int FORMAT = 1;

  private final Study study;

  ProvenanceSection(Study study) {
    this.study = study;
  }

  @Override
  public String id() {
    return "rerun";
  }

  @Override
  public String title() {
    return "Provenance, and how to rerun";
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public void write(HtmlWriter html) throws IOException {
    for (RunDirectory run : study.runs()) {
      html.open("article").element("h3", run.experiment());
      rerun(html, run);
      Path provenance = new RunLayout(run.path()).provenance();
      if (Files.exists(provenance)) {
        provenance(html, run.experiment(), provenance);
      } else {
        html.element("p", "The run recorded no provenance.");
      }
      html.close();
    }
  }

  private static void rerun(HtmlWriter html, RunDirectory run) throws IOException {
    Path config = new RunLayout(run.path()).config();
    if (!Files.exists(config)) {
      html.element("p", "The run recorded no configuration, so it cannot be run again.");
      return;
    }
    html.element(
        "p",
        "Save the configuration below as config.resolved.yaml (it also lies in the run directory)"
            + " and run, with the version named in the provenance:");
    html.element(
        "pre",
        "./unlearn run config.resolved.yaml --out again\n"
            + "./unlearn verify again/"
            + run.experiment(),
        "tabindex",
        "0");
    html.open("details").element("summary", "Configuration with all defaults");
    html.element("pre", Files.readString(config), "tabindex", "0").close();
  }

  private static void provenance(HtmlWriter html, String name, Path file) throws IOException {
    html.open("details").element("summary", "Provenance");
    String label = "Provenance of " + name;
    html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    html.open("table", "class", "plain settings").open("thead").open("tr");
    html.element("th", "Key", "scope", "col").element("th", "Value", "scope", "col");
    html.close().close().open("tbody");
    rows(html, "", JsonFile.read(file, FORMAT));
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
