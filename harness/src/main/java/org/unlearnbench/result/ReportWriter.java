package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes tables, figures or pages from stored results; found by {@link java.util.ServiceLoader}.
 * Called after every run and by {@code ./unlearn report}; writes byte-identical files for equal
 * results.
 */
public interface ReportWriter {

  /** Name for messages. */
  String name();

  /** Where among the writers this one runs; lower first. */
  default int order() {
    return 100;
  }

  /**
   * Writes into {@code out}, which exists.
   *
   * @param runs at least one run directory
   */
  void write(List<RunDirectory> runs, Path out) throws IOException;
}
