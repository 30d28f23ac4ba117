package org.unlearnbench.figures.report;

import java.nio.file.Files;
import java.util.Optional;
import org.unlearnbench.figures.study.Contest;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;

/**
 * The answers a newcomer looks for: which method forgot best, at what cost, how sure is that, how
 * to run it again; after two sentences on what this is about.
 */
final class OverviewSection implements Section {
  private final Study study;
  private final MetricColumn ranking;

  OverviewSection(Study study) {
    this.study = study;
    this.ranking = study.ranking();
  }

  @Override
  public String id() {
    return "answers";
  }

  @Override
  public String title() {
    return "Answers first";
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public void write(HtmlWriter html) {
    html.open("p").text("A trained model shall forget some of the images it was trained on, the ");
    html.element("em", "forget images");
    html.text(", as if it had never seen them, and stay good at the rest. Training anew without");
    html.text(" them does that at full price: ").element("em", "Retrained");
    html.text(". The methods here start from the trained model, ").element("em", "Original");
    html.text(", and try to get there sooner.").close();
    html.open("p").element("strong", ranking.title()).text(" ranks them: ").text(score()).close();
    new Glossary(study).write(html);
    for (DataSetStudy data : study.dataSets()) {
      html.open("article", "class", "answers", "data-dataset", data.slug());
      html.element("h3", data.label());
      Optional<Contest> contest = Contest.of(study, data);
      if (contest.isEmpty()) {
        html.element("p", "No method under test has a value of " + ranking.title() + ".");
      } else {
        answers(html, data, contest.get());
      }
      html.close();
    }
  }

  private String score() {
    String better = ranking.better(1, 0) ? "More is better." : "Less is better.";
    return ranking.column().equals("nomus")
        ? "half of it is the share of test images the model gets right; the other half is 1 if an"
            + " attacker cannot tell forget images from images the model never saw, and 0 if it"
            + " always can. More is better, 1 is perfect."
        : ranking.summary() + " " + better;
  }

  private void answers(HtmlWriter html, DataSetStudy data, Contest contest) {
    html.open("dl");
    answer(html, "Which method forgot best?", new WinnerAnswer(study, data, contest).answer());
    answer(html, "At what cost?", new CostAnswer(data, contest).answer());
    answer(html, "How sure is that?", new CertaintyAnswer(data, contest).answer());
    html.open("div").element("dt", "How do I run it again?").open("dd");
    rerun(html, contest);
    html.close().close().close();
  }

  private static void answer(HtmlWriter html, String question, Answer answer) {
    html.open("div").element("dt", question).open("dd");
    html.element("p", answer.brief(), "class", "brief");
    answer.sentences().forEach(sentence -> html.element("p", sentence));
    html.close().close();
  }

  private static void rerun(HtmlWriter html, Contest contest) {
    RunDirectory run = contest.best().cells().get(0).run();
    if (!Files.exists(new RunLayout(run.path()).config())) {
      html.element("p", "Not at all: the run recorded no configuration", "class", "brief");
      return;
    }
    html.open("p", "class", "brief");
    html.element("code", "./unlearn run " + ProvenanceSection.CONFIG).close();
    html.open("p").text("The configuration, the commit it needs and all else stand at ");
    html.element("a", "the end of this page", "href", "#" + ProvenanceSection.ID);
    html.text(". On the same kind of machine every number but the times comes out the same to");
    html.text(" the last bit, which ").element("code", "./unlearn verify").text(" checks.").close();
  }
}
