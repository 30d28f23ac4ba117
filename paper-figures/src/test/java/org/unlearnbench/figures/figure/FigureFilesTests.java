package org.unlearnbench.figures.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.study.Study;

class FigureFilesTests {
  @TempDir Path out;

  /** The run of the other process, see {@link #anotherProcessWritesTheSameBytes()}. */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]));
  }

  private static void write(Path folder) throws IOException {
    write(FakeRun.quickstart(folder.resolveSibling("run")).withFiles(), folder);
  }

  private static void write(FakeRun run, Path folder) throws IOException {
    Study study = Study.of(List.of(run));
    FigureFiles.write(DataSetFigures.of(study, new Look(), new Omissions(List.of())), folder);
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  @Test
  void everyFigureComesInEveryFormatWithItsData() throws IOException {
    Path out = this.out.resolve("figures-of-run");
    write(out);
    for (String dataset : List.of("cmu-mufac", "cmu-mucac")) {
      for (String figure :
          List.of(
              "nomus-", "accuracy-mia-", "cost-", "time-", "differences-", "curves-", "losses-")) {
        for (String extension : List.of(".png", ".svg", ".pdf", ".csv")) {
          assertThat(out.resolve("figures").resolve(figure + dataset + extension)).isNotEmptyFile();
        }
      }
    }
    assertThat(read(out)).hasSize(2 * 7 * 4);
    BufferedImage image = ImageIO.read(out.resolve("figures/nomus-cmu-mufac.png").toFile());
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(Files.readString(out.resolve("figures/nomus-cmu-mufac.svg")))
        .contains("<title>")
        .contains(" on cmu-mufac</title>")
        .doesNotContain("NaN");
  }

  @Test
  void anotherProcessWritesTheSameBytes() throws IOException, InterruptedException {
    Path here = out.resolve("here");
    Path there = out.resolve("there");
    write(here);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Duser.language=de",
                "-Duser.timezone=Asia/Tokyo",
                "-cp",
                System.getProperty("java.class.path"),
                FigureFilesTests.class.getName(),
                there.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    Map<String, byte[]> expected = read(here);
    Map<String, byte[]> actual = read(there);
    assertThat(actual).hasSameSizeAs(expected);
    actual.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
  }

  @Test
  void figuresWithoutDataAreLeftOut() throws IOException {
    FakeRun run = new FakeRun(out, "e").failed("d", "aru", "ARU", 1, "loss is NaN");
    write(run, out);
    assertThat(out.resolve("figures")).doesNotExist();
  }

  @Test
  void oneMethodWithOneSeedAndTitlesFromOutsideAreDrawn() throws IOException {
    FakeRun run = new FakeRun(out, "e");
    run.method("a <b> & c", "x", "<script>".repeat(20), 0.5, 0.5, 3, 1);
    run.method("a <b> & c", "y", "<script>".repeat(20), 0.5, 0.5, 3, 1);
    write(run, out);
    assertThat(read(out)).hasSize(20);
    assertThat(Files.readString(out.resolve("figures/nomus-a-b-c.svg")))
        .contains("on a &lt;b> &amp; c</title>")
        .doesNotContain("<script>")
        .doesNotContain("NaN");
  }
}
