package org.unlearnbench.figures.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.figures.figure.DataSetFigures;
import org.unlearnbench.figures.figure.Ink;
import org.unlearnbench.figures.figure.Palette;
import org.unlearnbench.figures.figure.Svg;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.RunDirectory;

/** Writes {@code report.html}: everything about some runs on one page that needs no network. */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes the page into {@code out}.
   *
   * @param figures of all data sets
   * @param attacks on single examples, of all data sets
   */
  public static void write(
      Study study, List<DataSetFigures> figures, List<PerExample> attacks, Path out)
      throws IOException {
    AtomicFiles.write(out.resolve("report.html"), report(study, figures, attacks));
  }

  private static String report(Study study, List<DataSetFigures> figures, List<PerExample> attacks)
      throws IOException {
    SetupSection setup = new SetupSection(study);
    return page(
        study,
        setup.descriptions(),
        List.of(
            new OverviewSection(study),
            new WarningsSection(study),
            setup,
            new BoardSection(study, new Palette(study)),
            new ComparisonSection(study),
            new PerExampleSection(attacks),
            new FiguresSection(figures),
            new ResetsSection(study),
            new TimesSection(study),
            new MethodsSection(study),
            new MetricsSection(study),
            new ProvenanceSection(study)));
  }

  /**
   * A page of those sections that have something to show.
   *
   * @param descriptions what there is to say before anything else
   */
  static String page(Study study, List<String> descriptions, List<Section> all) throws IOException {
    List<Section> sections = all.stream().filter(Section::present).toList();
    HtmlWriter html = new HtmlWriter();
    html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
    String script = Resources.script();
    head(html, study, script);
    html.open("body");
    html.element("a", "Skip to the answers", "href", "#main", "class", "skip");
    header(html, study, descriptions);
    navigation(html, sections);
    html.open("main", "id", "main", "tabindex", "-1");
    for (Section section : sections) {
      String heading = section.id() + "-heading";
      html.open("section", "id", section.id(), "aria-labelledby", heading);
      html.element("h2", section.title(), "id", heading);
      section.write(html);
      html.close();
    }
    html.close();
    html.open("footer").element("p", "Made by unlearnbench from stored results.").close();
    html.open("script").trusted(script).close();
    html.close().close();
    return html.finish();
  }

  private static String name(Study study) {
    return String.join(
        ", ", study.runs().stream().map(RunDirectory::experiment).distinct().toList());
  }

  private static void head(HtmlWriter html, Study study, String script) throws IOException {
    html.open("head");
    html.single("meta", "charset", "utf-8");
    String policy = Resources.policy(script);
    html.single("meta", "http-equiv", "Content-Security-Policy", "content", policy);
    String viewport = "width=device-width, initial-scale=1";
    html.single("meta", "name", "viewport", "content", viewport);
    html.single("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", name(study) + " – machine unlearning report");
    html.open("style")
        .trusted(Resources.style())
        .trusted(Ink.css())
        .trusted(Svg.fontFaces())
        .close();
    html.close();
  }

  private static void header(HtmlWriter html, Study study, List<String> descriptions) {
    html.open("header").element("h1", name(study));
    descriptions.forEach(text -> html.element("p", text));
    long methods = study.methodNames().size();
    long cells =
        study.dataSets().stream()
            .flatMap(data -> data.methods().stream())
            .mapToLong(method -> method.cells().size())
            .sum();
    List<String> labels = study.dataSets().stream().map(DataSetStudy::label).toList();
    String text =
        "Machine unlearning on %s: %s, %s (one method, one data set, one seed each)."
            .formatted(
                String.join(", ", labels),
                Phrases.counted(methods, "method"),
                Phrases.counted(cells, "cell"));
    html.element("p", text).close();
  }

  private static void navigation(HtmlWriter html, List<Section> sections) {
    html.open("nav", "aria-label", "Sections").open("ul");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close();
    }
    html.close().close();
  }
}
