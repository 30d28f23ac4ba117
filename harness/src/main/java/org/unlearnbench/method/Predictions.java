package org.unlearnbench.method;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.Network.Mode;
import org.unlearnbench.result.SplitOutputs;

/** What a network says about images: eval mode, no augmentation, the set's own order. */
public final class Predictions {
  private Predictions() {}

  /** Logits of every image, [size][outputs]. */
  public static float[][] logits(Network network, LabelledImages images) {
    float[][] logits = new float[images.size()][];
    int done = 0;
    for (Batch batch : new OrderedBatches(images)) {
      float[][] some = network.forward(batch, Mode.EVAL);
      System.arraycopy(some, 0, logits, done, some.length);
      done += some.length;
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
