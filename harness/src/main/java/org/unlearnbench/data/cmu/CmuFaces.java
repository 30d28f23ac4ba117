package org.unlearnbench.data.cmu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.data.DataException;

/**
 * The CMU Face Images in a folder.
 *
 * @param folder holds {@code labels.csv} and what it names
 * @param images all of them, in {@link CmuImage#ORDER}
 */
public record CmuFaces(Path folder, List<CmuImage> images) {
  /** Where they are in the project. */
  static final String PROJECT_FOLDER = "experiments/data/cmu-faces";

  /** 128x120 pictures become square with this many repeated rows above and below. */
  static final int EDGE_ROWS = 4;

  public CmuFaces {
    images = List.copyOf(images);
  }

  /**
   * Reads {@code labels.csv}.
   *
   * @throws DataException for anything wrong in it
   */
  public static CmuFaces in(Path folder) throws IOException {
    return new CmuFaces(folder, CmuImage.read(labels(folder)));
  }

  /** Those that come with the project. */
  public static CmuFaces ofProject() throws IOException {
    return in(ProjectFolder.find(PROJECT_FOLDER));
  }

  Path labels() {
    return labels(folder);
  }

  private static Path labels(Path folder) {
    return folder.resolve("labels.csv");
  }
}
