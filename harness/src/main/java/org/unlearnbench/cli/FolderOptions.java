package org.unlearnbench.cli;

import java.nio.file.Path;
import org.unlearnbench.run.Places;
import picocli.CommandLine.Option;

/** Where a command that makes a run writes. */
final class FolderOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the run directory is made (default: results/runs of the project).")
  private Path out;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Decoded images and trained originals (default: results/cache).")
  private Path cache;

  Places places(CommonOptions common) {
    return Places.of(
        ProjectHome.folder(),
        (out == null ? ProjectHome.runs() : out).toAbsolutePath().normalize(),
        (cache == null ? ProjectHome.cache() : cache).toAbsolutePath().normalize(),
        common.pluginFolders());
  }
}
