package org.unlearnbench.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is predicted: one of several classes (softmax), or several yes/no attributes (sigmoid).
 *
 * @param kind single-label or multi-label
 * @param labels names of the classes or attributes, one per network output
 */
public record Task(Kind kind, List<String> labels) {

  private static final int SHOWN = 12;

  /** How the outputs are read. */
  public enum Kind {
    /** One class per image: cross-entropy on a softmax. */
    @JsonProperty("single-label")
    SINGLE_LABEL,
    /** One bit per attribute: mean binary cross-entropy on sigmoids. */
    @JsonProperty("multi-label")
    MULTI_LABEL
  }

  public Task {
    labels = List.copyOf(labels);
    if (labels.isEmpty() || (kind == Kind.SINGLE_LABEL && labels.size() < 2)) {
      throw new IllegalArgumentException("a task needs labels, at least two classes: " + labels);
    }
  }

  public static Task singleLabel(List<String> classes) {
    return new Task(Kind.SINGLE_LABEL, classes);
  }

  public static Task multiLabel(List<String> attributes) {
    return new Task(Kind.MULTI_LABEL, attributes);
  }

  /** Names for a message: the first few. */
  public static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)));
    return names.size() > SHOWN ? first + ", .." : first;
  }

  /** Number of logits per image. */
  public int outputs() {
    return labels.size();
  }

  public boolean isMultiLabel() {
    return kind == Kind.MULTI_LABEL;
  }
}
