package org.unlearnbench.nn;

import java.util.Map;
import org.unlearnbench.config.ParameterValues;

/**
 * What shape a network has.
 *
 * @param name registered name, for example {@code resnet18}
 * @param width channels of the first stage; 64 is the standard ResNet-18
 * @param imageSize width and height of its input in pixels
 * @param outputs number of logits
 * @param parameters all settings the factory declares, width among them
 */
public record NetworkSpec(
    String name, int width, int imageSize, int outputs, ParameterValues parameters) {

  /** A network without settings but its width. */
  public NetworkSpec(String name, int width, int imageSize, int outputs) {
    this(name, width, imageSize, outputs, new ParameterValues(Map.of("width", (long) width)));
  }

  /**
   * The network of a configuration.
   *
   * @param settings its values; one without a width has width 1
   */
  public static NetworkSpec of(String name, ParameterValues settings, int imageSize, int outputs) {
    int width = settings.optionalInteger("width").orElse(1);
    return new NetworkSpec(name, width, imageSize, outputs, settings);
  }
}
