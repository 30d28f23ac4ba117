package org.unlearnbench.figures.report;

import gg.jte.html.HtmlContent;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.unlearnbench.figures.figure.DataSetFigures;
import org.unlearnbench.figures.figure.Omissions;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.RunSetup;
import org.unlearnbench.figures.study.SeedCell;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.PerExampleTable;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;

/**
 * Writes {@code report.html}: everything about some runs on one page that needs no network. A
 * section is a record that says what is shown, and a template that says how.
 */
public final class HtmlReport {
  /** All of them but line feed and tabulator: some could change what a reader or terminal sees. */
  private static final Pattern CONTROLS =
      Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

  private HtmlReport() {}

  /**
   * A part of a page with a heading and a place in its navigation.
   *
   * @param id anchor: lower-case letters and hyphens
   * @param content all below the heading
   */
  record Section(String id, String title, HtmlContent content) {}

  /**
   * A page.
   *
   * @param descriptions what there is to say before anything else
   * @param policy what the page may load and run
   */
  record Page(
      String name,
      List<String> descriptions,
      String summary,
      List<Section> sections,
      String style,
      String script,
      String policy) {}

  /**
   * Writes the page into {@code out}.
   *
   * @param figures of all data sets
   * @param attacks on single examples, of all data sets
   * @param omissions what the figures could not show; take what this page cannot, either
   * @param published numbers beside ours, none where nobody asked for them
   */
  public static void write(
      Study study,
      List<DataSetFigures> figures,
      List<PerExample> attacks,
      Omissions omissions,
      List<Reproduction> published,
      Path out)
      throws IOException {
    AtomicFiles.write(
        out.resolve("report.html"), report(study, figures, attacks, omissions, published));
  }

  private static String report(
      Study study,
      List<DataSetFigures> figures,
      List<PerExample> attacks,
      Omissions omissions,
      List<Reproduction> published)
      throws IOException {
    List<RunSetup> setups = new ArrayList<>();
    List<Rerun> reruns = new ArrayList<>();
    for (RunDirectory run : study.runs()) {
      setups.add(
          omissions
              .read(new RunLayout(run.path()).config(), () -> RunSetup.of(run))
              .orElse(new RunSetup(run.experiment(), "", Map.of())));
      reruns.add(Rerun.of(run, omissions));
    }
    Answers answers = Answers.of(study);
    Board board = new Board(study);
    String aboutDifferences = DataSetPart.aboutDifferences(study);
    List<DataSetPart> differences = DataSetPart.differences(study);
    List<DataSetPart> perExample = DataSetPart.perExample(attacks);
    List<Resets> resets = Resets.of(study, omissions);
    Warnings warnings = Warnings.of(study, omissions.faults());
    List<DataSetPart> times = DataSetPart.times(figures);
    List<MethodCard> cards = MethodCard.of(study);
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "answers", "Answers first", out -> JteanswersGenerated.render(out, null, answers)));
    addWarnings(sections, warnings);
    if (setups.stream().anyMatch(setup -> !setup.facts().isEmpty())) {
      sections.add(
          new Section("setup", "What was run", o -> JtesetupGenerated.render(o, null, setups)));
    }
    sections.add(new Section("board", "Board", out -> JteboardGenerated.render(out, null, board)));
    if (!published.isEmpty()) {
      List<PublishedPart> parts = PublishedPart.of(published);
      sections.add(
          new Section(
              "published",
              "Beside published numbers",
              out -> JtepublishedGenerated.render(out, null, parts)));
    }
    addParts(sections, "differences", "Paired differences", aboutDifferences, differences);
    addParts(
        sections, "per-example", "Per-example attack", PerExampleTable.EXPLANATION, perExample);
    addFigures(sections, figures);
    if (!resets.isEmpty()) {
      sections.add(
          new Section(
              "resets", "Attacks and resets", o -> JteresetsGenerated.render(o, null, resets)));
    }
    addParts(sections, "times", "Where the time goes", DataSetPart.aboutTimes(study), times);
    if (!cards.isEmpty()) {
      sections.add(
          new Section("methods", "Methods", out -> JtemethodsGenerated.render(out, null, cards)));
    }
    addMetrics(sections, study);
    sections.add(
        new Section(Rerun.ID, "Run it again", o -> JtererunGenerated.render(o, null, reruns)));
    List<String> descriptions =
        setups.stream()
            .map(RunSetup::introduction)
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList();
    String networks =
        setups.stream()
            .map(setup -> setup.facts().getOrDefault(RunSetup.NETWORK, ""))
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    return page(study, descriptions, networks, sections);
  }

  /**
   * The page of a board over many runs: without what only makes sense within one run.
   *
   * @param facts per row: data set, method, experiment, seeds verified, commit, hash of the
   *     configuration, hash of the data, hash of the protocol, plug-ins
   */
  public static String ofBoard(Study study, List<DataSetFigures> figures, List<List<String>> facts)
      throws IOException {
    List<String> headings =
        List.of(
            "Data set",
            "Method",
            "Experiment",
            "Seeds verified",
            "Commit",
            "Configuration",
            "Data",
            "Protocol",
            "Plug-ins");
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : facts) {
      List<String> cells = new ArrayList<>(row.subList(0, 4));
      row.subList(4, 8).forEach(hash -> cells.add(hash.substring(0, Math.min(12, hash.length()))));
      cells.add(row.get(8));
      rows.add(cells);
    }
    HtmlTable origins =
        new HtmlTable("Table of rows", "plain settings", headings, rows, Set.of(4, 5, 6, 7));
    String intro =
        "Only rows of one protocol are ranked together: the same images, in the same variant and size,"
            + " the same network, training and precision. Cost is the same on any machine; times are comparable only between rows made on one machine. ✓ marks rows of which"
            + " ./unlearn verify made cells again, bit for bit the same.";
    Board board = new Board(study);
    List<Section> sections = new ArrayList<>();
    addWarnings(sections, Warnings.of(study, List.of()));
    sections.add(new Section("board", "Board", out -> JteboardGenerated.render(out, null, board)));
    addFigures(sections, figures);
    sections.add(
        new Section(
            "rows",
            "Where the rows come from",
            out -> JtefoldedGenerated.render(out, null, intro, origins, true)));
    addMetrics(sections, study);
    return page(study, List.of(), "", sections);
  }

  private static void addWarnings(List<Section> sections, Warnings warnings) {
    if (!warnings.items().isEmpty()) {
      sections.add(
          new Section(
              "warnings", "Warnings", out -> JtewarningsGenerated.render(out, null, warnings)));
    }
  }

  private static void addParts(
      List<Section> sections, String id, String title, String intro, List<DataSetPart> parts) {
    boolean nothing = parts.stream().allMatch(part -> part.table() == null);
    // A section that has nothing to show says why in one line.
    String line =
        parts.stream()
            .flatMap(part -> part.notes().stream())
            .distinct()
            .collect(Collectors.joining(" "));
    if (!parts.isEmpty()) {
      sections.add(
          new Section(
              id,
              title,
              out ->
                  JtepartsGenerated.render(
                      out, null, nothing ? line : intro, nothing ? List.of() : parts)));
    }
  }

  private static void addFigures(List<Section> sections, List<DataSetFigures> figures) {
    if (figures.stream().anyMatch(data -> !data.figures().isEmpty())) {
      sections.add(
          new Section("figures", "Figures", out -> JtefiguresGenerated.render(out, null, figures)));
    }
  }

  /** What each column means, with the versioned id of its definition. */
  private static void addMetrics(List<Section> sections, Study study) {
    List<List<String>> rows = new ArrayList<>();
    for (MetricColumn column : study.columns()) {
      rows.add(List.of(column.heading(), column.column(), column.id(), column.summary()));
    }
    if (!rows.isEmpty()) {
      List<String> headings = List.of("Metric", "Column", "Definition", "Meaning");
      HtmlTable table =
          new HtmlTable("Table of metrics", "plain settings", headings, rows, Set.of(1));
      String intro = "What the columns of the board mean";
      sections.add(
          new Section(
              "metrics",
              "Metrics",
              out -> JtefoldedGenerated.render(out, null, intro, table, false)));
    }
  }

  private static String seeds(Study study) {
    List<Long> seeds =
        study.dataSets().stream()
            .flatMap(data -> data.methods().stream())
            .flatMap(method -> method.cells().stream())
            .map(SeedCell::seed)
            .distinct()
            .sorted()
            .toList();
    boolean all = seeds.get(seeds.size() - 1) - seeds.get(0) == seeds.size() - 1;
    return seeds.size() == 1
        ? "seed " + seeds.get(0)
        : seeds.size() > 2 && all
            ? "seeds %d to %d".formatted(seeds.get(0), seeds.get(seeds.size() - 1))
            : "seeds " + String.join(", ", seeds.stream().map(String::valueOf).toList());
  }

  private static String page(
      Study study, List<String> descriptions, String networks, List<Section> sections)
      throws IOException {
    List<String> names = study.runs().stream().map(RunDirectory::experiment).distinct().toList();
    long cells =
        study.dataSets().stream()
            .flatMap(data -> data.methods().stream())
            .mapToLong(method -> method.cells().size())
            .sum();
    String summary =
        cells == 0
            ? "No cell is finished yet."
            : "What was run: %s on %s%s, %s; %s (one method, one data set, one seed each)."
                .formatted(
                    Phrases.counted(study.methodNames().size(), "method"),
                    String.join(", ", study.dataSets().stream().map(DataSetStudy::label).toList()),
                    networks.isEmpty() ? "" : ", network " + networks,
                    seeds(study),
                    Phrases.counted(cells, "cell"));
    return page(String.join(", ", names), descriptions, summary, sections);
  }

  /** A page about something else than a run. */
  static String page(String name, String summary, List<Section> sections) throws IOException {
    return page(name, List.of(), summary, sections);
  }

  private static String page(
      String name, List<String> descriptions, String summary, List<Section> sections)
      throws IOException {
    String script = Resources.script();
    StringOutput text = new StringOutput();
    HtmlTemplateOutput html = new OwaspHtmlTemplateOutput(text);
    JtepageGenerated.render(
        html,
        null,
        new Page(
            name,
            descriptions,
            summary,
            sections,
            Resources.style(),
            script,
            Resources.policy(script)));
    return CONTROLS.matcher(text.toString()).replaceAll("\ufffd");
  }
}
