package org.unlearnbench.figures.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.palette.Palette;
import org.unlearnbench.figures.series.AnytimeCurves;
import org.unlearnbench.figures.series.FigureData;
import org.unlearnbench.figures.series.LossHistograms;
import org.unlearnbench.figures.series.Plane;
import org.unlearnbench.figures.series.ScoreBars;
import org.unlearnbench.figures.series.TimeFront;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.AtomicFiles;
import org.unlearnbench.result.ReportWriter;
import org.unlearnbench.result.RunDirectory;

/** Writes {@code figures/}: each figure as PNG, SVG and PDF with its data as CSV. */
public final class FigureWriter implements ReportWriter {

  @Override
  public String name() {
    return "figures";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public void write(List<RunDirectory> runs, Path out) throws IOException {
    Study study = Study.of(runs);
    Palette palette = new Palette(study);
    Fonts fonts = new Fonts();
    List<Sheet> sheets = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      String slug = data.slug();
      String label = data.label();
      ScoreBars.of(study, data)
          .ifPresent(
              bars ->
                  sheets.add(
                      new Sheet(
                          study.ranking().column() + "-" + slug,
                          ScoreChart.draw(fonts, label, bars, palette),
                          bars.data(data))));
      Plane.of(data)
          .ifPresent(
              plane ->
                  sheets.add(
                      new Sheet(
                          "accuracy-mia-" + slug,
                          PlaneChart.draw(fonts, label, plane, palette),
                          plane.data(data))));
      TimeFront.of(study, data)
          .ifPresent(
              front ->
                  sheets.add(
                      new Sheet(
                          "time-" + slug,
                          TimeChart.draw(fonts, label, front, palette),
                          front.data(data))));
      AnytimeCurves.of(study, data)
          .ifPresent(
              curves ->
                  sheets.add(
                      new Sheet(
                          "curves-" + slug,
                          CurveChart.draw(fonts, label, curves, palette),
                          curves.data(data))));
      LossHistograms.of(data)
          .ifPresent(
              losses ->
                  sheets.add(
                      new Sheet(
                          "losses-" + slug,
                          new LossPanels(fonts, label, losses),
                          losses.data(data))));
    }
    for (Sheet sheet : sheets) {
      sheet.save(out.resolve("figures"));
    }
  }

  /**
   * A figure and what lies beside it.
   *
   * @param name of its files, without an extension
   * @param figure what is drawn
   * @param data the numbers behind it
   */
  private record Sheet(String name, Figure figure, FigureData data) {

    void save(Path folder) throws IOException {
      write(folder.resolve(name + ".png"), ChartEncoder.png(figure));
      write(folder.resolve(name + ".svg"), ChartEncoder.svg(figure));
      write(folder.resolve(name + ".pdf"), ChartEncoder.pdf(figure));
      AtomicFiles.write(folder.resolve(name + ".csv"), data.csv());
    }

    private static void write(Path file, byte[] content) throws IOException {
      AtomicFiles.write(file, out -> out.write(content));
    }
  }
}
