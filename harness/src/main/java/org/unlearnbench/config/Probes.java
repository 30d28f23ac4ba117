package org.unlearnbench.config;

/**
 * What is measured of a model beside its outputs. Nothing of it changes the outputs.
 *
 * @param everyEpoch whether the model is scored after every epoch of its unlearning
 * @param weightDistance whether the weights are compared with those of Original and Retrained
 * @param relearnTime whether a copy of the model is trained on forget until it knows it again
 * @param relearnCap most epochs of that training, at least 1
 */
public record Probes(
    boolean everyEpoch, boolean weightDistance, boolean relearnTime, int relearnCap) {
  /** Nothing. */
  public static final Probes NONE = new Probes(false, false, false, Defaults.RELEARN_CAP);

  /** Whether the finished model is looked into, for which Original must be at hand. */
  public boolean ofTheModel() {
    return weightDistance || relearnTime;
  }
}
