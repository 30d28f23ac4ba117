package org.unlearnbench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * How a run ended.
 *
 * @param run the run directory
 * @param done cells made by this process
 * @param failed failed cells of the plan, each with its reason
 */
public record Outcome(Path run, int done, List<String> failed) {

  public Outcome {
    failed = List.copyOf(failed);
  }
}
