package org.unlearnbench.figures.report;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.figures.study.Contest;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MetricColumn;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;

/**
 * The answers a newcomer looks for: which method forgot best, at what cost, how sure is that, how
 * to run it again.
 *
 * @param ranking title of the ranking metric
 * @param score what it means
 * @param glossary words of the field that the page uses
 * @param dataSets one each
 */
record Answers(String ranking, String score, Map<String, String> glossary, List<DataSet> dataSets) {

  /**
   * An answer.
   *
   * @param brief the answer in a few words
   * @param sentences what there is to add, may be empty
   */
  record Answer(String question, String brief, List<String> sentences) {
    Answer {
      sentences = List.copyOf(sentences);
    }
  }

  /**
   * The answers about a data set.
   *
   * @param answers none if no method has a value of the ranking metric
   * @param configured whether the best method's run has its configuration
   */
  record DataSet(String slug, String label, List<Answer> answers, boolean configured) {}

  static Answers of(Study study) {
    MetricColumn ranking = study.ranking();
    return new Answers(
        ranking.title(),
        score(ranking),
        glossary(study),
        study.dataSets().stream().map(data -> dataSet(study, data)).toList());
  }

  private static String score(MetricColumn ranking) {
    String better = ranking.better(1, 0) ? "More is better." : "Less is better.";
    return ranking.column().equals("nomus")
        ? "half of it is the share of test images the model gets right; the other half is 1 if an"
            + " attacker cannot tell forget images from images the model never saw, and 0 if it"
            + " always can. More is better, 1 is perfect."
        : ranking.summary() + " " + better;
  }

  private static DataSet dataSet(Study study, DataSetStudy data) {
    Optional<Contest> found = Contest.of(study, data);
    if (found.isEmpty()) {
      return new DataSet(data.slug(), data.label(), List.of(), false);
    }
    Contest contest = found.get();
    RunDirectory run = contest.best().cells().get(0).run();
    return new DataSet(
        data.slug(),
        data.label(),
        List.of(
            new WinnerAnswer(study, data, contest).answer(),
            new CostAnswer(data, contest).answer(),
            new CertaintyAnswer(data, contest).answer()),
        Files.exists(new RunLayout(run.path()).config()));
  }

  private static Map<String, String> glossary(Study study) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("forget images", "Training images that the model shall forget.");
    words.put("retain images", "The other training images, which it shall go on knowing.");
    words.put("test images", "Never trained on; they tell how good the model is at its task.");
    words.put(
        "unseen images",
        "Never trained on either; the attack holds the forget images against them.");
    Map<Role, Map.Entry<String, String>> roles = new LinkedHashMap<>();
    roles.put(
        Role.ORIGINAL, Map.entry("Original", "The model before unlearning: it forgot nothing."));
    roles.put(
        Role.RETRAINED,
        Map.entry(
            "Retrained",
            "Trained from the start on the retain images alone: what forgetting should look like."));
    roles.put(
        Role.RANDOM_MASK,
        Map.entry(
            "Random mask",
            "A control: resets as many kernels (or filters) as ARU, chosen by lot."));
    roles.forEach(
        (role, word) -> {
          if (study.dataSets().stream().anyMatch(data -> data.withRole(role).isPresent())) {
            words.put(word.getKey(), word.getValue());
          }
        });
    Map<String, Map.Entry<String, String>> columns = new LinkedHashMap<>();
    columns.put(
        "mia",
        Map.entry(
            "MIA, M",
            "Membership inference attack: a simple classifier guesses from a model's loss on an"
                + " image whether it was a forget image. M is how often it is right; guessing gives"
                + " 0.5 where forget and unseen images are equally many, and true forgetting what"
                + " Retrained has."));
    columns.put(
        "nomus",
        Map.entry(
            "NoMUS",
            "(accuracy on test images + 1 - 2 |M - 0.5|) / 2. It does not ask whether a model is"
                + " like Retrained."));
    columns.put(
        "tow",
        Map.entry(
            "ToW",
            "Tug of war: 1 if accuracies on forget, retain and test images equal Retrained's, less"
                + " the further they are from them."));
    columns.put(
        "cost",
        Map.entry(
            "Cost",
            "Images taken through a network, relative to retraining: one that is trained on counts 1,"
                + " one that is only looked at 1/3. It is the same on any machine; above 1 (†)"
                + " retraining is cheaper."));
    columns.put("rte", Map.entry("RTE", "How many times faster than retraining, by the clock."));
    columns.forEach(
        (column, word) -> {
          if (study.has(column)) {
            words.put(word.getKey(), word.getValue());
          }
        });
    words.put("seed", "One run of everything with its own random numbers; a board shows the mean.");
    words.put(
        "95 % interval, ±",
        "Where the mean over all possible seeds probably lies, by Student's t distribution.");
    return words;
  }
}
