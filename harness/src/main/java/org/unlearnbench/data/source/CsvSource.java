package org.unlearnbench.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cache.ImageFile;
import org.unlearnbench.data.source.Manifest.Entry;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;
import org.unlearnbench.io.TextFile;

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
    return new Reader(parameters, file, folder).read();
  }

  /** Reads one file under the settings. */
  private static final class Reader {
    private final ParameterValues parameters;
    private final Path file;
    private final Path folder;
    private final Problems problems = new Problems();

    Reader(ParameterValues parameters, Path file, Path folder) {
      this.parameters = parameters;
      this.file = file;
      this.folder = folder;
    }

    Manifest read() throws IOException {
      CsvTable table = CsvTable.read(file, TextFile.Ends.LF_OR_CRLF);
      int path = table.column(parameters.text("path-column"));
      int identity = table.column(parameters.text("identity-column"));
      CsvLabels labels = CsvLabels.of(parameters, table);
      SplitRule rule = splitRule(table);
      List<Entry> entries = new ArrayList<>();
      for (CsvTable.Row row : table.rows()) {
        String name = row.fields().get(path);
        String person = row.fields().get(identity);
        if (name.isBlank() || person.isBlank()) {
          problems.add(table.where(row) + ": " + (name.isBlank() ? "no path" : "no identity"));
          continue;
        }
        Split split = rule.of(row);
        int[] label = labels.of(row, problems);
        entries.add(
            new Entry(
                split,
                new Sample(name, person, label),
                ImageFile.of(folder, name, table.where(row), problems)));
      }
      requireListed(entries);
      problems.throwIfAny();
      return new Manifest(file, labels.task(), 0, entries);
    }

    /** Somebody who is listed but on no image is misspelt, or an image is missing. */
    private void requireListed(List<Entry> entries) {
      TreeSet<String> known = new TreeSet<>();
      entries.forEach(entry -> known.add(entry.sample().identity()));
      for (Split split : Split.values()) {
        String key = "identities." + split.key();
        for (String identity : parameters.texts(key)) {
          if (!known.contains(identity)) {
            problems.add(
                "%s: %s: no row has the identity '%s'%s"
                    .formatted(
                        file,
                        key,
                        identity,
                        Nearest.to(identity, known)
                            .map(name -> ", did you mean '" + name + "'?")
                            .orElse(", there are " + known.size() + " others")));
          }
        }
      }
    }

    /** Which split a row belongs to; null, with a problem noted, if none. */
    private interface SplitRule {
      Split of(CsvTable.Row row);
    }

    private SplitRule splitRule(CsvTable table) throws InputException {
      Map<String, Split> byIdentity = identityLists();
      if (!parameters.has("split-column")) {
        if (byIdentity.isEmpty()) {
          throw new InputException(
              file + ": no splits: set 'split-column', or the four lists of 'identities'");
        }
        int identity = table.column(parameters.text("identity-column"));
        return row -> {
          String person = row.fields().get(identity);
          Split split = byIdentity.get(person);
          if (split == null) {
            problems.add(
                "%s: identity '%s' is in no list of 'identities'"
                    .formatted(table.where(row), person));
          }
          return split;
        };
      }
      if (!byIdentity.isEmpty()) {
        throw new InputException(file + ": set 'split-column' or 'identities', not both");
      }
      int column = table.column(parameters.text("split-column"));
      return row -> {
        try {
          return Split.ofKey(row.fields().get(column));
        } catch (IllegalArgumentException e) {
          problems.add(
              "%s: split is '%s', expected retain, forget, test or unseen"
                  .formatted(table.where(row), row.fields().get(column)));
          return null;
        }
      };
    }

    private Map<String, Split> identityLists() throws InputException {
      Map<String, Split> byIdentity = new HashMap<>();
      for (Split split : Split.values()) {
        for (String identity : parameters.texts("identities." + split.key())) {
          Split earlier = byIdentity.put(identity, split);
          if (earlier != null) {
            throw new InputException(
                "%s: identity '%s' is listed under %s and under %s"
                    .formatted(file, identity, earlier.key(), split.key()));
          }
        }
      }
      return byIdentity;
    }
  }
}
