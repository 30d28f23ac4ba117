package org.unlearnbench.data.source;

import java.util.List;
import java.util.Map;
import org.unlearnbench.data.Split;

/**
 * What a benchmark's authors say their splits contain.
 *
 * @param source where they say it
 * @param splits per split; a split may be missing
 */
public record PublishedCounts(String source, Map<Split, Counts> splits) {

  public PublishedCounts {
    splits = Map.copyOf(splits);
  }

  /**
   * Counts of one split.
   *
   * @param images number of images
   * @param identities number of people; 0: not stated
   * @param labels images per class or with each attribute; empty: not stated
   */
  public record Counts(int images, int identities, List<Integer> labels) {
    public Counts {
      labels = List.copyOf(labels);
    }
  }
}
