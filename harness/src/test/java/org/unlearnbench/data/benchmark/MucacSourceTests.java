package org.unlearnbench.data.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.data.cmu.TestLayouts;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.io.InputException;

class MucacSourceTests {
  private static final String IDENTITY = "CelebA-HQ-identity.txt";
  private static final String ATTRIBUTE = "CelebA-HQ-attribute.txt";

  @TempDir static Path shared;
  private static Path faces;

  private final MucacSource source = new MucacSource();

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    faces = TestLayouts.shared(StandIn.MUCAC);
  }

  private Manifest manifest(Path data, String task) throws IOException {
    ParameterValues parameters = Layouts.parameters(source, data).with("task", task);
    return source.manifest(Layouts.request(parameters, shared.resolve("cache")));
  }

  private DataSet load(String task) throws IOException {
    ParameterValues parameters = Layouts.parameters(source, faces).with("task", task);
    return source.load(Layouts.request(parameters, shared.resolve("cache")));
  }

  private interface Edit {
    String apply(String text);
  }

  /** The layout's texts with one of them changed. */
  private void refuses(String name, Edit edit, String... problems) throws IOException {
    for (String text : new String[] {IDENTITY, ATTRIBUTE}) {
      Files.writeString(folder.resolve(text), Files.readString(faces.resolve(text)));
    }
    Path changed = folder.resolve(name);
    String before = Files.readString(changed);
    String after = edit.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(changed, after);
    assertThatThrownBy(() -> manifest(folder, "multi-label"))
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
    DataSet data = load("multi-label");

    assertThat(data.task().labels()).containsExactly("male", "smiling", "young");
    assertThat(Layouts.labelCounts(data.split(Split.TEST))).containsExactly(59, 31, 30);
    assertThat(Layouts.labelCounts(data.split(Split.FORGET))).containsExactly(64, 32, 32);
    assertThat(Layouts.labelCounts(data.split(Split.RETAIN))).containsExactly(125, 61, 62);
    assertThat(Layouts.labelCounts(data.split(Split.UNSEEN))).containsExactly(63, 31, 32);
    assertThat(data.split(Split.TEST).size()).isEqualTo(121);
    assertThat(data.split(Split.FORGET).size()).isEqualTo(128);
    assertThat(data.split(Split.RETAIN).size()).isEqualTo(250);
    assertThat(data.split(Split.UNSEEN).size()).isEqualTo(125);
    assertThat(Layouts.identities(data.split(Split.TEST))).isEqualTo(4);
    assertThat(Layouts.identities(data.split(Split.RETAIN))).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"male,59", "smiling,31", "young,30"})
  void readsEachAttributeAsTwoClasses(String task, int positive) throws IOException {
    DataSet data = load(task);

    assertThat(data.task().labels()).containsExactly("not-" + task, task);
    assertThat(Layouts.labelCounts(data.split(Split.TEST)))
        .containsExactly(121 - positive, positive);
  }

  @Test
  void ordersImagesByNumber() throws IOException {
    Manifest manifest = manifest(faces, "male");

    for (int i = 0; i < 624; i++) {
      assertThat(manifest.entries().get(i).sample().path())
          .isEqualTo("CelebAMask-HQ/CelebA-HQ-img/" + i + ".jpg");
    }
  }

  @Test
  void givesThePublishedTableWhenTheTextsHaveTheRealSize() throws IOException {
    new GeneratedCelebTexts().write(folder);

    Manifest manifest = manifest(folder, "multi-label");

    var published = source.published(Layouts.parameters(source, folder)).orElseThrow();
    assertThat(manifest.entries()).hasSize(30_000);
    for (Split split : Split.values()) {
      int[] rows = manifest.rows(split);
      int[] positive = new int[3];
      java.util.Set<String> identities = new java.util.HashSet<>();
      for (int row : rows) {
        identities.add(manifest.entries().get(row).sample().identity());
        int[] label = manifest.entries().get(row).sample().label();
        for (int k = 0; k < 3; k++) {
          positive[k] += label[k];
        }
      }
      var expected = published.splits().get(split);
      assertThat(rows).hasSize(expected.images());
      assertThat(identities).hasSize(expected.identities());
      assertThat(positive)
          .containsExactly(expected.labels().stream().mapToInt(Integer::intValue).toArray());
    }
  }

  @Test
  void takesColumnsByName() throws IOException {
    for (String text : new String[] {IDENTITY, ATTRIBUTE}) {
      Files.writeString(folder.resolve(text), Files.readString(faces.resolve(text)));
    }
    // Swap two names: the values follow.
    String swapped =
        Files.readString(folder.resolve(ATTRIBUTE))
            .replaceFirst(" Male ", " Swap ")
            .replaceFirst(" Bald ", " Male ")
            .replaceFirst(" Swap ", " Bald ");
    Files.writeString(folder.resolve(ATTRIBUTE), swapped);

    assertThat(manifest(folder, "male").entries())
        .allSatisfy(entry -> assertThat(entry.sample().label()).containsExactly(0));
  }

  @Test
  void namesWhatIsWrongWithTheAttributeText() throws IOException {
    refuses(
        ATTRIBUTE,
        text -> text.replaceFirst("\n7\\.jpg  -1 ", "\n7.jpg  "),
        ATTRIBUTE + ":10: 39 values, expected 40");
    refuses(
        ATTRIBUTE,
        text -> text.replaceFirst("624", "625"),
        ATTRIBUTE + ":1: says 625 rows, but there are 624");
    refuses(
        ATTRIBUTE,
        text -> text.replaceFirst("624\n", ""),
        ATTRIBUTE + ":1: found '5_o_Clock_Shadow");
    refuses(
        ATTRIBUTE,
        text -> text.replaceFirst("Smiling", "Smilling"),
        ATTRIBUTE + ":2: no attribute 'Smiling' among the 40 names; is 'Smilling' meant?");
    refuses(
        ATTRIBUTE,
        text -> text.replaceFirst("\n3\\.jpg  -1", "\n3.jpg  0"),
        ATTRIBUTE + ":6: value 1 is '0', expected 1 or -1");
    refuses(
        ATTRIBUTE,
        text -> text.replaceFirst("\n3\\.jpg", "\n4.jpg"),
        ATTRIBUTE + ":7: 4.jpg again, first at " + folder + "/" + ATTRIBUTE + ":6");
    refuses(
        ATTRIBUTE,
        text -> text.replaceFirst("\n3\\.jpg", "\n3.png"),
        ATTRIBUTE + ":6: found '3.png', expected '<n>.jpg'");
    refuses(
        ATTRIBUTE,
        text -> text.replace("\n3.jpg  -1 -1", "\n3.jpg,-1,-1"),
        ATTRIBUTE + ":6: found '3.jpg,-1,-1");
    refuses(
        ATTRIBUTE,
        text -> text.replaceFirst("\n3\\.jpg", "\n\n3.jpg").replaceFirst("624", "625"),
        ATTRIBUTE + ":6: found an empty line");
    refuses(
        ATTRIBUTE, text -> "\uFEFF" + text, ATTRIBUTE + ":1: begins with a byte order mark (BOM)");
    refuses(
        ATTRIBUTE, text -> text.replace("\n", "\r\n"), ATTRIBUTE + ":1: Windows line ends (CRLF)");
    refuses(ATTRIBUTE, text -> "", ATTRIBUTE + ":1: the file is empty");
    refuses(ATTRIBUTE, text -> "0\n", ATTRIBUTE + ":1: the file ends here");
  }

  @Test
  void namesWhatIsWrongWithTheIdentityText() throws IOException {
    refuses(
        IDENTITY,
        text -> text.replaceFirst("\n9\\.jpg ", "\n9.jpg,"),
        IDENTITY + ":10: found '9.jpg,");
    refuses(
        IDENTITY,
        text -> text.replaceFirst("\n9\\.jpg ", "\n9.jpg\t"),
        IDENTITY + ":10: found '9.jpg\\t");
    refuses(
        IDENTITY,
        text -> text.replaceFirst("\n9\\.jpg (\\d+)", "\n9.jpg -$1"),
        IDENTITY + ":10: found '9.jpg -");
    refuses(
        IDENTITY,
        text -> text.replaceFirst("\n9\\.jpg", "\n8.jpg"),
        IDENTITY + ":10: 8.jpg again, first at " + folder + "/" + IDENTITY + ":9");
    refuses(
        IDENTITY, text -> text.replace("\n", "\r\n"), IDENTITY + ":1: Windows line ends (CRLF)");
    refuses(IDENTITY, text -> "", IDENTITY + ":1: the file is empty");
  }

  @Test
  void requiresTheSameImagesInBothTexts() throws IOException {
    refuses(
        IDENTITY,
        text -> text.replaceFirst("\n9\\.jpg", "\n700.jpg"),
        IDENTITY + ":10: 700.jpg is not in " + ATTRIBUTE,
        ATTRIBUTE + ":12: 9.jpg is not in " + IDENTITY);
  }

  @Test
  void reportsBothMissingTexts() {
    assertThatThrownBy(() -> manifest(folder, "young"))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        folder + "/" + IDENTITY + ": does not exist",
                        folder + "/" + ATTRIBUTE + ": does not exist"));
  }
}
