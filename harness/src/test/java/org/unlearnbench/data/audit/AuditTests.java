package org.unlearnbench.data.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.benchmark.MufacSource;
import org.unlearnbench.data.cmu.CmuFaces;
import org.unlearnbench.data.cmu.CmuFacesSource;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.data.cmu.TestLayouts;
import org.unlearnbench.data.duplicate.ImagePrint;
import org.unlearnbench.io.InputException;

class AuditTests {
  private final MufacSource mufac = new MufacSource();

  @TempDir Path folder;
  private Path layout;
  private ParameterValues parameters;

  @BeforeEach
  void build() throws IOException {
    layout =
        TestLayouts.copy(StandIn.MUFAC, folder.resolve("mufac"), AuditTests::isFirstOfItsClass);
    for (String part : List.of("train", "val", "test")) {
      keepFirstOfEachClass(layout.resolve("custom_" + part + "_dataset.csv"));
    }
    parameters =
        ParameterValues.defaults(mufac.info().parameters())
            .with("folder", layout.toString())
            .with("forget-count", 32L);
  }

  /** A quarter of the images is enough to plant something in, and is read faster. */
  private static boolean isFirstOfItsClass(String line) {
    return !line.matches(".*[234]\\.(jpg|JPG)");
  }

  private static void keepFirstOfEachClass(Path csv) throws IOException {
    String rows =
        Files.readAllLines(csv).stream()
            .filter(AuditTests::isFirstOfItsClass)
            .collect(Collectors.joining("\n"));
    Files.writeString(csv, rows + "\n");
  }

  private Audit audit(DataSource source, ParameterValues values) throws IOException {
    var request = new DataSource.Request("faces", values, 64, folder.resolve("cache"));
    return Audit.of(source, request, ImagePrint.NEAR, (total, done) -> more -> {});
  }

  private Audit audit() throws IOException {
    return audit(mufac, parameters);
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(layout.resolve(from), layout.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void passesTheCmuFaces() throws IOException {
    CmuFacesSource faces = new CmuFacesSource();

    Audit audit = audit(faces, ParameterValues.defaults(faces.info().parameters()));

    assertThat(audit.findings()).isEmpty();
    assertThat(audit.sizes()).containsExactly(java.util.Map.entry("128x120", 624));
    assertThat(audit.splits())
        .extracting(s -> s.found().images())
        .containsExactly(250, 128, 121, 125);
    assertThat(audit.splits()).extracting(s -> s.found().identities()).containsExactly(8, 4, 4, 4);
    assertThat(audit.duplicates().counts()).hasSize(10);
    assertThat(AuditMarkdown.of(audit)).contains("No leak between the splits was found.");
  }

  @Test
  void findsAPlantedDuplicate() throws IOException {
    copy("test_images/F0851_AGE_S_00_a1.jpg", "train_images/F0001_AGE_S_00_a1.jpg");

    Audit audit = audit();

    assertThat(audit.findings()).containsExactly("1 pair of equal files across splits");
    assertThat(audit.duplicates().across())
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.equal()).isTrue();
              assertThat(pair.bits()).isZero();
              assertThat(pair.first().sample().path())
                  .isEqualTo("train_images/F0001_AGE_S_00_a1.jpg");
              assertThat(pair.second().sample().path())
                  .isEqualTo("test_images/F0851_AGE_S_00_a1.jpg");
              assertThat(pair.splits()).hasToString("forget/unseen");
            });
    assertThat(AuditMarkdown.of(audit))
        .contains("| forget/unseen | 1 | 0 |")
        .contains(
            "| equal | forget: train_images/F0001_AGE_S_00_a1.jpg |"
                + " unseen: test_images/F0851_AGE_S_00_a1.jpg |");
  }

  @Test
  void findsAPlantedNearDuplicate() throws IOException {
    // A JPEG's comment changes the bytes and not the picture.
    byte[] file = Files.readAllBytes(layout.resolve("test_images/F0851_AGE_S_00_a1.jpg"));
    byte[] comment = {(byte) 0xff, (byte) 0xfe, 0, 6, 'c', 'o', 'p', 'y'};
    byte[] copy = new byte[file.length + comment.length];
    System.arraycopy(file, 0, copy, 0, 2);
    System.arraycopy(comment, 0, copy, 2, comment.length);
    System.arraycopy(file, 2, copy, 2 + comment.length, file.length - 2);
    Files.write(layout.resolve("val_images/F0801_AGE_S_00_a1.jpg"), copy);

    Audit audit = audit();

    assertThat(audit.findings()).containsExactly("1 pair of near duplicates across splits");
    assertThat(audit.duplicates().across().get(0).equal()).isFalse();
  }

  @Test
  void findsAPlantedIdentityOverlap() throws IOException {
    Path csv = layout.resolve("custom_val_dataset.csv");
    String text = Files.readString(csv).replaceFirst("\nF0801,S,a", "\nF0001,S,a");
    Files.writeString(csv, text);

    Audit audit = audit();

    assertThat(audit.findings()).containsExactly("1 identity is in more than one split");
    assertThat(AuditMarkdown.of(audit)).contains("| F0001-S | forget 8, test 1 |");
  }

  @Test
  void findsAPersonOnBothSidesOfTheForgetCut() throws IOException {
    parameters = parameters.with("forget-count", 30L);

    assertThat(audit().identities())
        .singleElement()
        .satisfies(person -> assertThat(person.identity()).isEqualTo("F0004-S"));
  }

  @Test
  void findsCorruptTruncatedMissingAndOddFiles() throws IOException {
    Path corrupt = layout.resolve("val_images/F0801_AGE_S_00_a1.jpg");
    byte[] bytes = Files.readAllBytes(corrupt);
    Arrays.fill(bytes, 0, 20, (byte) 7);
    Files.write(corrupt, bytes);
    Path truncated = layout.resolve("val_images/F0801_AGE_S_00_b1.jpg");
    byte[] whole = Files.readAllBytes(truncated);
    Files.write(truncated, Arrays.copyOf(whole, whole.length / 2));
    Files.delete(layout.resolve("val_images/F0801_AGE_S_00_c1.jpg"));
    Path png = CmuFaces.ofProject().folder().resolve("images/megak/megak_up_sad_open.png");
    Files.copy(
        png,
        layout.resolve("val_images/F0801_AGE_S_00_d1.jpg"),
        StandardCopyOption.REPLACE_EXISTING);

    Audit audit = audit();

    assertThat(audit.findings()).containsExactly("3 image files are missing or unreadable");
    assertThat(audit.unreadable())
        .extracting(problem -> problem.entry().sample().path())
        .containsExactly(
            "val_images/F0801_AGE_S_00_a1.jpg",
            "val_images/F0801_AGE_S_00_b1.jpg",
            "val_images/F0801_AGE_S_00_c1.jpg");
    assertThat(audit.unreadable().get(1).what()).contains("cut off");
    assertThat(audit.unreadable().get(2).what()).isEqualTo("does not exist");
    assertThat(audit.oddSizes())
        .singleElement()
        .satisfies(
            odd -> {
              assertThat(odd.entry().sample().path()).endsWith("d1.jpg");
              assertThat(odd.what()).isEqualTo("128x120");
            });
  }

  @Test
  void comparesWithPublishedCounts() throws IOException {
    parameters = parameters.with("forget-count", 1500L);
    Path csv = layout.resolve("custom_train_dataset.csv");
    String rows = Files.readString(csv);
    String body = rows.substring(rows.indexOf('\n') + 1);
    Files.writeString(csv, rows + body.repeat(15));

    Audit audit = audit();

    assertThat(audit.splits())
        .extracting(Audit.SplitSummary::isAsPublished)
        .containsOnly(false, true);
    assertThat(AuditMarkdown.of(audit))
        .contains("| forget | 1500 | 12 |")
        .contains("| retain | 36 (8525) | 5 |")
        .contains("In brackets where it differs");
    assertThat(audit.findings()).contains("5 identities are in more than one split");
  }

  @Test
  void theCleanVariantHasNoDuplicatesAcrossSplits() throws IOException {
    copy("test_images/F0851_AGE_S_00_a1.jpg", "train_images/F0001_AGE_S_00_a1.jpg");
    parameters = parameters.with("variant", "clean");

    Audit audit = audit();

    assertThat(audit.findings()).isEmpty();
    assertThat(AuditMarkdown.of(audit)).contains("dropped from test 0, unseen 0, forget 1");
  }

  @Test
  void writesTheSameJsonInEveryLocale() throws IOException {
    copy("test_images/F0851_AGE_S_00_a1.jpg", "train_images/F0001_AGE_S_00_a1.jpg");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      ObjectNode json = AuditJson.of(audit());
      String markdown = AuditMarkdown.of(audit());
      Locale.setDefault(Locale.ROOT);

      assertThat(json).isEqualTo(AuditJson.of(audit()));
      assertThat(markdown).isEqualTo(AuditMarkdown.of(audit()));
      assertThat(json.path("format_version").asInt()).isEqualTo(1);
      assertThat(json.path("findings")).hasSize(1);
      assertThat(json.at("/duplicates/pairs_across_splits/0/first/path").asText())
          .isEqualTo("train_images/F0001_AGE_S_00_a1.jpg");
      assertThat(json.at("/splits/0/labels/a").asInt()).isEqualTo(8);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void saysWhenASourceCannotListItsImages() {
    DataSource opaque =
        new DataSource() {
          @Override
          public Info info() {
            return new Info("opaque", "Opaque", "", "");
          }

          @Override
          public DataSet load(Request request) {
            throw new UnsupportedOperationException();
          }
        };

    assertThatThrownBy(() -> audit(opaque, parameters))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("source 'opaque' gives no list of its images");
  }

  @Test
  void leavesNoFilesBehind() throws IOException {
    audit();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(layout);
    }
  }
}
