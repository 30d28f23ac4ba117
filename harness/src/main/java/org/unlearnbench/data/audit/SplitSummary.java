package org.unlearnbench.data.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.source.Entry;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.PublishedCounts;

/**
 * What a split holds.
 *
 * @param found counted
 * @param published what the authors state, if they do
 */
public record SplitSummary(
    Split split, PublishedCounts.Counts found, Optional<PublishedCounts.Counts> published) {

  static List<SplitSummary> of(Manifest manifest, Optional<PublishedCounts> published) {
    List<SplitSummary> summaries = new ArrayList<>();
    for (Split split : Split.values()) {
      summaries.add(
          new SplitSummary(
              split, count(manifest, split), published.map(counts -> counts.splits().get(split))));
    }
    return summaries;
  }

  private static PublishedCounts.Counts count(Manifest manifest, Split split) {
    int images = 0;
    Set<String> people = new HashSet<>();
    Integer[] labels = new Integer[manifest.task().outputs()];
    java.util.Arrays.fill(labels, 0);
    for (Entry entry : manifest.entries()) {
      if (entry.split() == split) {
        images++;
        people.add(entry.sample().identity());
        int[] label = entry.sample().label();
        for (int k = 0; k < labels.length; k++) {
          boolean has = manifest.task().isMultiLabel() ? label[k] == 1 : label[0] == k;
          labels[k] += has ? 1 : 0;
        }
      }
    }
    return new PublishedCounts.Counts(images, people.size(), List.of(labels));
  }

  /** Whether every published number is the one found; true if none is published. */
  boolean isAsPublished() {
    return published
        .map(
            counts ->
                counts.images() == found.images()
                    && (counts.identities() == 0 || counts.identities() == found.identities())
                    && (counts.labels().isEmpty() || counts.labels().equals(found.labels())))
        .orElse(true);
  }
}
