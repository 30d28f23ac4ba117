package org.unlearnbench.method;

import java.io.IOException;
import java.util.List;

/** Writes files into the cell's {@code artefacts/} folder; each appears whole or not at all. */
public interface Artefacts {

  /** A CSV file, comma separated with a header; numbers by {@link String#valueOf}. */
  void csv(String fileName, List<String> header, List<List<Object>> rows) throws IOException;

  /**
   * Whether pictures may be left of which an image of the data set could be seen; a run directory
   * is passed on, and not all images may be.
   */
  default boolean mayShowImages() {
    return false;
  }

  /**
   * Says that no image of the data can be seen in a file: noise alone, a mask, numbers by layer or
   * epoch. Where images may not be shown, {@code ./unlearn pack} and {@code leaderboard --rows}
   * publish only files of which this is known; those with fewer than 256 numbers need no word.
   */
  default void withoutImages(String fileName) throws IOException {}

  /** Any other file. */
  void bytes(String fileName, byte[] content) throws IOException;
}
