package org.unlearnbench.published;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the tables of {@code ./unlearn report --published}; a {@link java.util.ServiceLoader}. */
public interface ReproductionWriter {

  /**
   * Writes the tables into {@code out}.
   *
   * @param rows in the order to show
   * @param width columns the terminal has
   * @return what to print
   */
  String write(List<Reproduction> rows, Path out, int width) throws IOException;
}
