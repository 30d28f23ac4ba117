package org.unlearnbench.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.figures.chart.FigureFiles;
import org.unlearnbench.figures.report.HtmlReport;
import org.unlearnbench.figures.series.DataSetSeries;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.SummaryFile;
import org.unlearnbench.figures.table.TableFiles;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.result.ReportWriter;
import org.unlearnbench.result.RunDirectory;

/**
 * Makes all that people look at: {@code leaderboard.csv}, {@code tables/}, {@code summary.md},
 * {@code figures/} and {@code report.html}, from one reading of the results.
 */
public final class Publication implements ReportWriter {

  @Override
  public String name() {
    return "tables, figures and report";
  }

  @Override
  public void write(List<RunDirectory> runs, Path out) throws IOException {
    Study study = Study.of(runs);
    List<PerExample> attacks = PerExample.of(study);
    List<DataSetSeries> series = DataSetSeries.of(study);
    // They take seconds, share nothing but what is read, and write files of their own.
    List<Part> parts =
        List.of(
            () -> FigureFiles.write(study, series, out),
            () -> HtmlReport.write(study, series, attacks, out),
            () -> TableFiles.write(study, attacks, out),
            () -> SummaryFile.write(study, attacks, out));
    InParallel.map(
        parts,
        part -> {
          part.write();
          return part;
        });
  }

  /** Some of the files. */
  @FunctionalInterface
  private interface Part {
    void write() throws IOException;
  }
}
