package org.unlearnbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.InputException;
import org.unlearnbench.run.extension.Extensions;

/**
 * What a run needs to know of a data set before it starts.
 *
 * @param component the data set as the experiment names it
 * @param manifestHash equal hash, equal data
 * @param task what is predicted
 * @param sizes images per split
 * @param overlaps pairs of splits that share people or images
 */
record LoadedData(
    Component component,
    String manifestHash,
    Task task,
    Map<Split, Integer> sizes,
    List<SplitOverlap> overlaps) {

  boolean imagesMayBeShown() {
    return component.values().flag(Vocabulary.SHOW_IMAGES);
  }

  /**
   * Loads every data set of an experiment once, so that bad data is found before anything runs, and
   * decoded images are in the cache when workers start.
   *
   * @throws InputException with all problems of all data sets
   */
  static List<LoadedData> all(Experiment experiment, Extensions extensions, Path cache)
      throws IOException {
    List<LoadedData> all = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Component component : experiment.data()) {
      DataSource source = extensions.sources().get(component.name());
      int imageSize = component.values().integer("image-size");
      try {
        DataSet data =
            source.load(
                new DataSource.Request(component.label(), component.values(), imageSize, cache));
        all.add(of(component, data, problems));
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return all;
  }

  private static LoadedData of(Component component, DataSet data, List<String> problems) {
    Map<Split, Integer> sizes = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      int size = data.split(split) == null ? 0 : data.split(split).size();
      sizes.put(split, size);
      if (size == 0) {
        problems.add(
            "data set '"
                + component.label()
                + "': the split "
                + split.key()
                + " is empty, expected at least one image");
      }
    }
    return new LoadedData(component, data.manifestHash(), data.task(), sizes, data.overlaps());
  }
}
