package org.unlearnbench.data.cmu;

import java.nio.file.Files;
import java.nio.file.Path;
import org.unlearnbench.data.DataException;

/** Finds files of the project itself, wherever the program was started. */
final class ProjectFolder {
  /** Set by the launcher to the project's root. */
  private static final String HOME_PROPERTY = "unlearnbench.home";

  private ProjectFolder() {}

  /**
   * The file or folder {@code relative} below the project's root: the folder the launcher names,
   * else the working directory or the nearest folder above it that has it.
   */
  static Path find(String relative) throws DataException {
    String home = System.getProperty(HOME_PROPERTY);
    if (home != null) {
      Path path = Path.of(home).resolve(relative);
      if (Files.exists(path)) {
        return path;
      }
      throw new DataException(path + ": does not exist (project folder " + home + ")");
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(relative))) {
        return folder.resolve(relative);
      }
    }
    throw new DataException(
        relative + ": not found in " + start + " or above; start ./unlearn or set 'folder'");
  }
}
