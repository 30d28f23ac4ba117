package org.unlearnbench.data.cmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.InputException;

class CmuFacesSourceTests {
  private final CmuFacesSource source = new CmuFacesSource();

  /** Shared, so that each size is decoded once. */
  @TempDir static Path cache;

  @TempDir Path folder;

  private DataSet load(String task, int size) throws IOException {
    return load(task, size, cache);
  }

  private DataSet load(String task, int size, Path cache) throws IOException {
    ParameterValues parameters =
        ParameterValues.defaults(source.info().parameters()).with("task", task);
    return source.load(new DataSource.Request("cmu", parameters, size, cache));
  }

  private DataSource.Request request(ParameterValues parameters) {
    return new DataSource.Request("cmu", parameters, 16, cache);
  }

  private static int[] labelCounts(LabelledImages images) {
    int[] counts = new int[images.task().outputs()];
    for (int i = 0; i < images.size(); i++) {
      int[] label = images.sample(i).label();
      if (images.task().isMultiLabel()) {
        Arrays.setAll(counts, k -> counts[k] + label[k]);
      } else {
        counts[label[0]]++;
      }
    }
    return counts;
  }

  private static List<String> identities(LabelledImages images) {
    return IntStream.range(0, images.size())
        .mapToObj(i -> images.sample(i).identity())
        .distinct()
        .toList();
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(DataSource.class).stream().map(ServiceLoader.Provider::type))
        .contains(CmuFacesSource.class);
  }

  @Test
  void hasTheSplitsAndTheClassBalanceOfTheProtocol() throws IOException {
    DataSet data = load("mufac", 16);

    assertThat(data.task().outputs()).isEqualTo(8);
    assertThat(data.task().isMultiLabel()).isFalse();
    assertThat(labelCounts(data.split(Split.FORGET)))
        .containsExactly(16, 16, 16, 16, 16, 16, 16, 16);
    assertThat(labelCounts(data.split(Split.RETAIN)))
        .containsExactly(31, 32, 31, 31, 31, 31, 31, 32);
    assertThat(labelCounts(data.split(Split.TEST))).containsExactly(15, 15, 16, 16, 15, 16, 15, 13);
    assertThat(labelCounts(data.split(Split.UNSEEN)))
        .containsExactly(16, 16, 14, 16, 16, 15, 16, 16);
    assertThat(identities(data.split(Split.FORGET)))
        .containsExactly("an2i", "at33", "boland", "bpm");
    assertThat(identities(data.split(Split.RETAIN)))
        .containsExactly(
            "ch4f", "cheyer", "choon", "danieln", "glickman", "karyadi", "kawamura", "kk49");
    assertThat(identities(data.split(Split.TEST)))
        .containsExactly("megak", "mitchell", "night", "phoebe");
    assertThat(identities(data.split(Split.UNSEEN)))
        .containsExactly("saavik", "steffi", "sz24", "tammo");
  }

  @Test
  void ordersAPersonByClassAndThenByExpression() throws IOException {
    LabelledImages forget = load("mufac", 16).split(Split.FORGET);

    assertThat(IntStream.range(0, 5).mapToObj(i -> forget.sample(i).path()))
        .containsExactly(
            "images/an2i/an2i_straight_angry_open.png",
            "images/an2i/an2i_straight_happy_open.png",
            "images/an2i/an2i_straight_neutral_open.png",
            "images/an2i/an2i_straight_sad_open.png",
            "images/an2i/an2i_left_angry_open.png");
    assertThat(forget.sample(31).path()).isEqualTo("images/an2i/an2i_up_sad_sunglasses.png");
  }

  @Test
  void hasTheAttributesOfTheMultiLabelTask() throws IOException {
    DataSet data = load("mucac", 16);

    assertThat(data.task().labels()).containsExactly("sunglasses", "happy", "straight");
    assertThat(data.task().isMultiLabel()).isTrue();
    assertThat(labelCounts(data.split(Split.FORGET))).containsExactly(64, 32, 32);
    assertThat(labelCounts(data.split(Split.RETAIN))).containsExactly(125, 61, 62);
    assertThat(labelCounts(data.split(Split.TEST))).containsExactly(59, 31, 30);
    assertThat(labelCounts(data.split(Split.UNSEEN))).containsExactly(63, 31, 32);
  }

  @Test
  void givesTheSameBitsFromTheCacheAsOnTheFirstLoad() throws IOException {
    Path fresh = folder.resolve("fresh");
    DataSet first = load("mufac", 24, fresh);
    DataSet second = load("mufac", 24, fresh);

    assertThat(second.manifestHash()).isEqualTo(first.manifestHash());
    for (Split split : Split.values()) {
      int[] all = IntStream.range(0, first.split(split).size()).toArray();
      // Millions of floats: AssertJ's element-wise comparison would take seconds.
      assertThat(
              Arrays.equals(
                  second.split(split).batch(all).pixels(), first.split(split).batch(all).pixels()))
          .isTrue();
    }
  }

  @Test
  void hashesSizeAndTaskIntoTheManifest() throws IOException {
    assertThat(List.of(load("mufac", 16), load("mufac", 24), load("mucac", 16)))
        .extracting(DataSet::manifestHash)
        .doesNotHaveDuplicates();
  }

  @Test
  void copiesGreyToThreeChannelsInTheUnitInterval() throws IOException {
    float[] pixels = load("mufac", 128).split(Split.TEST).batch(0).pixels();
    int area = 128 * 128;

    assertThat(Arrays.copyOfRange(pixels, area, 2 * area)).isEqualTo(Arrays.copyOf(pixels, area));
    assertThat(Arrays.copyOfRange(pixels, 2 * area, 3 * area))
        .isEqualTo(Arrays.copyOf(pixels, area));
    for (int row = 1; row <= 4; row++) {
      assertThat(Arrays.copyOfRange(pixels, row * 128, (row + 1) * 128))
          .as("repeated edge row %d", row)
          .containsExactly(Arrays.copyOf(pixels, 128));
    }
    for (float value : pixels) {
      assertThat(value >= 0 && value <= 1).isTrue();
    }
  }

  @Test
  void namesTheLineOfAnUnknownLabel() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.writeString(
        copy.resolve("labels.csv"),
        "path,identity,pose,expression,eyes\na.png,an2i,left,angry,open\nb.png,nobody,l,sad,open\n");
    ParameterValues parameters =
        ParameterValues.defaults(source.info().parameters()).with("folder", copy.toString());

    assertThatThrownBy(() -> source.manifest(request(parameters)))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p -> assertThat(p).contains("labels.csv:3: identity is 'nobody'"),
                        p ->
                            assertThat(p)
                                .contains("labels.csv:3: pose is 'l'")
                                .contains("straight, left, right, up")));
  }

  @Test
  void saysWhichImageIsMissing() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.writeString(
        copy.resolve("labels.csv"),
        "path,identity,pose,expression,eyes\n"
            + "a.png,an2i,left,angry,open\n"
            + "b.png,kk49,left,angry,open\n"
            + "c.png,megak,left,angry,open\n"
            + "d.png,tammo,left,angry,open\n");
    ParameterValues parameters =
        ParameterValues.defaults(source.info().parameters()).with("folder", copy.toString());

    assertThatThrownBy(
            () -> source.load(new DataSource.Request("cmu", parameters, 16, folder.resolve("c"))))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .first()
                    .asString()
                    .contains("labels.csv:2: image ")
                    .endsWith("a.png does not exist"));
  }
}
