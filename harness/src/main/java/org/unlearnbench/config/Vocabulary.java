package org.unlearnbench.config;

import java.util.List;

/**
 * The names and settings an experiment file may use.
 *
 * @param sources data sources
 * @param methods unlearning methods
 * @param networks networks
 * @param rankingColumns columns of the metrics of which one way is better
 * @param training settings below {@code training}
 */
public record Vocabulary(
    Registry<?> sources,
    Registry<?> methods,
    Registry<?> networks,
    List<String> rankingColumns,
    List<Parameter> training) {

  public Vocabulary {
    rankingColumns = List.copyOf(rankingColumns);
    training = List.copyOf(training);
  }

  /** All settings of a data source. */
  List<Parameter> ofSource(Described source) {
    return joined(source, Defaults.ofEveryDataSource());
  }

  /** All settings of a network. */
  List<Parameter> ofNetwork(Described network) {
    return joined(network, Defaults.ofEveryNetwork());
  }

  /** An extension that declares a common setting itself has the last word about it. */
  private static List<Parameter> joined(Described extension, List<Parameter> common) {
    List<Parameter> own = extension.info().parameters();
    java.util.ArrayList<Parameter> all = new java.util.ArrayList<>(own);
    for (Parameter parameter : common) {
      if (own.stream().noneMatch(p -> p.name().equals(parameter.name()))) {
        all.add(parameter);
      }
    }
    return all;
  }
}
