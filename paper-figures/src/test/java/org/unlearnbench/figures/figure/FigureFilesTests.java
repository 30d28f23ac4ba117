package org.unlearnbench.figures.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
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
              "nomus-",
              "accuracy-mia-",
              "cost-",
              "time-",
              "differences-",
              "curves-",
              "losses-",
              "phases-",
              "attack-",
              "distances-",
              "kernels-",
              "overlap-",
              "reset-")) {
        for (String extension : List.of(".png", ".svg", ".pdf", ".csv")) {
          assertThat(out.resolve("figures").resolve(figure + dataset + extension)).isNotEmptyFile();
        }
      }
    }
    assertThat(read(out)).hasSize(2 * 13 * 4);
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
  void everyFigureHasTheWidthThatIsAskedForAndFontsInItsFiles() throws IOException {
    FakeRun run = FakeRun.quickstart(out.resolve("run")).withFiles();
    Study study = Study.of(List.of(run));
    Look small = new Look(3.3 * 72, 8);
    FigureFiles.write(
        DataSetFigures.of(study, small, new Omissions(study.runs())), out.resolve("small"));
    for (Map.Entry<String, byte[]> file : read(out.resolve("small")).entrySet()) {
      String text = new String(file.getValue(), StandardCharsets.ISO_8859_1);
      if (file.getKey().endsWith(".png")) {
        BufferedImage image = ImageIO.read(out.resolve("small").resolve(file.getKey()).toFile());
        assertThat(image.getWidth()).as(file.getKey()).isEqualTo(1188);
      } else if (file.getKey().endsWith(".svg")) {
        assertThat(text).as(file.getKey()).contains("<text", "font-face");
      } else if (file.getKey().endsWith(".pdf")) {
        assertThat(fonts(file.getValue()))
            .as(file.getKey())
            .isNotEmpty()
            .allMatch(PDFont::isEmbedded);
      }
    }
    assertThat(Files.readString(out.resolve("small/figures/differences-cmu-mufac.svg")))
        .contains(">Random mask<")
        .doesNotContain("…");
  }

  /** Fonts of a page, text as text; letters drawn as shapes have none. */
  private static List<PDFont> fonts(byte[] pdf) throws IOException {
    List<PDFont> fonts = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document)).contains(" on cmu-mu");
      PDResources page = document.getPage(0).getResources();
      for (COSName name : page.getXObjectNames()) {
        if (page.getXObject(name) instanceof PDFormXObject form) {
          for (COSName font : form.getResources().getFontNames()) {
            fonts.add(form.getResources().getFont(font));
          }
        }
      }
    }
    return fonts;
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
    assertThat(read(out)).hasSize(24);
    assertThat(Files.readString(out.resolve("figures/nomus-a-b-c.svg")))
        .contains("on a &lt;b> &amp; c</title>")
        .doesNotContain("<script>")
        .doesNotContain("NaN");
  }
}
