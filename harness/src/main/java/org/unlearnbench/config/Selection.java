package org.unlearnbench.config;

import java.util.Arrays;
import java.util.List;

/**
 * What an experiment says of how its settings were chosen. No code can tell: whoever looked at test
 * results to choose a learning rate, an epoch or a set of weights must say so.
 */
public enum Selection {
  /** Nothing is said. */
  NOT_STATED("not-stated"),
  /** By images that are neither test nor unseen here. */
  HELD_OUT("held-out"),
  /** By results on test or unseen images: scores on them flatter what was chosen. */
  TEST("test");

  private final String key;

  Selection(String key) {
    this.key = key;
  }

  /** How configurations and files write it. */
  public String key() {
    return key;
  }

  /** All keys. */
  static List<String> keys() {
    return Arrays.stream(values()).map(Selection::key).toList();
  }

  /** The one of that key; {@link #NOT_STATED} for any other text, as in files without one. */
  public static Selection of(String key) {
    return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst().orElse(NOT_STATED);
  }
}
