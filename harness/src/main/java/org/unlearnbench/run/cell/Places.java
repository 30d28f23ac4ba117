package org.unlearnbench.run.cell;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a run finds and leaves things; absolute paths.
 *
 * @param home the project's folder
 * @param out folder of run directories
 * @param dataCache decoded images
 * @param originals trained originals
 * @param plugins folders with plug-in jars
 */
public record Places(Path home, Path out, Path dataCache, Path originals, List<Path> plugins) {

  public Places {
    plugins = List.copyOf(plugins);
  }

  /** Places with one folder for all that can be made again. */
  public static Places of(Path home, Path out, Path cache, List<Path> plugins) {
    return new Places(home, out, cache.resolve("data"), cache.resolve("originals"), plugins);
  }

  /** Where it is stored how far the making of a model has come: beside the finished ones. */
  public Path checkpoint(String key) {
    return checkpoints().resolve(key);
  }

  /** Folder of all of them. */
  public Path checkpoints() {
    return originals.resolveSibling("checkpoints");
  }

  /** The directory of a run. */
  public Path run(String experiment) {
    return out.resolve(experiment);
  }
}
