package org.unlearnbench.config;

import java.util.List;

/**
 * Every default of an experiment file that is not an extension's own (those stand on the
 * extension's card, see {@code ./unlearn list}).
 */
public final class Defaults {
  /** One run; three or more are needed for an interval. */
  public static final List<Long> SEEDS = List.of(1L);

  /** Threads of a worker. Part of the result's identity: another count gives other bits. */
  public static final int THREADS = 2;

  public static final String NETWORK = "resnet18";

  /** Channels of the first stage; 64 is the standard ResNet-18. */
  public static final int WIDTH = 64;

  /** Width and height of the network's input in pixels, as in the MUFAC and MUCAC benchmarks. */
  public static final int IMAGE_SIZE = 128;

  /** Column of the metric that ranks methods. */
  public static final String RANKING = "nomus";

  /** Whether each cell keeps its model; a full-width one takes 45 MB. */
  public static final boolean KEEP_MODELS = false;

  /** Epochs after which relearning gives up, as in ERASURE's relearn time. */
  public static final int RELEARN_CAP = 100;

  /** The MUFAC recipe: epochs of Original and Retrained. */
  public static final int EPOCHS = 30;

  public static final int BATCH_SIZE = 64;
  public static final double LR = 0.01;
  public static final double MOMENTUM = 0.9;
  public static final double WEIGHT_DECAY = 0;

  /** The learning rate is multiplied by {@link #FACTOR} after these shares of all epochs. */
  public static final List<Double> MILESTONES = List.of(1 / 3.0, 2 / 3.0);

  public static final double FACTOR = 0.1;

  private Defaults() {}

  /** Settings every data source has beside its own. */
  static List<Parameter> ofEveryDataSource() {
    return List.of(
        Parameter.integer("image-size", IMAGE_SIZE, "width and height to deliver, in pixels")
            .atLeast(8)
            .atMost(1024));
  }

  /** Settings every network has. */
  static List<Parameter> ofEveryNetwork() {
    return List.of(
        Parameter.integer("width", WIDTH, "channels of the first stage").atLeast(1).atMost(512));
  }
}
