package org.unlearnbench.figures.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.palette.Palette;
import org.unlearnbench.figures.series.DataSetSeries;
import org.unlearnbench.figures.series.FigureData;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.io.AtomicFiles;

/** Writes {@code figures/}: each figure as PNG, SVG and PDF with its data as CSV. */
public final class FigureFiles {
  private FigureFiles() {}

  /**
   * Writes the files into {@code out}.
   *
   * @param all the series of {@code study}
   */
  public static void write(Study study, List<DataSetSeries> all, Path out) throws IOException {
    Palette palette = new Palette(study);
    Fonts fonts = new Fonts();
    List<Sheet> sheets = new ArrayList<>();
    for (DataSetSeries series : all) {
      sheets.addAll(sheets(series, study.ranking().column(), fonts, palette));
    }
    try {
      // Pictures take time and know nothing of each other.
      sheets.parallelStream().forEach(sheet -> sheet.save(out.resolve("figures")));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Sheet> sheets(
      DataSetSeries series, String ranking, Fonts fonts, Palette palette) {
    DataSetStudy data = series.data();
    String label = data.label();
    List<Sheet> sheets = new ArrayList<>();
    series
        .bars()
        .ifPresent(
            bars ->
                sheets.add(
                    new Sheet(
                        ranking + "-" + data.slug(),
                        ScoreChart.draw(fonts, label, bars, palette),
                        bars.data(data))));
    series
        .plane()
        .ifPresent(
            plane ->
                sheets.add(
                    new Sheet(
                        "accuracy-mia-" + data.slug(),
                        PlaneChart.draw(fonts, label, plane, palette),
                        plane.data(data))));
    series
        .front()
        .ifPresent(
            front ->
                sheets.add(
                    new Sheet(
                        "time-" + data.slug(),
                        TimeChart.draw(fonts, label, front, palette),
                        front.data(data))));
    series
        .curves()
        .ifPresent(
            curves ->
                sheets.add(
                    new Sheet(
                        "curves-" + data.slug(),
                        CurveChart.draw(fonts, label, curves, palette),
                        curves.data(data))));
    series
        .losses()
        .ifPresent(
            losses ->
                sheets.add(
                    new Sheet(
                        "losses-" + data.slug(),
                        new LossPanels(fonts, label, losses),
                        losses.data(data))));
    return sheets;
  }

  /**
   * A figure and what lies beside it.
   *
   * @param name of its files, without an extension
   * @param figure what is drawn
   * @param data the numbers behind it
   */
  private record Sheet(String name, Figure figure, FigureData data) {

    void save(Path folder) {
      try {
        write(folder.resolve(name + ".png"), ChartEncoder.png(figure));
        write(folder.resolve(name + ".svg"), ChartEncoder.svg(figure));
        write(folder.resolve(name + ".pdf"), ChartEncoder.pdf(figure));
        AtomicFiles.write(folder.resolve(name + ".csv"), data.csv());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void write(Path file, byte[] content) throws IOException {
      AtomicFiles.write(file, out -> out.write(content));
    }
  }
}
