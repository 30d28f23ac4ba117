package org.unlearnbench.figures.figure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InParallel;

/** Writes {@code figures/}: each figure as PNG, SVG and PDF with its data as CSV. */
public final class FigureFiles {
  private FigureFiles() {}

  /** Writes the files into {@code out}. */
  public static void write(List<DataSetFigures> all, Path out) throws IOException {
    writeAll(
        all.stream()
            .flatMap(data -> Stream.concat(data.figures().stream(), data.phases().stream()))
            .toList(),
        out);
  }

  /** Writes the files of some figures into {@code out}. */
  public static void writeAll(List<Figure> figures, Path out) throws IOException {
    Path folder = out.resolve("figures");
    // Pictures take time and know nothing of each other.
    InParallel.map(
        figures,
        figure -> {
          Drawing drawing = figure.drawing();
          write(folder.resolve(figure.name() + ".png"), drawing.png());
          byte[] svg = Svg.file(drawing).getBytes(StandardCharsets.UTF_8);
          write(folder.resolve(figure.name() + ".svg"), svg);
          write(folder.resolve(figure.name() + ".pdf"), drawing.pdf());
          AtomicFiles.write(folder.resolve(figure.name() + ".csv"), figure.data().csv());
          return figure;
        });
  }

  private static void write(Path file, byte[] content) throws IOException {
    AtomicFiles.write(file, out -> out.write(content));
  }
}
