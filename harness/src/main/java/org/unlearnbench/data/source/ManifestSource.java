package org.unlearnbench.data.source;

import java.io.IOException;
import java.util.Optional;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.io.InputException;

/** A source that can list its images and labels; only such a source can be audited. */
public interface ManifestSource extends DataSource {

  /**
   * Reads the annotation files.
   *
   * @throws InputException for anything wrong in them: one problem per line
   */
  Manifest manifest(Request request) throws IOException;

  /** The counts that the benchmark's authors state for these settings, if they state any. */
  default Optional<PublishedCounts> published(ParameterValues parameters) {
    return Optional.empty();
  }

  @Override
  default DataSet load(Request request) throws IOException {
    return manifest(request).load(request.name(), request.imageSize(), request.cache());
  }
}
