package org.unlearnbench.data;

import java.util.Map;

/**
 * A loaded data set.
 *
 * @param name the name used in paths and tables
 * @param task what is predicted
 * @param splits all four splits, none empty; they share one pixel store
 * @param manifestHash hex SHA-256 over the ordered list of (split, path, identity, label, image
 *     content hash) and the image size: equal hash, equal data
 */
public record DataSet(
    String name, Task task, Map<Split, LabelledImages> splits, String manifestHash) {

  public DataSet {
    splits = Map.copyOf(splits);
  }

  public LabelledImages split(Split split) {
    return splits.get(split);
  }
}
