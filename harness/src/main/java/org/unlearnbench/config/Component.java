package org.unlearnbench.config;

/**
 * A named extension with its settings: a data set, a method or the network of an experiment.
 *
 * @param name registered name of the extension
 * @param label what this experiment calls it (its {@code as}, or the name); unique among its kind,
 *     safe as a folder name
 * @param values validated settings, defaults filled in, paths absolute
 */
public record Component(String name, String label, ParameterValues values) {

  /**
   * What tables and figures call it: what the experiment calls it, or where that is only the
   * registered name, the extension's own title.
   */
  public String title(Info info) {
    return label.equals(name) ? info.title() : label;
  }
}
