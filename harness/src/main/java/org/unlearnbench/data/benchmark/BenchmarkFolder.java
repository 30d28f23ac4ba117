package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.io.InputException;

/** Where a benchmark's files are: the user's folder, or a stand-in made of the CMU faces. */
final class BenchmarkFolder {
  static final Parameter FOLDER =
      Parameter.path("folder", "where you put the published files, see experiments/data/README.md")
          .orAbsent();

  static final Parameter STAND_IN =
      Parameter.flag(
          "stand-in", false, "no folder: the project's CMU faces, written in the same layout");

  private BenchmarkFolder() {}

  static Path of(DataSource.Request request, StandIn layout) throws IOException {
    ParameterValues parameters = request.parameters();
    Optional<Path> folder = parameters.optionalPath(FOLDER.name());
    boolean standIn = parameters.flag(STAND_IN.name());
    if (folder.isPresent() == standIn) {
      throw new InputException(
          "data set '%s': set either 'folder' or 'stand-in: true'".formatted(request.name()));
    }
    if (standIn) {
      return layout.inCache(request.cache());
    }
    if (!Files.isDirectory(folder.get())) {
      String found =
          Files.exists(folder.get())
              ? "is no folder"
              : InputException.noFile(folder.get(), "does not exist");
      throw new InputException(
          "data set '%s': folder %s %s; experiments/data/README.md says how to get it"
              .formatted(request.name(), folder.get(), found));
    }
    return folder.get();
  }
}
