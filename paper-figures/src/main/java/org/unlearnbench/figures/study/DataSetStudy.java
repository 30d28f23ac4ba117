package org.unlearnbench.figures.study;

import java.util.List;
import java.util.Optional;

/**
 * All methods on one data set.
 *
 * @param label name of the data set, with its experiment where the name alone is ambiguous
 * @param slug the label as part of a file name; no two data sets of a study share it
 * @param methods best first by the ranking metric, then those without a value
 */
public record DataSetStudy(String label, String slug, List<MethodSummary> methods) {

  public DataSetStudy {
    methods = List.copyOf(methods);
  }

  public Optional<MethodSummary> withRole(Role role) {
    return methods.stream().filter(method -> method.role() == role).findFirst();
  }
}
