package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.unlearnbench.data.Split;

/** A run's stored results, opened for reading. */
public interface RunDirectory {

  Path path();

  /** Name of the experiment. */
  String experiment();

  /** Finished and failed cells in plan order (data set, then method, then seed). */
  List<CellResult> cells();

  /** Per-sample outputs of a cell; {@link IOException} if it has none (a failed cell). */
  Map<Split, SplitOutputs> outputs(CellResult cell) throws IOException;

  /** The folder of a cell: {@code log.txt}, {@code artefacts/} and so on. */
  Path folder(CellResult cell);
}
