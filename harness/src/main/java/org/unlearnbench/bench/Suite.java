package org.unlearnbench.bench;

import java.util.List;

/**
 * A benchmark by the name a user types.
 *
 * @param name kebab-case
 * @param help one line
 * @param type class of the JMH benchmark
 * @param method its method
 * @param network whether size, batch, width and threads matter
 */
public record Suite(String name, String help, Class<?> type, String method, boolean network) {

  /** All of them. */
  public static List<Suite> all() {
    Class<?> networks = NetworkBenchmarks.class;
    return List.of(
        new Suite("train-step", "forward, backward, SGD", networks, "trainStep", true),
        new Suite("inference", "eval-mode forward pass", networks, "inference", true),
        new Suite(
            "input-gradient",
            "one PGD step: input gradient alone",
            networks,
            "inputGradient",
            true),
        new Suite(
            "both-gradients", "the same with weight gradients", networks, "bothGradients", true),
        new Suite(
            "batch-norm",
            "BatchNorm and ReLU, both directions, 64x64x32x32",
            BatchNormBenchmarks.class,
            "batchNorm",
            false),
        new Suite(
            "augment",
            "train transform of one 128x128 image",
            AugmentationBenchmarks.class,
            "augment",
            false),
        new Suite(
            "mia",
            "membership attack, 3,004 losses",
            AttackBenchmarks.class,
            "membershipInference",
            false),
        new Suite(
            "decode", "one 1024x1024 JPEG to 128x128", DecodeBenchmarks.class, "decode", false));
  }

  /** JMH's pattern for this benchmark alone. */
  String pattern() {
    return "^" + type.getName().replace(".", "\\.") + "\\." + method + "$";
  }
}
