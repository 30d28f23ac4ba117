package org.unlearnbench.data.cmu;

import java.util.Locale;
import org.unlearnbench.data.Split;

/** The people of the CMU Face Images in the order of the data set, and the split of each. */
public enum CmuPerson {
  AN2I(Split.FORGET),
  AT33(Split.FORGET),
  BOLAND(Split.FORGET),
  BPM(Split.FORGET),
  CH4F(Split.RETAIN),
  CHEYER(Split.RETAIN),
  CHOON(Split.RETAIN),
  DANIELN(Split.RETAIN),
  GLICKMAN(Split.RETAIN),
  KARYADI(Split.RETAIN),
  KAWAMURA(Split.RETAIN),
  KK49(Split.RETAIN),
  MEGAK(Split.TEST),
  MITCHELL(Split.TEST),
  NIGHT(Split.TEST),
  PHOEBE(Split.TEST),
  SAAVIK(Split.UNSEEN),
  STEFFI(Split.UNSEEN),
  SZ24(Split.UNSEEN),
  TAMMO(Split.UNSEEN);

  private final Split split;

  CmuPerson(Split split) {
    this.split = split;
  }

  public Split split() {
    return split;
  }

  /** The user id in paths and in the identity column. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
