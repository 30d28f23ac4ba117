package org.unlearnbench.config;

import java.util.Arrays;
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

  /** Setting of every data source; a source whose terms allow it declares it with default true. */
  public static final String SHOW_IMAGES = "show-images";

  public Vocabulary {
    rankingColumns = List.copyOf(rankingColumns);
    training = List.copyOf(training);
  }

  /** All settings of a data source. */
  List<Parameter> ofSource(Described source) {
    return joined(
        source,
        Parameter.flag(
            SHOW_IMAGES, false, "whether its images may be seen in what a run leaves behind"),
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
  private static List<Parameter> joined(Described extension, Parameter... common) {
    List<Parameter> own = extension.info().parameters();
    Stream<Parameter> others =
        Arrays.stream(common).filter(c -> own.stream().noneMatch(p -> p.name().equals(c.name())));
    return Stream.concat(own.stream(), others).toList();
  }
}
