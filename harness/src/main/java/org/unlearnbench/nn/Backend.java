package org.unlearnbench.nn;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What ND4J can compute on. */
public enum Backend {
  /** The processor, by oneDNN. */
  CPU,
  /** An NVIDIA card. */
  CUDA;

  /** System property with the {@link #key} of the backend the launcher started this process for. */
  public static final String PROPERTY = "unlearnbench.backend";

  /** The name users type. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What this process was started for; nothing if nobody said. */
  public static Optional<Backend> asked() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(key -> valueOf(key.toUpperCase(Locale.ROOT)));
  }

  /** What this process was started for; the CPU if nobody said. */
  public static Backend ofThisProcess() {
    return asked().orElse(CPU);
  }

  /** What makes ND4J, which takes the available backend of highest priority, prefer this one. */
  public Map<String, String> environment() {
    return Map.of(
        "BACKEND_PRIORITY_CPU", this == CPU ? "100" : "0",
        "BACKEND_PRIORITY_GPU", this == CPU ? "0" : "100");
  }
}
