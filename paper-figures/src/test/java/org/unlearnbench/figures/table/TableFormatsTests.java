package org.unlearnbench.figures.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.figures.FakeMetric;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.Golden;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Direction;

class TableFormatsTests {
  /** Not those installed, whose wording may change. */
  private static final List<Metric> METRICS =
      List.of(
          new FakeMetric("nomus", "NoMUS", Direction.HIGHER),
          new FakeMetric("test_accuracy", "Test accuracy", Direction.HIGHER),
          new FakeMetric("mia", "MIA", Direction.NONE),
          new FakeMetric("tow", "ToW", Direction.HIGHER),
          new FakeMetric("cost", "Cost", Direction.LOWER));

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() throws IOException {
    Locale.setDefault(before);
  }

  /** One seed here, three there, a failure, a missing value, and names that try to break out. */
  private static Study study() throws IOException {
    FakeRun run = FakeRun.quickstart(Path.of("run"));
    run.method("cmu-mufac", "one-seed", "One | seed & <b>_50%_</b>", 0.66, 0.6, 1234.5, 1);
    run.failed("cmu-mufac", "one-seed", "One | seed & <b>_50%_</b>", 2, "loss is NaN | step 3");
    run.cell(
        new Cell(
            "cmu-mufac",
            "no-score",
            "No score",
            1,
            Cell.Status.OK,
            "",
            Map.of("nomus", Double.NaN, "mia", 0.5),
            Map.of(),
            Map.of()));
    return Study.of(List.of(run), METRICS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG"})
  void everyFormatIsTheSameInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Study study = study();
    BoardTable brief = BoardTable.brief(study, study.dataSets().get(0));
    BoardTable full = BoardTable.full(study, study.dataSets().get(0));
    Golden.assertEquals(
        "table/board.csv",
        BoardTable.file(study.columns(), List.of(full), Map.of(), Map.of()).csv());
    Golden.assertEquals("table/board.md", MarkdownFormat.render(brief.shown()));
    Golden.assertEquals("table/board.tex", LatexFormat.render(brief));
    Golden.assertEquals("table/board.txt", TextFormat.render(brief.title(), brief.shown(), 200));
    Golden.assertEquals(
        "table/summary.md", withoutWarnings(SummaryFile.markdown(study, PerExample.of(study))));
    Golden.assertEquals("table/terminal.txt", withoutWarnings(TerminalBoard.text(study, 80)));
  }

  /** The wording of warnings is the harness'. */
  private static String withoutWarnings(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("! ") && !line.startsWith("- cmu-mufac"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void warningsComeBeforeTheBoardsAndOncePerCause() throws IOException {
    FakeRun run = new FakeRun(Path.of("run"), "e");
    run.method("d", "a", "A", 0.7, 0.5, 1, 1).method("d", "b", "B", 0.5, 0.5, 1, 1);
    run.method("d", "c", "C", 0.5, 0.5, 1, 1, 2, 3);
    String summary = SummaryFile.markdown(Study.of(List.of(run), METRICS), List.of());
    assertThat(summary).containsOnlyOnce("d, A, B: ");
    assertThat(summary.indexOf("d, A, B: ")).isLessThan(summary.indexOf("## d"));
    assertThat(TerminalBoard.text(Study.of(List.of(run), METRICS), 80)).contains("! d, A, B: ");
  }

  @Test
  void aWarningOfAllMethodsNamesNone() throws IOException {
    FakeRun run = new FakeRun(Path.of("run"), "e");
    run.method("d", "a", "A", 0.7, 0.5, 1, 1).method("d", "b", "B", 0.5, 0.5, 1, 1);
    assertThat(TerminalBoard.text(Study.of(List.of(run), METRICS), 80))
        .contains("! d: 1 seed with a value, fewer than three");
  }

  @Test
  void warningsCallMetricsByTheirTitles() throws IOException {
    FakeRun run = new FakeRun(Path.of("run"), "e");
    run.method("d", "original", "Original", 0.9, 0.5, 0, 1, 2, 3);
    run.method("d", "retrain", "Retrained", 0.5, 0.5, 9, 1, 2, 3);
    assertThat(TerminalBoard.text(Study.of(List.of(run), METRICS), 80))
        .contains("Original beats Retrained on NoMUS by ");
  }

  @Test
  void aNarrowTerminalLosesColumnsButNeverTheRanking() throws IOException {
    Study study = study();
    BoardTable board = BoardTable.brief(study, study.dataSets().get(0));
    for (int width : new int[] {20, 60, 80, 100, 300}) {
      List<String> lines = TextFormat.render(board.title(), board.shown(), width).lines().toList();
      assertThat(lines.get(1))
          .contains("Method")
          .contains("Seeds")
          .contains(study.ranking().title());
      if (width >= 80) {
        assertThat(lines).allMatch(line -> line.length() <= width);
      }
    }
    assertThat(TextFormat.render(board.title(), board.shown(), 300))
        .contains("Unlearning time (s)");
    assertThat(TextFormat.render(board.title(), board.shown(), 80))
        .doesNotContain("Unlearning time (s)");
  }

  @Test
  void whatAJarMadeIsMarkedInEveryFormat() throws IOException {
    PlugIn mine = new PlugIn("method", "mine", "a.Mine", "my_own.jar", "0123456789abcdef", "");
    FakeRun run = new FakeRun(Path.of("run"), "e").method("d", "a", "A", 0.7, 0.5, 90, 1);
    Cell cell = run.cells().get(0);
    FakeRun foreign = new FakeRun(Path.of("run"), "e").cell(cell.with(List.of(mine)));
    Study study = Study.of(List.of(foreign), METRICS);
    BoardTable board = BoardTable.brief(study, study.dataSets().get(0));
    assertThat(TerminalBoard.text(study, 80))
        .contains("A ‡ †")
        .contains("‡ made with plug-ins that are not in the project: my_own.jar (SHA-256 01234");
    assertThat(SummaryFile.markdown(study, List.of()))
        .contains("| A ‡ † |")
        .contains("‡ made with plug-ins that are not in the project: my\\_own.jar (SHA-256");
    assertThat(LatexFormat.render(board))
        .contains("A $^\\ddagger$$^\\dagger$ &")
        .contains("$\\ddagger$: made with plug-ins that are not in the project: my\\_own.jar");
    BoardTable full = BoardTable.full(study, study.dataSets().get(0));
    assertThat(BoardTable.file(study.columns(), List.of(full), Map.of(), Map.of()).csv())
        .contains("\"method mine, class a.Mine, my_own.jar, SHA-256 0123456789abcdef\"");
  }

  @Test
  void referencesAreNeverMarkedAsBest() throws IOException {
    Study study = study();
    BoardTable board = BoardTable.brief(study, study.dataSets().get(0));
    for (BoardTable.Row row : board.rows()) {
      if (List.of("original", "retrain").contains(row.method().method())) {
        assertThat(row.values())
            .extracting(BoardTable.Value::mark)
            .containsOnly(BoardTable.Mark.NONE);
      }
    }
    assertThat(board.rows().stream().flatMap(row -> row.values().stream()))
        .extracting(BoardTable.Value::mark)
        .contains(BoardTable.Mark.BEST, BoardTable.Mark.SECOND);
  }

  @Test
  void roundingKeepsSignsAndSaysWhatIsMissing() throws IOException {
    assertThat(Numbers.rounded(-0.0001, "")).isEqualTo("0.000");
    assertThat(Numbers.rounded(-0.1, "")).isEqualTo("-0.100");
    assertThat(Numbers.rounded(9.876, "s")).isEqualTo("9.88");
    assertThat(Numbers.rounded(1234.56, "s")).isEqualTo("1234.6");
    assertThat(Numbers.rounded(Double.NaN, "")).isEqualTo("NA");
    assertThat(Numbers.rounded(Double.POSITIVE_INFINITY, "")).isEqualTo("inf");
    assertThat(Numbers.exact(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(Numbers.exact(Double.NaN)).isEqualTo("NA");
  }
}
