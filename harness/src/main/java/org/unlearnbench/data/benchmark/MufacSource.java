package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.data.cache.ImageFile;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.data.duplicate.DuplicateRemoval;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.Manifest.Entry;
import org.unlearnbench.data.source.ManifestSource;
import org.unlearnbench.data.source.PublishedCounts;
import org.unlearnbench.data.source.PublishedCounts.Counts;
import org.unlearnbench.io.CsvTable;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;
import org.unlearnbench.io.TextFile;

/** The MUFAC benchmark (age groups of Korean families) in the folders its authors hand out. */
public final class MufacSource implements ManifestSource {
  private static final long FORGET_COUNT = 1500;
  private static final String PUBLISHED = "published";
  private static final String CLEAN = "clean";

  @Override
  public Info info() {
    return new Info(
            "mufac",
            "MUFAC",
            "age groups of family members, 8 classes; bring your own copy",
            "arXiv 2311.02240; github.com/ndb796/MachineUnlearning at 9813cd7",
            BenchmarkFolder.FOLDER,
            BenchmarkFolder.STAND_IN,
            Parameter.integer(
                    "forget-count", FORGET_COUNT, "the first rows of the train CSV to be forgotten")
                .atLeast(1),
            Parameter.choice(
                "variant",
                PUBLISHED,
                List.of(PUBLISHED, CLEAN),
                "clean: without images that occur again in another split"))
        .withNotes(
            "The val CSV is the test split, the test CSV is the unseen split, as in the notebooks.",
            "The forget cut is by row, so one person may be on both of its sides.",
            "Clean: test, unseen, forget, retain in this order keep an image; later splits drop"
                + " what equals a kept one in content, or is within 2 of the 64 bits of its DCT"
                + " perceptual hash; lists made with equal hashes alone are longer.",
            "The images' terms forbid passing them on.");
  }

  @Override
  public Manifest manifest(Request request) throws IOException {
    ParameterValues parameters = request.parameters();
    Path folder = BenchmarkFolder.of(request, StandIn.MUFAC);
    Manifest published = new Reader(folder, parameters.integer("forget-count")).read();
    return parameters.text("variant").equals(CLEAN)
        ? new DuplicateRemoval(request.cache()).apply(published)
        : published;
  }

  @Override
  public Optional<PublishedCounts> published(ParameterValues parameters) {
    boolean asPublished =
        parameters.text("variant").equals(PUBLISHED)
            && parameters.integer("forget-count") == FORGET_COUNT
            && !parameters.flag(BenchmarkFolder.STAND_IN.name());
    return asPublished
        ? Optional.of(
            new PublishedCounts(
                "github.com/ndb796/MachineUnlearning at 9813cd7",
                Map.of(
                    Split.FORGET, new Counts(1500, 0, List.of()),
                    Split.RETAIN, new Counts(8525, 0, List.of()),
                    Split.TEST, new Counts(1539, 0, List.of()),
                    Split.UNSEEN, new Counts(1504, 0, List.of()))))
        : Optional.empty();
  }

  /** Reads the three CSV files and finds the image folders beside them. */
  private static final class Reader {
    /** Ages 0-6, 7-12, 13-19, 20-30, 31-45, 46-55, 56-66, 67-80. */
    private static final List<String> AGE_CLASSES = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    private final Path folder;
    private final int forgetCount;
    private final Problems problems = new Problems();
    private final List<Entry> entries = new ArrayList<>();

    Reader(Path folder, int forgetCount) {
      this.folder = folder;
      this.forgetCount = forgetCount;
    }

    /** All rows: train, test, unseen, each in file order. */
    Manifest read() throws IOException {
      Optional<CsvTable> train = table("custom_train_dataset.csv");
      Optional<CsvTable> test = table("custom_val_dataset.csv");
      Optional<CsvTable> unseen = table("custom_test_dataset.csv");
      problems.throwIfAny();
      int rows = train.orElseThrow().rows().size();
      if (rows <= forgetCount) {
        problems.add(
            "%s: %d rows, so 'forget-count' %d leaves none to retain"
                .formatted(train.orElseThrow().file(), rows, forgetCount));
      }
      addRows(train.orElseThrow(), "train_images", Split.RETAIN);
      addRows(test.orElseThrow(), "val_images", Split.TEST);
      addRows(unseen.orElseThrow(), "test_images", Split.UNSEEN);
      problems.throwIfAny();
      return new Manifest(folder, Task.singleLabel(AGE_CLASSES), 0, entries);
    }

    private Optional<CsvTable> table(String name) throws IOException {
      try {
        return Optional.of(CsvTable.read(folder.resolve(name), TextFile.Ends.LF));
      } catch (InputException e) {
        problems.addAll(e.problems());
        return Optional.empty();
      }
    }

    /** Rows of the train CSV, which come first, go to the forget split until it is full. */
    private void addRows(CsvTable table, String images, Split split) throws InputException {
      int family = table.column("family_id");
      int person = table.column("person_id");
      int age = table.column("age_class");
      int path = table.column("image_path");
      for (CsvTable.Row row : table.rows()) {
        List<String> fields = row.fields();
        int label = AGE_CLASSES.indexOf(fields.get(age));
        if (label < 0) {
          problems.add(
              "%s: age_class is '%s', expected one of %s"
                  .formatted(table.where(row), fields.get(age), String.join(", ", AGE_CLASSES)));
        }
        for (int column : new int[] {family, person, path}) {
          if (fields.get(column).isBlank()) {
            problems.add(table.where(row) + ": no " + table.columns().get(column));
          }
        }
        String file = images + "/" + fields.get(path);
        String identity = fields.get(family) + "-" + fields.get(person);
        entries.add(
            new Entry(
                entries.size() < forgetCount && split == Split.RETAIN ? Split.FORGET : split,
                new Sample(file, identity, label),
                ImageFile.of(folder, file, table.where(row), problems)));
      }
    }
  }
}
