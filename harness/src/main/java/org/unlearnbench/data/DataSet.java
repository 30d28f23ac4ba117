package org.unlearnbench.data;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loaded data set.
 *
 * @param name the name used in paths and tables
 * @param task what is predicted
 * @param splits all four splits, none empty; they share one pixel store
 * @param manifestHash hex SHA-256 over the ordered list of (split, path, identity, label, image
 *     content hash) and the image size: equal hash, equal data
 * @param overlaps pairs of splits that share people or images
 */
public record DataSet(
    String name,
    Task task,
    Map<Split, LabelledImages> splits,
    String manifestHash,
    List<SplitOverlap> overlaps) {

  public DataSet {
    splits = Map.copyOf(splits);
    overlaps = List.copyOf(overlaps);
  }

  /** A data set whose splits are compared by people alone, as contents are not known. */
  public DataSet(String name, Task task, Map<Split, LabelledImages> splits, String manifestHash) {
    this(name, task, splits, manifestHash, SplitOverlap.find(people(splits), Map.of()));
  }

  private static Map<Split, Set<String>> people(Map<Split, LabelledImages> splits) {
    Map<Split, Set<String>> people = new EnumMap<>(Split.class);
    splits.forEach(
        (split, images) -> {
          Set<String> here = new HashSet<>();
          for (int i = 0; i < images.size(); i++) {
            here.add(images.sample(i).identity());
          }
          people.put(split, here);
        });
    return people;
  }

  public LabelledImages split(Split split) {
    return splits.get(split);
  }
}
