package org.unlearnbench.data.source;

import java.io.IOException;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataException;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;

/** A source that knows which images it has, and their labels, without decoding one. */
public interface ManifestSource extends DataSource {

  /**
   * Reads the annotation files.
   *
   * @param parameters validated values, defaults filled in, paths resolved
   * @throws DataException for anything wrong in them: one problem per line
   */
  Manifest manifest(ParameterValues parameters) throws IOException;

  @Override
  default DataSet load(Request request) throws IOException {
    return manifest(request.parameters())
        .load(request.name(), request.imageSize(), request.cache());
  }
}
