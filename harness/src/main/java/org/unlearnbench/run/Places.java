package org.unlearnbench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a run finds and leaves things; absolute paths.
 *
 * @param home the project's folder
 * @param out folder of run directories
 * @param cache what can be made again: decoded images, trained originals
 * @param plugins folders with plug-in jars
 */
public record Places(Path home, Path out, Path cache, List<Path> plugins) {

  public Places {
    plugins = List.copyOf(plugins);
  }

  /** The folder of decoded images. */
  public Path dataCache() {
    return cache.resolve("data");
  }

  /** The folder of trained originals. */
  public Path originals() {
    return cache.resolve("originals");
  }

  /** The directory of a run. */
  public Path run(String experiment) {
    return out.resolve(experiment);
  }
}
