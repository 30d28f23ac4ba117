package org.unlearnbench.run.memory;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Split;
import org.unlearnbench.nn.NetworkFactory;
import org.unlearnbench.nn.NetworkFootprint;
import org.unlearnbench.nn.NetworkSpec;

/**
 * What a worker needs at most for any cell of an experiment.
 *
 * <p>Off the heap: the network that learns, and {@link #HELPERS} others that are only asked (see
 * {@link NetworkFootprint} for what one has), or where probes train a copy, that copy. Batch sizes
 * are those of the recipe and of every setting that is called a batch size, each with the smaller
 * one at the end of retain, forget and both; scoring goes in batches of {@link #SCORING}.
 *
 * <p>On the heap: {@link #VECTORS} vectors of the network's length (momentum, sums, copies), {@link
 * #BATCHES} batches, the forget set once as floats (methods that attack keep what they found), and
 * {@link #FIXED_HEAP} for the rest.
 *
 * <p>The decoded images are not counted: they are mapped from a file that all workers share, and
 * the system takes their memory back when it is short of it.
 */
public final class MemoryEstimate {
  static final int HELPERS = 2;
  static final int SCORING = 64;
  static final int VECTORS = 10;
  static final int BATCHES = 10;
  static final long FIXED_HEAP = 96L << 20;

  private static final String BATCH_SIZE = "batch-size";

  private final Experiment experiment;
  private final NetworkFactory factory;

  /**
   * The size of a data set.
   *
   * @param imageSize width and height in pixels
   * @param outputs logits of a network for it
   * @param sizes images per split, every split named
   */
  public record Images(int imageSize, int outputs, Map<Split, Integer> sizes) {

    public Images {
      sizes = new EnumMap<>(sizes);
    }

    int size(Split split) {
      return sizes.get(split);
    }

    /** Values of one image. */
    long pixels() {
      return 3L * imageSize * imageSize;
    }
  }

  private MemoryEstimate(Experiment experiment, NetworkFactory factory) {
    this.experiment = experiment;
    this.factory = factory;
  }

  /**
   * The need of an experiment's workers; nothing if its network does not tell its size.
   *
   * @param factory makes its network
   * @param data its data sets
   */
  public static Optional<WorkerNeed> of(
      Experiment experiment, NetworkFactory factory, List<Images> data) {
    MemoryEstimate estimate = new MemoryEstimate(experiment, factory);
    Optional<WorkerNeed> most = Optional.empty();
    for (Images images : data) {
      Optional<NetworkFootprint> footprint = factory.footprint(estimate.spec(images));
      if (footprint.isEmpty()) {
        return Optional.empty();
      }
      for (Component method : experiment.methods()) {
        WorkerNeed need = estimate.cell(images, footprint.get(), method.values());
        most = Optional.of(most.map(need::or).orElse(need));
      }
    }
    return most;
  }

  private NetworkSpec spec(Images images) {
    Component network = experiment.network();
    return NetworkSpec.of(network.name(), network.values(), images.imageSize(), images.outputs());
  }

  private WorkerNeed cell(Images images, NetworkFootprint footprint, ParameterValues method) {
    int retain = images.size(Split.RETAIN);
    int forget = images.size(Split.FORGET);
    TreeSet<Integer> learning = new TreeSet<>();
    TreeSet<Integer> batchSizes = new TreeSet<>(List.of(SCORING));
    collect(experiment.training(), batchSizes);
    collect(method, batchSizes);
    for (int batchSize : batchSizes) {
      for (int set : new int[] {retain, forget, retain + forget}) {
        add(set, batchSize, learning);
      }
    }
    TreeSet<Integer> scoring = new TreeSet<>();
    for (Split split : Split.values()) {
      add(images.size(split), SCORING, scoring);
    }
    scoring.removeAll(learning);
    int batch = learning.last();
    int largest = scoring.isEmpty() ? batch : Math.max(batch, scoring.last());
    long model = footprint.trained(batch, largest, learning.size(), scoring.size());
    long helpers = HELPERS * footprint.asked(largest, learning.size());
    if (experiment.probes().ofTheModel()) {
      helpers = Math.max(helpers, model);
    }
    long offHeap = model + helpers;
    long values =
        VECTORS * footprint.parameters()
            + BATCHES * largest * images.pixels()
            + forget * images.pixels();
    return new WorkerNeed(megabytes(FIXED_HEAP + Float.BYTES * values), megabytes(offHeap));
  }

  /** The sizes of the batches of a set. */
  private static void add(int set, int batchSize, TreeSet<Integer> sizes) {
    sizes.add(Math.max(1, Math.min(set, batchSize)));
    if (set % batchSize > 0) {
      sizes.add(set % batchSize);
    }
  }

  /** The settings that are batch sizes, those of a method's steps included. */
  private static void collect(ParameterValues values, TreeSet<Integer> batchSizes) {
    for (Map.Entry<String, Object> entry : values.asMap().entrySet()) {
      if (entry.getKey().endsWith(BATCH_SIZE) && entry.getValue() instanceof Long size) {
        batchSizes.add(Math.toIntExact(size));
      } else if (entry.getValue() instanceof List<?> list
          && list.stream().anyMatch(Map.class::isInstance)) {
        values.methods(entry.getKey()).forEach(step -> collect(step.values(), batchSizes));
      }
    }
  }

  private static long megabytes(long bytes) {
    return (bytes >> 20) + 1;
  }
}
