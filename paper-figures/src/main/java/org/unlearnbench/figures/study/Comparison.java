package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method against a point of reference by the ranking metric, seed by seed.
 *
 * @param method under test, or another reference
 * @param reference Original, Retrained or random-mask
 * @param differences method minus reference over the seeds that both have
 */
public record Comparison(
    MethodSummary method, MethodSummary reference, PairedComparison differences) {

  /** The points of reference that a data set has. */
  public static List<MethodSummary> references(DataSetStudy data) {
    return List.of(Role.ORIGINAL, Role.RETRAINED, Role.RANDOM_MASK).stream()
        .map(data::withRole)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Every method of a data set against every point of reference but itself, in rank order. */
  public static List<Comparison> of(Study study, DataSetStudy data) {
    String column = study.ranking().column();
    List<Comparison> comparisons = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      for (MethodSummary reference : references(data)) {
        if (method != reference) {
          comparisons.add(
              new Comparison(
                  method,
                  reference,
                  PairedComparison.of(method.bySeed(column), reference.bySeed(column))));
        }
      }
    }
    return comparisons;
  }
}
