package org.unlearnbench.data;

import java.io.IOException;
import org.unlearnbench.config.Described;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.io.InputException;

/**
 * A kind of data set that a configuration can name; found by {@link java.util.ServiceLoader}.
 *
 * <p>Every source has the parameters it lists in {@link #info()}, plus those the harness adds for
 * all: {@code image-size}.
 */
public interface DataSource extends Described {

  /**
   * Reads, decodes and splits the data set; uses the decoded cache where it can.
   *
   * @throws InputException for anything wrong with the user's files: one problem per line
   */
  DataSet load(Request request) throws IOException;

  /**
   * What a source is asked for.
   *
   * @param name the name the data set gets
   * @param parameters validated values, defaults filled in; paths already resolved
   * @param imageSize width and height to deliver, in pixels
   * @param cache where decoded images are kept
   */
  record Request(
      String name, ParameterValues parameters, int imageSize, java.nio.file.Path cache) {}
}
