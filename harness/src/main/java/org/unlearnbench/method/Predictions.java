package org.unlearnbench.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.result.SplitOutputs;

/** What a network says about images: eval mode, no augmentation, the set's own order. */
public final class Predictions {
  private static final int BATCH = 64;

  private Predictions() {}

  /** Logits of every image, [size][outputs]. */
  public static float[][] logits(Network network, LabelledImages images) {
    float[][] logits = new float[images.size()][];
    for (int begin = 0; begin < images.size(); begin += BATCH) {
      int first = begin;
      int[] indices = new int[Math.min(BATCH, images.size() - begin)];
      Arrays.setAll(indices, i -> first + i);
      float[][] some = network.forward(images.batch(indices), Mode.EVAL);
      System.arraycopy(some, 0, logits, begin, some.length);
    }
    return logits;
  }

  /** Outputs of a split, as they are stored. */
  public static SplitOutputs of(Network network, Split split, LabelledImages images) {
    List<String> paths = new ArrayList<>();
    int[][] labels = new int[images.size()][];
    for (int i = 0; i < images.size(); i++) {
      paths.add(images.sample(i).path());
      labels[i] = images.sample(i).label();
    }
    return new SplitOutputs(split, images.task(), paths, labels, logits(network, images));
  }
}
