package org.unlearnbench.config;

import java.util.List;
import org.unlearnbench.io.InputException;

/** A small vocabulary with every type of parameter, for the tests of this package. */
final class SampleVocabulary {
  private SampleVocabulary() {}

  record Card(Info info) implements Described {}

  static Card card(String name, Parameter... parameters) {
    return new Card(new Info(name, name, "summary", "", parameters));
  }

  static Vocabulary vocabulary() throws InputException {
    return new Vocabulary(
        Registry.of(
            "data source",
            List.of(
                card("faces", Parameter.path("folder", "where").orAbsent()),
                card("table", Parameter.path("file", "the table")))),
        Registry.of(
            "method",
            List.of(
                card("original"),
                card("retrain"),
                card("chain", Parameter.methods("steps", "in their order")),
                card(
                    "scrub",
                    Parameter.number("lr", 0.001, "rate").atLeast(0),
                    Parameter.integers("passes", List.of(1L), "passes").atLeast(1)),
                card(
                    "aru",
                    Parameter.choice("attack.norm", "linf", List.of("linf", "l2"), "norm"),
                    Parameter.number("attack.epsilon", 8 / 255.0, "size").above(0).atMost(1),
                    Parameter.flag("attack.random-start", true, "start").formerly(false),
                    Parameter.number("mask.ratio", 0.3, "share")
                        .atLeast(0)
                        .atMost(1)
                        .formerlyCalled("mask.share"),
                    Parameter.texts("mask.layers", List.of(), "which"),
                    Parameter.integer("finetune.epochs", 5, "epochs").atLeast(0)))),
        Registry.of("network", List.of(card("resnet18"), card("linear"))),
        List.of("test_accuracy", "nomus"),
        List.of(
            Parameter.integer("epochs", 30, "passes").atLeast(0),
            Parameter.number("lr", 0.01, "rate").atLeast(0),
            Parameter.choice("schedule.type", "step", List.of("constant", "step"), "shape"),
            Parameter.numbers("schedule.milestones", List.of(1 / 3.0, 2 / 3.0), "when")
                .atLeast(0)));
  }
}
