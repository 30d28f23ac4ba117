package org.unlearnbench.data.benchmark;

import java.nio.file.Path;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.LabelledImages;

/** Test folders in the benchmarks' layouts, and how to ask for them. */
final class Layouts {
  private Layouts() {}

  static ParameterValues parameters(DataSource source, Path folder) {
    return ParameterValues.defaults(source.info().parameters()).with("folder", folder.toString());
  }

  static DataSource.Request request(ParameterValues parameters, Path cache) {
    return new DataSource.Request("faces", parameters, 16, cache);
  }

  /** Images per class, or images with each attribute. */
  static int[] labelCounts(LabelledImages images) {
    int[] counts = new int[images.task().outputs()];
    for (int i = 0; i < images.size(); i++) {
      int[] label = images.sample(i).label();
      if (images.task().isMultiLabel()) {
        for (int k = 0; k < counts.length; k++) {
          counts[k] += label[k];
        }
      } else {
        counts[label[0]]++;
      }
    }
    return counts;
  }

  static long identities(LabelledImages images) {
    return java.util.stream.IntStream.range(0, images.size())
        .mapToObj(i -> images.sample(i).identity())
        .distinct()
        .count();
  }
}
