package org.unlearnbench.data.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.ManifestSource;

/** Any labelled images listed in one CSV file. */
public final class CsvSource implements ManifestSource {

  @Override
  public Info info() {
    return new Info(
            "csv",
            "CSV",
            "images of your own: one CSV row per image, with path, identity and labels",
            "",
            Parameter.path("file", "the CSV file: UTF-8, commas, one header line"),
            Parameter.path("images", "folder that paths start at; default: the CSV file's folder")
                .orAbsent(),
            Parameter.text("path-column", "path", "column with the image path"),
            Parameter.text("identity-column", "identity", "column that says who is on the image"),
            Parameter.texts(
                "labels",
                List.of("label"),
                "one column: its values are the classes; several, or 'column=value': attributes"),
            Parameter.texts(
                "classes",
                List.of(),
                "one label column: the class names in output order; default: sorted values"),
            Parameter.text("split-column", "", "column with retain, forget, test or unseen")
                .orAbsent(),
            Parameter.texts(
                "identities.retain", List.of(), "without split-column: who is retained"),
            Parameter.texts(
                "identities.forget", List.of(), "without split-column: who is forgotten"),
            Parameter.texts("identities.test", List.of(), "without split-column: who is tested on"),
            Parameter.texts("identities.unseen", List.of(), "without split-column: who is unseen"))
        .withNotes(
            "Attribute values: 1 or 0 (or -1); 'column=value' is 1 where the column has that value.",
            "Images are stretched to a square; rows keep the order of the file.");
  }

  @Override
  public Manifest manifest(Request request) throws IOException {
    ParameterValues parameters = request.parameters();
    Path file = parameters.path("file");
    Path folder = parameters.optionalPath("images").orElse(file.toAbsolutePath().getParent());
    return new CsvManifest(parameters, file, folder).read();
  }
}
