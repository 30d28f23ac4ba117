package org.unlearnbench.figures.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.figure.DataSetFigures;
import org.unlearnbench.figures.figure.Look;
import org.unlearnbench.figures.figure.Omissions;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.Study;

/** The report in a real browser. */
class ReportPageTests {
  @TempDir static Path folder;
  private static Chromium chromium;
  private static FakeRun run;
  private static Path page;

  @BeforeAll
  static void startChromium() throws IOException {
    if (Chromium.program().isEmpty()) {
      System.err.println(
          "SKIPPED: ReportPageTests need Chromium (apt-get install chromium); none was found");
    }
    assumeTrue(Chromium.program().isPresent(), "Chromium is not installed");
    run = FakeRun.quickstart(folder.resolve("run")).withFiles();
    run.method("cmu-mufac", "one-seed", "One seed", 0.66, 0.6, 1234.5, 1);
    run.failed("cmu-mufac", "one-seed", "One seed", 2, "loss is NaN");
    run.failed("cmu-mufac", "broken", "Broken", 1, "loss is NaN");
    run.withPhases();
    page = write(run, "report");
    chromium = Chromium.start(Chromium.program().get(), folder.resolve("profile"));
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void open() {
    chromium.complaints().clear();
    chromium.requests().clear();
    chromium.open(page, 1280, 900, false);
  }

  private static Path write(FakeRun of, String name) throws IOException {
    Path out = Files.createDirectories(folder.resolve(name));
    Study study = Study.of(List.of(of));
    Omissions omissions = new Omissions(List.of());
    HtmlReport.write(
        study,
        DataSetFigures.of(study, new Look(), omissions),
        PerExample.of(study),
        omissions,
        List.of(),
        out);
    return out.resolve("report.html");
  }

  private static List<String> texts(String expression) {
    List<String> texts = new ArrayList<>();
    chromium.evaluate(expression).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Names of the methods of a data set that can be seen, from top to bottom. */
  private static List<String> methods(String dataset) {
    return texts(
        "[...document.querySelectorAll('#board-table tbody[data-dataset=\""
            + dataset
            + "\"] tr.method')].filter(r => r.offsetParent !== null)"
            + ".map(r => r.querySelector('.name span').textContent)");
  }

  private static String cell(String method, String column) {
    return chromium
        .evaluate(
            "document.querySelector('tr.method[data-key=\"cmu-mufac/"
                + method
                + "\"] [data-column=\""
                + column
                + "\"]').textContent")
        .asText();
  }

  private static void clickHeader(String column) {
    chromium.evaluate(
        "document.querySelector('#board-table thead [data-column=\""
            + column
            + "\"] button').click()");
  }

  private static void choose(String select, String value) {
    chromium.evaluate(
        "(() => { const s = document.getElementById('"
            + select
            + "'); s.value = '"
            + value
            + "'; s.dispatchEvent(new Event('change')); })()");
  }

  private static String mean(String method, String metric) {
    double mean =
        run.cells().stream()
            .filter(c -> c.dataset().equals("cmu-mufac") && c.method().equals(method))
            .mapToDouble(c -> c.metrics().get(metric))
            .average()
            .orElseThrow();
    return String.format(Locale.ROOT, "%.3f", mean);
  }

  @Test
  void showsTheBoardInRankOrderWithItsNumbers() {
    assertThat(methods("cmu-mufac"))
        .containsExactly(
            "ARU",
            "Retrained",
            "Random mask",
            "One seed",
            "SCRUB",
            "Fine-tuning",
            "Original",
            "Broken");
    assertThat(cell("aru", "#rank")).isEqualTo("1");
    assertThat(cell("aru", "nomus")).startsWith(mean("aru", "nomus") + " ± ");
    assertThat(cell("one-seed", "nomus")).doesNotContain("±");
    assertThat(cell("one-seed", "#seeds")).isEqualTo("1 (1 failed)");
    assertThat(cell("broken", "nomus")).isEqualTo("NA");
    assertThat(cell("broken", "#rank")).isEqualTo("NA");
  }

  @Test
  void sortsBothWaysAndKeepsWhatHasNoValueLast() {
    clickHeader("test_accuracy");
    List<String> down = methods("cmu-mufac");
    assertThat(down).startsWith("Original", "Fine-tuning", "SCRUB").endsWith("Broken");
    clickHeader("test_accuracy");
    List<String> up = methods("cmu-mufac");
    assertThat(up).startsWith("Random mask").endsWith("Original", "Broken");
    assertThat(
            chromium
                .evaluate("document.querySelector('thead [data-column=test_accuracy]').ariaSort")
                .asText())
        .isEqualTo("ascending");
    clickHeader("#method");
    assertThat(methods("cmu-mufac")).startsWith("ARU", "Broken", "Fine-tuning");
    assertThat(chromium.evaluate("document.getElementById('board-status').textContent").asText())
        .isEqualTo("Sorted by Method, ascending.");
  }

  @Test
  void ranksByAnotherMetric() {
    choose("rank-by", "tow");
    assertThat(methods("cmu-mufac")).startsWith("Retrained", "ARU");
    assertThat(cell("retrain", "#rank")).isEqualTo("1");
    assertThat(cell("aru", "#rank")).isEqualTo("2");
    choose("rank-by", "unlearn_seconds");
    assertThat(methods("cmu-mufac")).startsWith("Original", "Fine-tuning");
    choose("rank-by", "test_top2");
    assertThat(
            chromium
                .evaluate("document.querySelector('thead [data-column=test_top2]').hidden")
                .asBoolean())
        .as("a column that is ranked by is shown")
        .isFalse();
  }

  @Test
  void filtersByDataSetAndMethod() {
    choose("data-set", "cmu-mucac");
    assertThat(methods("cmu-mufac")).isEmpty();
    assertThat(methods("cmu-mucac")).hasSize(6);
    assertThat(
            texts(
                "[...document.querySelectorAll('#figures article')]"
                    + ".filter(a => a.offsetParent !== null).map(a => a.dataset.dataset)"))
        .containsExactly("cmu-mucac");
    choose("data-set", "");
    chromium.evaluate(
        "(() => { const f = document.getElementById('method-filter'); f.value = 'rAn';"
            + " f.dispatchEvent(new Event('input')); })()");
    assertThat(methods("cmu-mufac")).containsExactly("Random mask");
    assertThat(chromium.evaluate("document.getElementById('board-status').textContent").asText())
        .isEqualTo("2 rows shown.");
  }

  @Test
  void opensTheSeedsOfAMethodByKeyboard() {
    String seeds =
        "[...document.querySelectorAll('tr.seed[data-of=\"cmu-mufac/aru\"]')]"
            + ".filter(r => r.offsetParent !== null)"
            + ".map(r => r.querySelector('[data-column=nomus]').textContent)";
    assertThat(texts(seeds)).isEmpty();
    String focus = "document.querySelector('tr.method[data-key=\"cmu-mufac/aru\"] button').focus()";
    chromium.evaluate(focus);
    chromium.press("Enter", 13, "\r");
    List<String> expected =
        run.cells().stream()
            .filter(c -> c.dataset().equals("cmu-mufac") && c.method().equals("aru"))
            .map(c -> String.format(Locale.ROOT, "%.3f", c.metrics().get("nomus")))
            .toList();
    assertThat(texts(seeds)).hasSize(3).isEqualTo(expected);
    clickHeader("#method");
    assertThat(texts(seeds)).as("seeds go with their method").isEqualTo(expected);
    chromium.evaluate(focus);
    chromium.press("Enter", 13, "\r");
    assertThat(texts(seeds)).isEmpty();
  }

  @Test
  void picksColumns() {
    String shown =
        "[...document.querySelectorAll('#board-table thead th')].filter(h => !h.hidden)"
            + ".map(h => h.dataset.column)";
    assertThat(texts(shown)).startsWith("#rank", "#method", "#seeds", "nomus");
    assertThat(texts(shown)).contains("tow").doesNotContain("forgetting_score");
    chromium.evaluate("document.querySelector('.columns input[value=tow]').click()");
    chromium.evaluate("document.querySelector('.columns input[value=forgetting_score]').click()");
    assertThat(texts(shown)).contains("forgetting_score").doesNotContain("tow");
  }

  @Test
  void loadsNothingAndComplainsOfNothing() {
    clickHeader("mia");
    choose("rank-by", "tow");
    assertThat(chromium.requests())
        .allMatch(url -> url.equals(page.toUri().toString()) || url.startsWith("data:"));
    assertThat(chromium.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1280,false", "1280,true", "390,false", "390,true"})
  void isAccessibleAndFitsTheScreen(int width, boolean dark) throws IOException {
    chromium.open(page, width, 900, dark);
    assertThat(chromium.violationsWithAllOpen()).isEmpty();
    int needed = chromium.evaluate("document.documentElement.scrollWidth").asInt();
    assertThat(needed).isLessThanOrEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"1280,false", "390,true"})
  void labelsOfAxesDoNotLieOnEachOther(int width, boolean dark) throws IOException {
    // Losses over seven powers of ten, and times over five.
    FakeRun wide = FakeRun.quickstart(folder.resolve("wide")).withFiles();
    wide.method("cmu-mufac", "sure", "Sure", 0.7, 2.9, 0.01, 1, 2, 3);
    wide.method(
        "cmu-mufac", "slow", "A method whose title is far too long", 0.7, 0.5, 9000, 1, 2, 3);
    chromium.open(write(wide.withPhases(), "wide-report"), width, 900, dark);
    JsonNode clashes =
        chromium.evaluate(
            "[...document.querySelectorAll('svg')].flatMap(svg => {"
                + " const labels = [...svg.querySelectorAll('text')];"
                + " const boxes = labels.map(t => t.getBoundingClientRect());"
                + " const frame = svg.getBoundingClientRect();"
                + " const out = labels.filter((t, i) => boxes[i].left < frame.left - 1"
                + "   || boxes[i].right > frame.right + 1)"
                + "   .map(t => svg.ariaLabel + ': cut ' + t.textContent);"
                + " for (let i = 0; i < boxes.length; i++) for (let k = 0; k < i; k++)"
                + "   if (boxes[i].left < boxes[k].right && boxes[k].left < boxes[i].right"
                + "     && boxes[i].top < boxes[k].bottom - 2 && boxes[k].top < boxes[i].bottom - 2)"
                + "     out.push(svg.ariaLabel + ': ' + labels[i].textContent + ' on '"
                + "       + labels[k].textContent);"
                + " return out; })");
    assertThat(clashes).isEmpty();
    List<String> decades =
        texts(
            "[...document.querySelector('svg[aria-label^=Losses]').querySelectorAll('text')]"
                + ".map(t => t.textContent).filter(t => /^(0\\.0*1|10*)$/.test(t) && t !== '0.1')");
    assertThat(decades.stream().filter("1"::equals).count()).as("once per panel").isEqualTo(8);
    assertThat(decades).hasSizeBetween(2 * 8, 4 * 8);
  }

  /** The brief answers of a data set, in their order. */
  private static List<String> answers(String dataset) {
    return texts(
        "[...document.querySelectorAll('.answers[data-dataset=\""
            + dataset
            + "\"] .brief')].map(p => p.textContent)");
  }

  @Test
  void answersANewcomersQuestions() throws IOException {
    List<String> answers = answers("cmu-mufac");
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0)).startsWith("ARU");
    assertThat(answers.get(1)).isEqualTo("31.7 % of the images that retraining processes");
    assertThat(answers.get(3)).isEqualTo("./unlearn run config.resolved.yaml");
    String all = chromium.evaluate("document.querySelector('.answers').innerText").asText();
    assertThat(all)
        .contains("ARU has the best NoMUS, " + mean("aru", "nomus") + " ± ")
        .contains("the next best, Random mask, has " + mean("random-mask", "nomus") + " ± ")
        .contains("Retrained, which never saw the forget images, " + mean("retrain", "nomus"))
        .contains("50.0 % is guessing")
        .containsPattern("It takes [0-9.]+ s of processor time, retraining [0-9.]+ (s|min)")
        .contains("It ran with 3 seeds");
    chromium.evaluate("document.querySelector('.answers a').click()");
    assertThat(chromium.evaluate("location.hash").asText()).isEqualTo("#rerun");
    assertThat(chromium.evaluate("document.querySelector('#rerun pre').textContent").asText())
        .isEqualTo(
            "git checkout 0000000\n"
                + "./unlearn run results/runs/quickstart/config.resolved.yaml");
  }

  @Test
  void saysSoWhenOneSeedTellsNothingAndWhenTheScoreRewardsDoingNothing() throws IOException {
    FakeRun run = new FakeRun(folder.resolve("one"), "one");
    run.method("d", "original", "Original", 0.9, 0.5, 0, 1);
    run.method("d", "retrain", "Retrained", 0.5, 0.5, 60, 1);
    run.method("d", "a", "A", 0.7, 0.5, 120, 1).method("d", "b", "B", 0.6, 0.5, 2, 1);
    chromium.open(write(run, "one-report"), 1280, 900, false);
    assertThat(answers("d"))
        .satisfiesExactly(
            text -> assertThat(text).isEqualTo("A, as far as one seed can tell"),
            text ->
                assertThat(text).isEqualTo("2.00 times the images of retraining: nothing is saved"),
            text -> assertThat(text).isEqualTo("Not at all"),
            text -> assertThat(text).startsWith("Not at all: the run recorded no configuration"));
    assertThat(chromium.evaluate("document.querySelector('.answers').innerText").asText())
        .contains("Beware: Original scores better than any method")
        .contains("It ran with one seed.");
    assertThat(
            texts(
                "[...document.querySelectorAll('#board-table .dearer')]"
                    + ".map(d => d.closest('tr').dataset.key + ' ' + d.textContent)"))
        .containsExactly("d/a †, costs more than training anew");
  }

  @Test
  void showsWhereTheTimeGoes() {
    assertThat(
            texts(
                "[...document.querySelectorAll('#times [data-dataset=cmu-mufac] svg text')]"
                    + ".map(t => t.textContent)"))
        .containsSubsequence(
            "Loading images",
            "Training Original",
            "Unlearning",
            "Unlearning: attack",
            "Unlearning: mask",
            "Evaluation",
            "Writing files");
    assertThat(
            chromium
                .evaluate(
                    "document.querySelectorAll('#times [data-dataset=cmu-mufac] svg path title')"
                        + ".length")
                .asInt())
        // ARU has seven; Retrained no training of Original; Original no unlearning.
        .isEqualTo(7 + 4 + 4 + 4 * 5);
  }

  @Test
  void showsTextFromOutsideAsText() throws IOException {
    String attack =
        "<img src=x onerror=\"window.hacked=1\"></script><script>window.hacked=1</script>";
    FakeRun evil = new FakeRun(folder.resolve("evil"), "e" + attack);
    evil.method("d\"'" + attack, "m\"]'" + attack, "T" + attack, 0.5, 0.6, 3, 1, 2);
    evil.method("d\"'" + attack, "original", "Original" + attack, 0.6, 0.7, 0, 1, 2);
    evil.failed("d\"'" + attack, "f" + attack, "F" + attack, 1, attack);
    chromium.open(write(evil, "evil-report"), 1280, 900, false);
    choose("rank-by", "tow");
    clickHeader("#method");
    assertThat(chromium.evaluate("typeof window.hacked").asText()).isEqualTo("undefined");
    assertThat(chromium.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
    assertThat(chromium.evaluate("document.querySelector('.name span').textContent").asText())
        .contains(attack);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void aRunWithoutNumbersStillGivesAPage() throws IOException {
    FakeRun empty = new FakeRun(folder.resolve("empty"), "e");
    empty.failed("d", "aru", "ARU", 1, "loss is NaN");
    chromium.open(write(empty, "empty-report"), 390, 900, false);
    assertThat(chromium.evaluate("document.querySelector('.answers p').textContent").asText())
        .isEqualTo("No method under test has a value of NoMUS.");
    assertThat(chromium.complaints()).isEmpty();
  }
}
