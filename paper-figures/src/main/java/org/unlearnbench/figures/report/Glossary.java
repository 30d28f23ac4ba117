package org.unlearnbench.figures.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.unlearnbench.figures.study.Role;
import org.unlearnbench.figures.study.Study;

/** The words of the field that a page uses, for those who are new to it. */
final class Glossary {
  private final Map<String, String> words = new LinkedHashMap<>();

  Glossary(Study study) {
    words.put("forget images", "Training images that the model shall forget.");
    words.put("retain images", "The other training images, which it shall go on knowing.");
    words.put("test images", "Never trained on; they tell how good the model is at its task.");
    words.put(
        "unseen images",
        "Never trained on either; the attack holds the forget images against them.");
    role(study, Role.ORIGINAL, "Original", "The model before unlearning: it forgot nothing.");
    role(
        study,
        Role.RETRAINED,
        "Retrained",
        "Trained from the start on the retain images alone: what forgetting should look like.");
    role(
        study,
        Role.RANDOM_MASK,
        "Random mask",
        "A control: resets as many filters as ARU, chosen by lot.");
    column(
        study,
        "mia",
        "MIA, M",
        "Membership inference attack: a simple classifier guesses from a model's loss on an image"
            + " whether it was a forget image. M is how often it is right; guessing gives 0.5 where"
            + " forget and unseen images are equally many, and true forgetting what Retrained has.");
    column(
        study,
        "nomus",
        "NoMUS",
        "(accuracy on test images + 1 - 2 |M - 0.5|) / 2. It does not ask whether a model is like"
            + " Retrained.");
    column(
        study,
        "tow",
        "ToW",
        "Tug of war: 1 if accuracies on forget, retain and test images equal Retrained's, less the"
            + " further they are from them.");
    column(study, "rte", "RTE", "How many times faster than retraining.");
    words.put("seed", "One run of everything with its own random numbers; a board shows the mean.");
    words.put(
        "95 % interval, ±",
        "Where the mean over all possible seeds probably lies, by Student's t distribution.");
  }

  private void role(Study study, Role role, String word, String meaning) {
    if (study.dataSets().stream().anyMatch(data -> data.withRole(role).isPresent())) {
      words.put(word, meaning);
    }
  }

  private void column(Study study, String column, String word, String meaning) {
    if (study.has(column)) {
      words.put(word, meaning);
    }
  }

  void write(HtmlWriter html) {
    html.open("details", "class", "glossary").element("summary", "Words used on this page");
    html.open("dl");
    words.forEach(
        (word, meaning) -> {
          html.open("div").element("dt", word).element("dd", meaning).close();
        });
    html.close().close();
  }
}
