package org.unlearnbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The project's folder and the standard places in it. */
final class ProjectHome {
  private static final String PROPERTY = "unlearnbench.home";

  private ProjectHome() {}

  /** Set by the launcher; else the working directory. */
  static Path folder() {
    return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize();
  }

  static Path runs() {
    return folder().resolve("results/runs");
  }

  static Path cache() {
    return folder().resolve("results/cache");
  }

  /** The project's {@code plugins}, if there, then the ones given. */
  static List<Path> plugins(List<Path> given) {
    List<Path> folders = new ArrayList<>();
    Path own = folder().resolve("plugins");
    if (Files.isDirectory(own)) {
      folders.add(own);
    }
    for (Path folder : given) {
      Path absolute = folder.toAbsolutePath().normalize();
      if (!folders.contains(absolute)) {
        folders.add(absolute);
      }
    }
    return folders;
  }
}
