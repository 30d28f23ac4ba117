package org.unlearnbench.config;

import java.util.List;

/**
 * A valid experiment with every default filled in: the whole input of a run beside the data.
 *
 * @param name names the run directory
 * @param description one or more sentences for the report, may be empty
 * @param seeds one run per seed; distinct, at least one, none negative
 * @param threads threads of each worker
 * @param network the network all cells use
 * @param data at least one data set
 * @param training settings of the recipe of Original and Retrained
 * @param methods at least one method
 * @param ranking column of the metric that ranks the methods
 * @param keepModels whether each cell keeps its weights
 * @param probes what is measured beside the outputs
 * @param tunedOn what is said of how the settings were chosen
 */
public record Experiment(
    String name,
    String description,
    List<Long> seeds,
    int threads,
    Component network,
    List<Component> data,
    ParameterValues training,
    List<Component> methods,
    String ranking,
    boolean keepModels,
    Probes probes,
    Selection tunedOn) {

  public Experiment {
    seeds = List.copyOf(seeds);
    data = List.copyOf(data);
    methods = List.copyOf(methods);
  }

  /** An experiment that measures the outputs alone and says nothing of how it was tuned. */
  public Experiment(
      String name,
      String description,
      List<Long> seeds,
      int threads,
      Component network,
      List<Component> data,
      ParameterValues training,
      List<Component> methods,
      String ranking,
      boolean keepModels) {
    this(
        name,
        description,
        seeds,
        threads,
        network,
        data,
        training,
        methods,
        ranking,
        keepModels,
        Probes.NONE,
        Selection.NOT_STATED);
  }
}
