package org.unlearnbench.config;

import java.util.List;
import java.util.Optional;

/**
 * What the command line changes about an experiment file. Overrides are put into the YAML tree
 * before it is checked, so they obey the same rules and get the same messages.
 *
 * @param set {@code path=value} each; the path is dotted, entries of {@code data} and {@code
 *     methods} are found by what they are called ({@code methods.aru.mask.ratio=0.5}); the value is
 *     YAML
 * @param seeds replaces the seeds: {@code 1,2}
 * @param methods keeps these methods in this order: {@code original,aru}; a known method that the
 *     file does not list comes with its defaults
 */
public record Overrides(List<String> set, Optional<String> seeds, Optional<String> methods) {

  public Overrides {
    set = List.copyOf(set);
  }

  public static Overrides none() {
    return new Overrides(List.of(), Optional.empty(), Optional.empty());
  }
}
