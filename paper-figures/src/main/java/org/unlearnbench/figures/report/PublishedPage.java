package org.unlearnbench.figures.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.figure.Figure;
import org.unlearnbench.figures.published.RowVerdict;
import org.unlearnbench.figures.report.HtmlReport.Section;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.io.AtomicFiles;

/** Writes {@code published.html}: where every published row lies beside ours, and its verdict. */
public final class PublishedPage {
  private static final List<String> HEADINGS =
      List.of(
          "Published as",
          "Where",
          "Network",
          "Seeds",
          "Test accuracy",
          "Forgetting score",
          "NoMUS",
          "Verdict",
          "Why",
          "Caveat of the source");

  private PublishedPage() {}

  /**
   * A data set's rows.
   *
   * @param figure may be null where no row has both numbers
   * @param note about ours in the figure
   */
  public record Part(String dataset, Figure figure, String note, List<RowVerdict> rows) {}

  /** Writes the page into {@code out}. */
  public static void write(List<Part> parts, Path out) throws IOException {
    List<Section> sections = new ArrayList<>();
    for (Part part : parts) {
      List<List<String>> cells = new ArrayList<>();
      for (RowVerdict verdict : part.rows()) {
        cells.add(
            List.of(
                verdict.row().name(),
                verdict.row().place() + ", " + verdict.row().setting().stands(),
                verdict.row().setting().network(),
                Integer.toString(verdict.row().seeds()),
                Numbers.rounded(verdict.row().value("test_accuracy"), 4),
                Numbers.rounded(verdict.row().value("forgetting_score"), 4),
                Numbers.rounded(verdict.row().value("nomus"), 4),
                verdict.kind().text(),
                verdict.why(),
                verdict.row().caveat()));
      }
      HtmlTable table =
          HtmlTable.of("Rows of " + part.dataset(), "plain settings", HEADINGS, cells);
      String intro = Phrases.counted(cells.size(), "row") + ". " + part.note();
      sections.add(
          new Section(
              part.dataset().replaceAll("[^a-z0-9]+", "-"),
              part.dataset(),
              html -> {
                if (part.figure() != null) {
                  JtefigureGenerated.render(html, null, part.figure(), part.dataset());
                }
                JtefoldedGenerated.render(html, null, intro, table, true);
              }));
    }
    String about =
        "What others have published, copied with its place, and what its own numbers, its protocol"
            + " and our runs say of it.";
    AtomicFiles.write(
        out.resolve("published.html"), HtmlReport.page("Published rows", about, sections));
  }
}
