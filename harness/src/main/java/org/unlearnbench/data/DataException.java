package org.unlearnbench.data;

import java.io.IOException;
import java.util.List;

/** The user's data files are not as they must be: one clear line per problem. */
public final class DataException extends IOException {
  private final List<String> problems;

  public DataException(String problem) {
    this(List.of(problem));
  }

  public DataException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
