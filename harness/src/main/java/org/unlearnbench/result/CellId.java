package org.unlearnbench.result;

/**
 * Which cell: a method on a data set with a seed.
 *
 * @param dataset name of the data set in the experiment
 * @param method name of the method in the experiment (its {@code as}, or the method's own name)
 * @param seed the run's seed
 */
public record CellId(String dataset, String method, long seed) {

  /** {@code dataset/method/seed-n}: its folder below the run's {@code cells}, and its name. */
  public String path() {
    return dataset + "/" + method + "/seed-" + seed;
  }
}
