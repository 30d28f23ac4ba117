package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.figures.study.Notice.Kind;
import org.unlearnbench.metric.attack.SideSizes;

/** Warnings of what a run says about its data and settings, which no cell shows. */
public final class RunNotices {
  private static final Set<Split> TRAINED_ON = Set.of(Split.RETAIN, Split.FORGET);

  /** From here on the published 0.5 is wrong in the second digit. */
  private static final double NOTEWORTHY = 0.505;

  private RunNotices() {}

  /** What a board with the attack's column must say of the number of images. */
  public static List<Notice> sizes(String dataset, SideSizes sizes) {
    Optional<String> obstacle = sizes.obstacle();
    String counts = sizes.forget() + " forget and " + sizes.unseen() + " unseen images";
    if (obstacle.isPresent()) {
      String text = "MIA and NoMUS are NA, the attack cannot be made on %s: %s.";
      return List.of(
          new Notice(Kind.NO_ATTACK, dataset, "", text.formatted(counts, obstacle.get())));
    }
    if (sizes.guessing() < NOTEWORTHY) {
      return List.of();
    }
    String text =
        "Of %s, always guessing unseen is right in %.3f (the attack cuts forget to unseen's size,"
            + " not the reverse): MIA is not centred at 0.5 here, which |MIA - 0.5| and NoMUS"
            + " reward.";
    return List.of(
        new Notice(
            Kind.UNBALANCED,
            dataset,
            "",
            String.format(Locale.ROOT, text, counts, sizes.guessing())));
  }

  /**
   * A warning per pair of splits whose overlap spoils a metric. Test and unseen may overlap:
   * neither is trained on.
   */
  public static List<Notice> leaks(String dataset, List<SplitOverlap> overlaps) {
    List<Notice> warnings = new ArrayList<>();
    for (SplitOverlap overlap : overlaps) {
      if (TRAINED_ON.contains(overlap.first())) {
        String text =
            overlap.first().key()
                + " and "
                + overlap.second().key()
                + " share "
                + shared(overlap)
                + ": "
                + consequence(overlap);
        warnings.add(new Notice(Kind.LEAK, dataset, "", text));
      }
    }
    return warnings;
  }

  /**
   * The warning of settings that were chosen by test results.
   *
   * @param methods names of the methods it is true of; empty: all
   */
  public static Notice selectionOnTest(String dataset, String methods) {
    return new Notice(
        Kind.SELECTION_ON_TEST,
        dataset,
        methods,
        "Settings were chosen by results on test or unseen images (tuned-on: test), so scores on"
            + " these flatter them.");
  }

  private static String shared(SplitOverlap overlap) {
    String people = count(overlap.people(), "person", "people");
    String images = count(overlap.images(), "image", "images");
    return overlap.people() == 0
        ? images
        : overlap.images() == 0 ? people : people + " and " + images;
  }

  private static String count(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static String consequence(SplitOverlap overlap) {
    return switch (overlap.second()) {
      case FORGET -> "Retrained has seen them too, so they are not what it was made without.";
      case TEST -> "test accuracy flatters models that remember them.";
      case UNSEEN -> "the attack takes what was trained on for unseen.";
      case RETAIN -> throw new IllegalArgumentException(overlap + " is not in the order of splits");
    };
  }
}
