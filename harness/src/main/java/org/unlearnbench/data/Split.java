package org.unlearnbench.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The four disjoint sets of an unlearning benchmark.
 *
 * <p>Train is the union of {@link #RETAIN} and {@link #FORGET}; {@link #TEST} measures utility;
 * {@link #UNSEEN} is the non-member side of membership inference.
 */
public enum Split {
  RETAIN,
  FORGET,
  TEST,
  UNSEEN;

  /** The lower-case name used in files and messages. */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The split with that {@link #key()}; {@link IllegalArgumentException} for any other text. */
  @JsonCreator
  public static Split ofKey(String key) {
    for (Split split : values()) {
      if (split.key().equals(key)) {
        return split;
      }
    }
    throw new IllegalArgumentException("no split is called '" + key + "'");
  }
}
