package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The card of an extension: what {@code ./unlearn list} and the report print.
 *
 * @param name kebab-case name used in configurations
 * @param title short name for tables and figures, for example {@code Fine-tuning}
 * @param summary one sentence
 * @param source paper section or repository the definition comes from; empty if ours
 * @param parameters what a configuration can set, in the order shown
 * @param notes deviations from the source and choices it does not fix, one sentence each
 */
public record Info(
    String name,
    String title,
    String summary,
    String source,
    List<Parameter> parameters,
    List<String> notes) {

  public Info {
    parameters = List.copyOf(parameters);
    notes = List.copyOf(notes);
  }

  public Info(String name, String title, String summary, String source, Parameter... parameters) {
    this(name, title, summary, source, List.of(parameters), List.of());
  }

  /** Whether a text is missing; an empty one is not. */
  boolean hasNull() {
    return name == null || title == null || summary == null || source == null;
  }

  /** The same card with notes. */
  public Info withNotes(String... more) {
    return new Info(name, title, summary, source, parameters, List.of(more));
  }

  /** The same card with more parameters after those it has. */
  public Info withParameters(List<Parameter> more) {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(more);
    return new Info(name, title, summary, source, all, notes);
  }
}
