package org.unlearnbench.figures.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.figure.Svg;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.Numbers;

/** What attack-and-reset methods did inside: the noise, and the filters they reset per layer. */
final class ResetsSection implements Section {

  private record Page(
      DataSetStudy data,
      MethodSummary method,
      SeedCell cell,
      Optional<AttackNoise> noise,
      Optional<FilterResets> resets) {}

  private final List<Page> pages = new ArrayList<>();

  ResetsSection(Study study) throws IOException {
    for (DataSetStudy data : study.dataSets()) {
      for (MethodSummary method : data.methods()) {
        if (!method.finished().isEmpty()) {
          SeedCell cell = method.finished().get(0);
          Page page = new Page(data, method, cell, AttackNoise.of(cell), FilterResets.of(cell));
          if (page.noise.isPresent() || page.resets.isPresent()) {
            pages.add(page);
          }
        }
      }
    }
  }

  @Override
  public String id() {
    return "resets";
  }

  @Override
  public String title() {
    return "Attacks and resets";
  }

  @Override
  public boolean present() {
    return !pages.isEmpty();
  }

  @Override
  public void write(HtmlWriter html) {
    html.element(
        "p",
        "Methods that reset filters choose them by a score or by lot. ARU's score comes from noise"
            + " that makes the model fail on forget images; shown is the noise alone, never an"
            + " image. The first seed of each.");
    for (Page page : pages) {
      String name = page.method.title() + " on " + page.data.label();
      html.open("details", "data-dataset", page.data.slug());
      html.element("summary", name + ", seed " + page.cell.seed());
      page.noise.ifPresent(noise -> noise(html, noise));
      page.resets.ifPresent(resets -> resets(html, name, resets));
      html.close();
    }
  }

  private static void noise(HtmlWriter html, AttackNoise noise) {
    html.element(
        "p",
        "Attack on "
            + noise.images()
            + " forget images: mean loss from "
            + Numbers.rounded(noise.lossBefore(), "")
            + " to "
            + Numbers.rounded(noise.lossAfter(), "")
            + "; noise of mean length "
            + Numbers.rounded(noise.meanL2(), "")
            + ", largest change of a pixel "
            + Numbers.rounded(noise.largest(), "")
            + " of the range 0 to 1.");
    if (noise.pictures().isEmpty()) {
      return;
    }
    html.open("ul", "class", "noise");
    for (int i = 0; i < noise.pictures().size(); i++) {
      String data = Base64.getEncoder().encodeToString(noise.pictures().get(i));
      html.open("li");
      html.single(
          "img",
          "src",
          "data:image/png;base64," + data,
          "alt",
          "Noise added to forget image " + i + ", stretched so that its largest change shows");
      html.close();
    }
    html.close();
  }

  private static void resets(HtmlWriter html, String name, FilterResets resets) {
    html.element("p", resets.reset() + " of " + resets.filters() + " filters reset.");
    String label = "Filters reset by " + name;
    html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    html.open("table", "class", "plain").open("thead").open("tr");
    for (String heading :
        List.of("Layer", "Filters", "Reset", "Share", "Mean score, reset", "Mean score, kept")) {
      html.element("th", heading, "scope", "col");
    }
    html.close().close().open("tbody");
    for (FilterResets.Layer layer : resets.layers()) {
      html.open("tr").element("th", layer.name(), "scope", "row");
      html.element("td", Integer.toString(layer.filters()));
      html.element("td", Integer.toString(layer.reset()));
      double share = (double) layer.reset() / layer.filters();
      html.open("td");
      html.open("svg", "class", "share", "viewBox", "0 0 100 10", "aria-hidden", "true");
      html.open("rect", "class", "share-all", "width", "100", "height", "10").close();
      String width = Svg.number(100 * share);
      html.open("rect", "class", "share-part", "width", width, "height", "10").close();
      html.close().text(" " + Numbers.rounded(100 * share, "s") + " %").close();
      html.element("td", score(layer.scoreReset())).element("td", score(layer.scoreKept()));
      html.close();
    }
    html.close().close().close();
  }

  private static String score(double value) {
    return Double.isNaN(value)
        ? Numbers.MISSING
        : String.format(java.util.Locale.ROOT, "%.3g", value);
  }
}
