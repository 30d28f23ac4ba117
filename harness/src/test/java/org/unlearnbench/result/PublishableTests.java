package org.unlearnbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unlearnbench.config.Selection;
import org.unlearnbench.io.AtomicFiles;

class PublishableTests {
  @TempDir Path root;
  private RunLayout layout;
  private Path cell;
  private Path artefacts;

  @BeforeEach
  void make() throws IOException {
    layout = SampleRun.write(root);
    cell = layout.cell(new CellId("faces", "good", 1));
    artefacts = RunLayout.artefacts(cell);
    Files.createDirectories(artefacts);
    say(Optional.of(false));
  }

  private void say(Optional<Boolean> shown) throws IOException {
    StoredPlan plain = StoredPlan.read(layout.plan());
    AtomicFiles.write(
        layout.plan(),
        new StoredPlan(
                plain.experiment(),
                plain.ranking(),
                plain.cells(),
                plain.cards(),
                Map.of("faces", new StoredPlan.Data(Map.of(), List.of(), shown)),
                Selection.NOT_STATED)
            .text());
  }

  private static byte[] picture(String kind, int type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(16, 16, type);
    for (int p = 0; p < 256; p++) {
      image.setRGB(p % 16, p / 16, 0x10203 * p);
    }
    ImageIO.write(image, kind, bytes);
    return bytes.toByteArray();
  }

  private static byte[] png() throws IOException {
    return picture("png", BufferedImage.TYPE_INT_RGB);
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> i % 251 + "\n").collect(Collectors.joining());
  }

  private List<String> refused() throws IOException {
    return Publishable.of(StoredRun.open(root)).refused();
  }

  @Test
  void takesWhatTheProjectWrites() throws IOException {
    Files.write(artefacts.resolve("noise-only-0.png"), png());
    Files.write(artefacts.resolve("2-noise-only-0.png"), png());
    Files.write(
        artefacts.resolve("mask-layer1.0.conv1.png"),
        picture("png", BufferedImage.TYPE_BYTE_BINARY));
    Files.writeString(artefacts.resolve("kernels.csv"), numbers(9000));
    Files.writeString(artefacts.resolve("of-a-plugin.csv"), numbers(200));
    Files.write(RunLayout.model(cell), png());
    Files.writeString(RunLayout.log(cell), "epoch 1\n");
    Files.writeString(layout.runs(), numbers(9000));
    for (String end : List.of("png", "pdf", "svg", "csv")) {
      AtomicFiles.write(root.resolve("figures/plane." + end), "<svg/>");
    }
    String noise = Base64.getEncoder().encodeToString(png());
    AtomicFiles.write(
        root.resolve("report.html"), "<img src=\"data:image/png;base64," + noise + "\">");
    Files.writeString(layout.lock(), "");
    Files.createDirectories(layout.cells().resolve("faces/stale/seed-1"));
    Files.write(layout.cells().resolve("faces/stale/seed-1/face.png"), png());
    assertThat(refused()).isEmpty();
    assertThat(Publishable.of(StoredRun.open(root)).files())
        .contains(artefacts.resolve("noise-only-0.png"), layout.runs(), RunLayout.model(cell))
        .doesNotContain(layout.lock())
        .noneMatch(file -> file.endsWith("face.png"))
        .isSorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cells/faces/good/seed-1/artefacts/noise-0.png",
        "cells/faces/good/seed-1/artefacts/face.csv",
        "cells/faces/good/seed-1/artefacts/mask-face.png",
        "cells/faces/good/seed-1/artefacts/attack.csv",
        "cells/faces/good/seed-1/artefacts/deeper/noise-only-0.png",
        "cells/faces/good/seed-1/face.png",
        "cells/faces/good/seed-1/log.txt",
        "cells/faces/bad/seed-1/artefacts/face.png",
        "figures/face.png",
        "tables/face.csv",
        "runs.csv",
        "report.html",
        "face"
      })
  void refusesAPictureWhateverItIsCalled(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    for (String kind : List.of("png", "jpg", "gif", "bmp")) {
      Files.write(file, picture(kind, BufferedImage.TYPE_INT_RGB));
      assertThat(refused())
          .as(kind)
          .singleElement()
          .asString()
          .startsWith(file + ": is ")
          .contains("nothing says that no image can be seen in it");
    }
    say(Optional.of(true));
    assertThat(refused()).isEmpty();
  }

  @Test
  void refusesPixelsAsNumbersAsLettersAndInAPage() throws IOException {
    Files.writeString(artefacts.resolve("pixels.csv"), numbers(256));
    String letters = Base64.getEncoder().encodeToString(png());
    Files.writeString(RunLayout.log(cell), "face " + letters + letters + "\n");
    Files.writeString(artefacts.resolve("letters.txt"), letters + letters);
    AtomicFiles.write(
        root.resolve("report.html"), "<img src='data:image/png;base64," + letters + "'>");
    assertThat(refused())
        .satisfiesExactly(
            line -> assertThat(line).contains("letters.txt: holds what may be a picture"),
            line -> assertThat(line).contains("pixels.csv: holds as many numbers as a picture"),
            line -> assertThat(line).contains("log.txt: holds what may be a picture"),
            line -> assertThat(line).contains("report.html: holds a picture that is not among"));
  }

  @Test
  void takesWhatItsMethodSaysShowsNoImage() throws IOException {
    Files.writeString(artefacts.resolve("layers.csv"), numbers(4000));
    Files.write(artefacts.resolve("chart.png"), png());
    assertThat(refused()).hasSize(2);
    Files.writeString(artefacts.resolve(Publishable.WITHOUT_IMAGES), "chart.png\nlayers.csv\n");
    assertThat(refused()).isEmpty();
  }

  @Test
  void aLinkIsNoFileOfTheRun() throws IOException {
    say(Optional.of(true));
    Path face = Files.write(root.resolveSibling("face-" + root.getFileName() + ".png"), png());
    Files.createSymbolicLink(artefacts.resolve("noise-only-0.png"), face);
    assertThat(refused()).singleElement().asString().contains("is no file of its own");
    Files.delete(face);
  }

  @Test
  void runsOfOldShowTheImagesOfASourceThatIsFreeAlone() throws IOException {
    say(Optional.empty());
    Files.write(artefacts.resolve("noise-0.png"), png());
    for (Map.Entry<String, Boolean> config :
        Map.of(
                "data: [{source: cmu-faces, as: faces}]", true,
                "data: [{source: cmu-faces, as: faces, show-images: false}]", false,
                "data: [{source: cmu-faces, as: others}]", false,
                "data: [{source: mufac, as: faces}]", false,
                "name: x", false)
            .entrySet()) {
      Files.writeString(layout.config(), config.getKey());
      StoredRun run = StoredRun.open(root);
      assertThat(Publishable.refused(run, run.cells().get(0)))
          .as(config.getKey())
          .hasSize(config.getValue() ? 0 : 1);
      byte[] strip = Files.readAllBytes(artefacts.resolve("noise-0.png"));
      assertThat(new String(strip, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
    }
  }
}
