package org.unlearnbench.data.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.source.Entry;
import org.unlearnbench.data.source.Manifest;

/**
 * A person who is in more than one split.
 *
 * @param images of the person per split, only splits with some
 */
public record SharedIdentity(String identity, Map<Split, Integer> images) {

  public SharedIdentity {
    images = java.util.Collections.unmodifiableMap(new EnumMap<>(images));
  }

  /** All such people, sorted by identity. */
  static List<SharedIdentity> find(Manifest manifest) {
    Map<String, Map<Split, Integer>> people = new TreeMap<>();
    for (Entry entry : manifest.entries()) {
      people
          .computeIfAbsent(entry.sample().identity(), who -> new EnumMap<>(Split.class))
          .merge(entry.split(), 1, Integer::sum);
    }
    List<SharedIdentity> shared = new ArrayList<>();
    people.forEach(
        (identity, images) -> {
          if (images.size() > 1) {
            shared.add(new SharedIdentity(identity, images));
          }
        });
    return shared;
  }
}
