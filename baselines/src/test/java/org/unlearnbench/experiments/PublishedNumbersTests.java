package org.unlearnbench.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.data.Split;
import org.unlearnbench.figures.published.PublishedFile;
import org.unlearnbench.figures.published.PublishedRow;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.published.Reproduction.Verdict;
import org.unlearnbench.figures.published.Reproductions;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.SplitOutputs;
import org.unlearnbench.run.extension.Extensions;

/** Which runs may be held against {@code experiments/published/}. */
class PublishedNumbersTests {
  private static final Path EXPERIMENTS = Path.of("../experiments");

  @TempDir Path folder;

  private static final Map<Split, Integer> MUFAC =
      Map.of(Split.RETAIN, 8525, Split.FORGET, 1500, Split.TEST, 1539, Split.UNSEEN, 1504);
  private static final Map<Split, Integer> MUCAC =
      Map.of(Split.RETAIN, 15750, Split.FORGET, 10183, Split.TEST, 2065, Split.UNSEEN, 2002);

  private List<Reproduction> compare(String experiment, String dataset, String published)
      throws Exception {
    return compare(experiment, dataset, published, published.equals("mufac") ? MUFAC : MUCAC);
  }

  private List<Reproduction> compare(
      String experiment, String dataset, String published, Map<Split, Integer> images)
      throws Exception {
    Extensions extensions = Extensions.load(List.of());
    List<String> columns = extensions.metrics().stream().map(Metric::column).toList();
    List<PublishedRow> rows =
        PublishedFile.read(EXPERIMENTS.resolve("published/" + published + ".csv"), columns);
    Files.copy(EXPERIMENTS.resolve(experiment + ".yaml"), folder.resolve("config.resolved.yaml"));
    List<Cell> cells = new ArrayList<>();
    for (String method : List.of("original", "retrain", "finetune", "scrub", "cf-3", "unsir-1")) {
      for (long seed = 1; seed <= 3; seed++) {
        Map<String, Double> metrics = Map.of("test_accuracy", 0.5 + 0.01 * seed);
        cells.add(
            new Cell(
                dataset, method, method, seed, Cell.Status.OK, "", metrics, Map.of(), Map.of()));
      }
    }
    return new Reproductions(extensions.vocabulary(), rows).with(new Run(folder, cells, images));
  }

  private record Run(Path path, List<Cell> cells, Map<Split, Integer> images)
      implements RunDirectory {
    @Override
    public Map<Split, Integer> images(Cell cell) {
      return images;
    }

    @Override
    public String experiment() {
      return "made up";
    }

    @Override
    public Map<Split, SplitOutputs> outputs(Cell cell) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path folder(Cell cell) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void facesOfCmuAreNeverHeldAgainstMufac() throws Exception {
    List<Reproduction> rows = compare("cmu-mufac", "cmu-mufac", "mufac");
    assertThat(rows).hasSize(9 * 4 + 3 + 1);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
              assertThat(row.reason()).contains("other data set: the run has no mufac");
            });
  }

  @Test
  void theStandInForMufacIsNotMufac() throws Exception {
    assertThat(compare("cmu-as-mufac", "cmu-as-mufac", "mufac"))
        .allSatisfy(
            row -> {
              assertThat(row.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
              assertThat(row.reason()).contains("stand-in is true, published false");
            });
  }

  /** The folder of a data set is no setting that counts, so what lies in it must. */
  @Test
  void otherImagesInMufacsFolderAreNotMufac() throws Exception {
    Map<Split, Integer> faces =
        Map.of(Split.RETAIN, 250, Split.FORGET, 1500, Split.TEST, 121, Split.UNSEEN, 125);
    assertThat(compare("mufac-published", "mufac", "mufac", faces))
        .allSatisfy(
            row ->
                assertThat(row.reasons())
                    .contains(
                        "data set mufac: retain has 250 images, published 8525",
                        "data set mufac: unseen has 125 images, published 1504"));
  }

  @Test
  void aRunThatDoesNotCountItsImagesIsNotHeldAgainstMufac() throws Exception {
    assertThat(compare("mufac-published", "mufac", "mufac", Map.of()))
        .allSatisfy(row -> assertThat(row.reason()).contains("does not say how many images"));
  }

  @Test
  void thePublishedRecipeIsHeldAgainstWhatItMakes() throws Exception {
    List<Reproduction> judged =
        compare("mufac-published", "mufac", "mufac").stream()
            .filter(row -> row.published().metric().equals("test_accuracy"))
            .filter(row -> row.verdict() != Verdict.NOT_COMPARABLE)
            .toList();
    assertThat(judged)
        .extracting(row -> row.row().name())
        .containsExactly(
            "Retrained", "Retrained (notebook output)", "Original (notebook, from scratch)");
  }

  @Test
  void everyPublishedRowOfMucacFindsItsRecipe() throws Exception {
    List<Reproduction> rows = compare("mucac-male-published", "mucac-male", "mucac");
    assertThat(rows).hasSize(36 * 3);
    assertThat(rows)
        .filteredOn(row -> row.verdict() != Verdict.NOT_COMPARABLE)
        .extracting(row -> row.row().dataset() + " " + row.row().name())
        .containsExactly("mucac-male Retrained");
  }

  @Test
  void oneRecipeForBothIsNotThePublishedOne() throws Exception {
    assertThat(compare("mucac-male", "mucac-male", "mucac"))
        .filteredOn(row -> row.row().method().equals("retrain"))
        .filteredOn(row -> row.row().dataset().equals("mucac-male"))
        .allSatisfy(row -> assertThat(row.reason()).contains("lr is", "published 0.001"));
  }
}
