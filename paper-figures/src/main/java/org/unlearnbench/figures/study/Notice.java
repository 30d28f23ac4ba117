package org.unlearnbench.figures.study;

/**
 * Something a reader of a board must know before believing it, as data.
 *
 * @param kind what it is about
 * @param dataset name of the data set
 * @param method name of the method in the experiment, empty where it concerns the whole data set
 * @param text one sentence with the figures
 */
public record Notice(Kind kind, String dataset, String method, String text) {

  /** Kinds of warnings, gravest first. */
  public enum Kind {
    /** The ranking metric puts Original above Retrained, so it does not reward unlearning here. */
    ORIGINAL_BEATS_RETRAINED,
    /** Results on test or unseen images took part in choosing settings, as the experiment says. */
    SELECTION_ON_TEST,
    /** The same image or person is on two sides that a metric takes to be apart. */
    LEAK,
    /** Cells of the plan are not there: bad ones may have been taken away. */
    ABSENT_CELLS,
    /** Cells failed or have no value of the ranking metric. */
    MISSING_CELLS,
    /** A method left the outputs as Original's: it did nothing. */
    DID_NOTHING,
    /** There are too few images for the membership attack. */
    NO_ATTACK,
    /** No Retrained that finished, so closeness to it is not known. */
    NO_RETRAINED,
    /** Fewer than three seeds: differences may be chance alone. */
    FEW_SEEDS,
    /** Fewer forget than unseen images: guessing is above 0.5, where the attack's scores centre. */
    UNBALANCED,
    /** The attack cannot tell forget from unseen even on Original. */
    NO_POWER,
    /** On Original the attack is surely worse than guessing: it points the wrong way. */
    REVERSED_ATTACK,
    /**
     * Forget losses clearly above unseen ones: forgetting so visible that it betrays (Streisand).
     */
    BELOW_CHANCE,
    /** A mean rests on values cut off at a cap, and is a lower bound. */
    CENSORED
  }
}
