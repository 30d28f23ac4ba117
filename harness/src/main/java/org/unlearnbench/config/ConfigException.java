package org.unlearnbench.config;

import java.util.List;

/** The user's input is wrong: one line per problem, each saying where, what and what to do. */
public final class ConfigException extends Exception {
  private final List<String> problems;

  public ConfigException(String problem) {
    this(List.of(problem));
  }

  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
