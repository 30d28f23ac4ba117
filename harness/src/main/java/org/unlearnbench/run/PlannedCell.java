package org.unlearnbench.run;

import org.unlearnbench.config.Component;

/**
 * One cell of a plan.
 *
 * @param dataset the data set as the experiment names it
 * @param method the method as the experiment names it
 * @param seed the run's seed
 * @param key hash of everything that shapes the cell
 * @param originalKey hash of everything that shapes Original of that data set and seed
 */
record PlannedCell(Component dataset, Component method, long seed, String key, String originalKey) {

  @Override
  public String toString() {
    return dataset.label() + "/" + method.label() + "/seed-" + seed;
  }
}
