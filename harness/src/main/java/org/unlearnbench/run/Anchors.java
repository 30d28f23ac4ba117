package org.unlearnbench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.config.Component;
import org.unlearnbench.method.ExternalModel;

/** The two methods every other is compared with, by their registered names. */
final class Anchors {
  static final String ORIGINAL = "original";
  static final String RETRAIN = "retrain";

  private Anchors() {}

  /** The methods with Original in front, if it is there; else unchanged. */
  static List<Component> originalFirst(List<Component> methods) {
    List<Component> sorted = new ArrayList<>();
    methods.stream().filter(method -> method.name().equals(ORIGINAL)).forEach(sorted::add);
    methods.stream().filter(method -> !method.name().equals(ORIGINAL)).forEach(sorted::add);
    return sorted;
  }

  /** The label of the first method of that registered name. */
  static Optional<String> label(List<Component> methods, String name) {
    return methods.stream()
        .filter(method -> method.name().equals(name))
        .map(Component::label)
        .findFirst();
  }

  /**
   * What will be missing from the results without them, one sentence each. Nothing where all
   * methods are models from elsewhere, which are judged and not compared.
   */
  static List<String> warnings(List<Component> methods) {
    List<String> warnings = new ArrayList<>();
    if (methods.stream().allMatch(method -> method.name().equals(ExternalModel.NAME))) {
      return warnings;
    }
    if (label(methods, ORIGINAL).isEmpty()) {
      warnings.add("no method is 'original': nothing shows what unlearning changed");
    }
    if (label(methods, RETRAIN).isEmpty()) {
      warnings.add("no method is 'retrain': tow, rte and other comparisons with it will be NA");
    }
    return warnings;
  }
}
