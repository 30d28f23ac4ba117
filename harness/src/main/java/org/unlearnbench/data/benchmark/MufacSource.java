package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.data.duplicate.DuplicateRemoval;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.ManifestSource;
import org.unlearnbench.data.source.PublishedCounts;
import org.unlearnbench.data.source.PublishedCounts.Counts;

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
    Manifest published = new MufacFiles(folder, parameters.integer("forget-count")).read();
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
}
