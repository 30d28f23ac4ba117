package org.unlearnbench.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.figures.figure.DataSetFigures;
import org.unlearnbench.figures.figure.FigureFiles;
import org.unlearnbench.figures.figure.Look;
import org.unlearnbench.figures.figure.Omissions;
import org.unlearnbench.figures.leaderboard.Leaderboard;
import org.unlearnbench.figures.published.PublishedFile;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.published.Reproductions;
import org.unlearnbench.figures.report.HtmlReport;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.SummaryFile;
import org.unlearnbench.figures.table.TableFiles;
import org.unlearnbench.figures.table.TerminalBoard;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.RunDirectory;

/**
 * Makes all that people look at: {@code leaderboard.csv}, {@code tables/}, {@code summary.md},
 * {@code figures/} and {@code report.html} from one reading of the results, the board on the
 * screen, boards over many runs, and the comparison with published numbers.
 */
public final class Publication implements Publisher {
  private final Look look;
  private final Optional<PublishedNumbers> published;

  /** Figures of the usual size. */
  public Publication() {
    this(new Look(), Optional.empty());
  }

  private Publication(Look look, Optional<PublishedNumbers> published) {
    this.look = look;
    this.published = published;
  }

  @Override
  public Publisher sized(double width, double letters) {
    return new Publication(new Look(width, letters), published);
  }

  @Override
  public Publisher beside(Published numbers) {
    return numbers instanceof PublishedNumbers own ? new Publication(look, Optional.of(own)) : this;
  }

  @Override
  public String name() {
    return "tables, figures and report";
  }

  @Override
  public void write(List<RunDirectory> runs, Path out) throws IOException {
    Study study = Study.of(runs);
    List<PerExample> attacks = PerExample.of(study);
    Omissions omissions = new Omissions(study.runs());
    List<Reproduction> numbers = published.isPresent() ? published.get().with(runs) : List.of();
    List<DataSetFigures> figures = DataSetFigures.of(study, look, omissions);
    // They take seconds, share nothing but what is read, and write files of their own.
    List<Part> parts =
        List.of(
            () -> FigureFiles.write(figures, out),
            () -> HtmlReport.write(study, figures, attacks, omissions, numbers, out),
            () -> TableFiles.write(study, attacks, out),
            () -> SummaryFile.write(study, attacks, out));
    InParallel.map(
        parts,
        part -> {
          part.write();
          return part;
        });
  }

  @Override
  public String board(List<RunDirectory> runs, int width) throws IOException {
    return TerminalBoard.print(runs, width);
  }

  @Override
  public Optional<Board> leaderboard(BoardRequest request) throws IOException {
    return Optional.of(Leaderboard.build(request));
  }

  @Override
  public Optional<Published> published(Path numbers, Vocabulary vocabulary, List<String> metrics)
      throws IOException {
    Reproductions beside = new Reproductions(vocabulary, PublishedFile.read(numbers, metrics));
    return Optional.of(new PublishedNumbers(beside, look));
  }

  /** Some of the files. */
  @FunctionalInterface
  private interface Part {
    void write() throws IOException;
  }
}
