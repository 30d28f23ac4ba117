package org.unlearnbench.data.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.data.cmu.TestLayouts;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.io.InputException;

class MufacSourceTests {
  private static final String HEADER = "family_id,person_id,age_class,image_path\n";
  private static final String ROW = "F0001,D,a,F0001_AGE_D_18_a1.jpg\n";

  @TempDir static Path shared;
  private static Path faces;

  private final MufacSource source = new MufacSource();

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    faces = TestLayouts.shared(StandIn.MUFAC);
  }

  private ParameterValues parameters(Path data, long forgetCount) {
    return Layouts.parameters(source, data).with("forget-count", forgetCount);
  }

  private Manifest manifest(Path data, long forgetCount) throws IOException {
    return source.manifest(Layouts.request(parameters(data, forgetCount), shared.resolve("cache")));
  }

  /** Three tiny CSV files; the one called {@code name} with this content. */
  private void refuses(String name, String content, String... problems) throws IOException {
    for (String part : List.of("train", "val", "test")) {
      Files.writeString(
          folder.resolve("custom_" + part + "_dataset.csv"), HEADER + ROW + ROW.replace("1", "2"));
    }
    Files.writeString(folder.resolve(name), content);
    assertThatThrownBy(() -> manifest(folder, 1))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> {
              assertThat(e.problems()).hasSize(problems.length);
              for (int i = 0; i < problems.length; i++) {
                assertThat(e.problems().get(i)).startsWith(folder + "/" + problems[i]);
              }
            });
  }

  @Test
  void loadsTheLayoutWithItsCounts() throws IOException {
    DataSet data = source.load(Layouts.request(parameters(faces, 128), shared.resolve("cache")));

    assertThat(Layouts.labelCounts(data.split(Split.FORGET)))
        .containsExactly(16, 16, 16, 16, 16, 16, 16, 16);
    assertThat(Layouts.labelCounts(data.split(Split.RETAIN)))
        .containsExactly(31, 32, 31, 31, 31, 31, 31, 32);
    assertThat(Layouts.labelCounts(data.split(Split.TEST)))
        .containsExactly(15, 15, 16, 16, 15, 16, 15, 13);
    assertThat(Layouts.labelCounts(data.split(Split.UNSEEN)))
        .containsExactly(16, 16, 14, 16, 16, 15, 16, 16);
    assertThat(data.split(Split.FORGET).sample(0).path())
        .isEqualTo("train_images/F0001_AGE_S_00_a1.jpg");
    assertThat(data.split(Split.FORGET).sample(17).path())
        .isEqualTo("train_images/F0001_AGE_S_00_e2.JPG");
    assertThat(data.split(Split.FORGET).sample(0).identity()).isEqualTo("F0001-S");
    assertThat(Layouts.identities(data.split(Split.FORGET))).isEqualTo(4);
    assertThat(data.task().labels()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
  }

  @Test
  void cutsTheForgetSetByRow() throws IOException {
    Manifest manifest = manifest(faces, 100);

    assertThat(manifest.rows(Split.FORGET)).hasSize(100);
    assertThat(manifest.rows(Split.RETAIN)).hasSize(278).startsWith(100);
  }

  @Test
  void buildsItsStandInOnDemand() throws IOException {
    ParameterValues parameters =
        ParameterValues.defaults(source.info().parameters())
            .with("stand-in", true)
            .with("forget-count", 128L);

    Manifest manifest = source.manifest(Layouts.request(parameters, folder));

    assertThat(manifest.entries()).hasSize(624);
    assertThat(manifest.images().get(0).file()).exists();
  }

  @Test
  void statesPublishedCountsOnlyForThePublishedCut() {
    assertThat(source.published(parameters(faces, 1500)))
        .hasValueSatisfying(
            counts -> assertThat(counts.splits().get(Split.RETAIN).images()).isEqualTo(8525));
    assertThat(source.published(parameters(faces, 1000))).isEmpty();
    assertThat(source.published(parameters(faces, 1500).with("variant", "clean"))).isEmpty();
  }

  @Test
  void refusesAForgetCountThatLeavesNothing() {
    assertThatThrownBy(() -> manifest(faces, 1500))
        .isInstanceOf(InputException.class)
        .hasMessage(
            faces
                + "/custom_train_dataset.csv: 378 rows, so 'forget-count' 1500 leaves none to"
                + " retain");
  }

  @Test
  void needsAFolderOrAStandInAndNotBoth() {
    ParameterValues none = ParameterValues.defaults(source.info().parameters());

    for (ParameterValues values : List.of(none, parameters(faces, 9).with("stand-in", true))) {
      assertThatThrownBy(() -> source.manifest(Layouts.request(values, folder)))
          .isInstanceOf(InputException.class)
          .hasMessage("data set 'faces': set either 'folder' or 'stand-in: true'");
    }
    assertThatThrownBy(() -> manifest(folder.resolve("nowhere"), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nowhere does not exist; experiments/data/README.md");
  }

  @Test
  void namesFileAndLineOfWhatIsWrong() throws IOException {
    String val = "custom_val_dataset.csv";
    refuses(val, "", val + ":1: the file is empty");
    refuses(val, HEADER, val + ":1: a header but no rows");
    refuses(val, "\uFEFF" + HEADER + ROW, val + ":1: begins with a byte order mark (BOM)");
    refuses(val, (HEADER + ROW).replace("\n", "\r\n"), val + ":1: Windows line ends (CRLF)");
    refuses(val, (HEADER + ROW).replace(",", ";"), val + ":1: columns are separated by ';'");
    refuses(
        val, "family,person_id,age_class,image_path\n" + ROW, val + ":1: no column 'family_id'");
    refuses(val, HEADER + "F0001,D,i,x.jpg\nF1,D,a\n", val + ":3: 3 fields, expected 4");
    refuses(
        val,
        HEADER + "F0001,D,i,x.jpg\nF0001,,a,\n",
        val + ":2: age_class is 'i', expected one of a, b",
        val + ":3: no person_id",
        val + ":3: no image_path");
  }

  @Test
  void reportsEveryMissingFileAtOnce() {
    assertThatThrownBy(() -> manifest(folder, 1))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        folder + "/custom_train_dataset.csv: does not exist",
                        folder + "/custom_val_dataset.csv: does not exist",
                        folder + "/custom_test_dataset.csv: does not exist"));
  }

  @Test
  void namesTheLineOfAMissingImage() throws IOException {
    Path copy = TestLayouts.copy(StandIn.MUFAC, folder.resolve("copy"));
    Files.delete(copy.resolve("val_images/F0802_AGE_S_00_c2.jpg"));

    assertThatThrownBy(
            () -> source.load(Layouts.request(parameters(copy, 128), folder.resolve("cache"))))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            ".*custom_val_dataset.csv:\\d+: image .*F0802_AGE_S_00_c2.jpg does not exist");
  }

  @Test
  void cleansByAFixedRule() throws IOException {
    Path copy = TestLayouts.copy(StandIn.MUFAC, folder.resolve("copy"));
    // A forget image becomes equal to a test image, and a retain image to both.
    Path test = copy.resolve("val_images/F0801_AGE_S_00_a1.jpg");
    Path forget = copy.resolve("train_images/F0002_AGE_S_00_b2.jpg");
    Path retain = copy.resolve("train_images/F0009_AGE_S_00_c1.jpg");
    for (Path target : List.of(forget, retain)) {
      Files.write(target, Files.readAllBytes(test));
    }

    Manifest clean =
        source.manifest(
            Layouts.request(
                parameters(copy, 128).with("variant", "clean"), folder.resolve("cache")));

    assertThat(clean.notes())
        .containsExactly(
            "Clean variant: duplicates across splits dropped from test 0, unseen 0, forget 1,"
                + " retain 1.");
    assertThat(clean.rows(Split.FORGET)).hasSize(127);
    assertThat(clean.rows(Split.RETAIN)).hasSize(249);
    assertThat(clean.entries())
        .extracting(entry -> entry.image().file())
        .contains(test)
        .doesNotContain(forget, retain);
  }
}
