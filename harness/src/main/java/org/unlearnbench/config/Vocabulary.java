package org.unlearnbench.config;

import java.util.List;
import java.util.stream.Stream;

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
    return joined(
        source,
        // The size of the MUFAC and MUCAC benchmarks.
        Parameter.integer("image-size", 128, "width and height to deliver, in pixels")
            .atLeast(8)
            .atMost(1024));
  }

  /** All settings of a network. */
  List<Parameter> ofNetwork(Described network) {
    return joined(
        network,
        // That of the standard ResNet-18.
        Parameter.integer("width", 64, "channels of the first stage").atLeast(1).atMost(512));
  }

  /** An extension that declares a common setting itself has the last word about it. */
  private static List<Parameter> joined(Described extension, Parameter common) {
    List<Parameter> own = extension.info().parameters();
    boolean declared = own.stream().anyMatch(p -> p.name().equals(common.name()));
    return declared ? own : Stream.concat(own.stream(), Stream.of(common)).toList();
  }
}
