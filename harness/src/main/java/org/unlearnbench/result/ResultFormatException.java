package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Path;

/** A stored result is missing or not what it must be: one line that names the file. */
public final class ResultFormatException extends IOException {
  public ResultFormatException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
