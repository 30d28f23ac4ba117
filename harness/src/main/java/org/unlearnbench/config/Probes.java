package org.unlearnbench.config;

/**
 * What is measured of a model beside its outputs. Nothing of it changes the outputs.
 *
 * @param everyEpoch whether the model is scored after every epoch of its unlearning
 */
public record Probes(boolean everyEpoch) {
  /** Nothing. */
  public static final Probes NONE = new Probes(false);
}
