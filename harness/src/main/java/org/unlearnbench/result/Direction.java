package org.unlearnbench.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way a metric is better, for marking the best in a table. */
public enum Direction {
  @JsonProperty("higher")
  HIGHER,
  @JsonProperty("lower")
  LOWER,
  /** Neither: a value to be read beside Retrained's. */
  @JsonProperty("none")
  NONE
}
