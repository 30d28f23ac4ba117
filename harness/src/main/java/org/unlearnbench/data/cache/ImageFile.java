package org.unlearnbench.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.io.Problems;

/**
 * An image that a data set names.
 *
 * @param file where it is
 * @param where what names it, for messages: for example {@code labels.csv:17}
 */
public record ImageFile(Path file, String where) {
  /** No photograph of these data sets comes near; a bound on memory. */
  private static final long MAX_BYTES = 256L << 20;

  /**
   * The image that a list names.
   *
   * @param folder that names start at
   * @param problems hear of a name that no file can have; the image is not there then
   */
  public static ImageFile of(Path folder, String name, String where, Problems problems) {
    try {
      return new ImageFile(folder.resolve(name), where);
    } catch (InvalidPathException e) {
      problems.add(where, "no file here can be called '" + name + "' (" + e.getReason() + ")");
      return new ImageFile(folder, where);
    }
  }

  /** The whole file; why not, if it cannot be had. */
  public byte[] read() throws UnreadableImageException {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new UnreadableImageException(size + " bytes; at most " + MAX_BYTES + " are read");
      }
      return Files.readAllBytes(file);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableImageException("cannot be read (" + e.getMessage() + ")");
    }
  }
}
