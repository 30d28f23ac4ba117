package org.unlearnbench.config;

/** Something a configuration can name and {@code ./unlearn list} can print. */
public interface Described {

  Info info();

  /** The name a configuration uses. */
  default String name() {
    return info().name();
  }
}
