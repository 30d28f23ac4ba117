package org.unlearnbench.run;

import java.util.Optional;
import org.unlearnbench.config.Component;
import org.unlearnbench.run.cell.Job;

/**
 * One cell of a plan.
 *
 * @param dataset the data set as the experiment names it
 * @param method the method as the experiment names it
 * @param seed the run's seed
 * @param key hash of everything that shapes the cell
 * @param originalKey hash of everything that shapes Original of that data set and seed
 * @param retrained Retrained of that data set and seed, where its weights are needed
 */
record PlannedCell(
    Component dataset,
    Component method,
    long seed,
    String key,
    String originalKey,
    Optional<Job.Cell> retrained) {

  @Override
  public String toString() {
    return dataset.label() + "/" + method.label() + "/seed-" + seed;
  }
}
