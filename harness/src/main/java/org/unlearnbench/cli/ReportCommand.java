package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.metric.Metric;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.ReportedFiles;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.Scorer;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./unlearn report}: metrics, tables and figures again, from stored outputs alone. */
@Command(
    name = "report",
    description = "Makes tables and figures from stored results; needs no model and no data.",
    footer = {
      "  ./unlearn report results/runs/quickstart",
      "  ./unlearn report results/runs/cmu-mufac results/runs/cmu-mucac --out results/both",
      "  ./unlearn report results/runs/mufac-published --published experiments/published/mufac.csv"
    })
public final class ReportCommand extends Subcommand {
  /** Of a folder with reports: the data sets in {@code tables}. */
  private static final int DEPTH = 3;

  private static final Pattern LENGTH = Pattern.compile("(\\d+(?:\\.\\d+)?)(in|cm|mm|pt)");

  @Mixin private Plugins plugins;

  @Parameters(arity = "1..*", paramLabel = "RUN_DIR", description = "Run directories.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write (default: into the run directory, if it is one).")
  private Path folder;

  @Option(
      names = "--published",
      paramLabel = "FILE.csv|DIR",
      description =
          "Published numbers to hold the results against: also writes tables/reproduction.* and"
              + " published.html.")
  private Path published;

  @Option(
      names = "--figure-width",
      paramLabel = "LENGTH",
      description = "Width of a figure, as 3.3in, 84mm, 8.4cm or 240pt (default: 240pt).")
  private String figureWidth = "240pt";

  @Option(
      names = "--font-size",
      paramLabel = "POINTS",
      description = "Size of a figure's letters (default: 7.5).")
  private double fontSize = 7.5;

  @Override
  public Integer call() throws IOException {
    if (folder == null && runs.size() > 1) {
      throw misuse("several run directories need --out DIR");
    }
    double width = points(figureWidth);
    Extensions extensions = plugins.load();
    List<Publisher.Published> numbers = published == null ? List.of() : published(extensions);
    List<RunDirectory> opened = new ArrayList<>();
    Optional<ReportedFiles> inPlace = Optional.empty();
    for (Path run : runs) {
      Scorer scorer = new Scorer(extensions);
      StoredRun stored = StoredRun.open(run);
      tell(scorer.missing(stored));
      if (stored.isOfOld()) {
        tell(List.of("note: " + run + ": made before checksums, damage to it cannot be seen"));
      }
      if (folder == null) {
        inPlace = Optional.of(new ReportedFiles(stored.layout()));
        inPlace.get().begin();
      }
      // What goes elsewhere leaves the run as it is.
      StoredRun scored = folder == null ? scorer.score(stored) : scorer.scored(stored);
      if (scored.cells().isEmpty()) {
        // A run at its beginning is no fault: the page says what is being run.
        out().println(run + ": no cell is finished yet");
      }
      opened.add(scored);
    }
    Path target = folder == null ? runs.get(0) : folder;
    Files.createDirectories(target);
    AtomicFiles.sweep(target, folder == null ? Integer.MAX_VALUE : DEPTH);
    for (Publisher publisher : extensions.publishers()) {
      Publisher shown = publisher.sized(width, fontSize);
      for (Publisher.Published beside : numbers) {
        shown = shown.beside(beside);
      }
      shown.write(opened, target);
    }
    printBoard(extensions, opened);
    for (Publisher.Published beside : numbers) {
      out().print(beside.compare(opened, target, Terminal.outputWidth()));
    }
    if (inPlace.isPresent()) {
      inPlace.get().made();
    }
    return 0;
  }

  /** A width in points; narrower or with larger letters, labels would have no room. */
  private double points(String length) {
    Matcher parts = LENGTH.matcher(length);
    double width = parts.matches() ? Double.parseDouble(parts.group(1)) * unit(parts.group(2)) : 0;
    if (!(fontSize >= 3 && fontSize <= 30)) {
      throw misuse("--font-size: found " + fontSize + ", expected 3 to 30 points");
    }
    if (!(width >= 20 * fontSize && width <= 2000)) {
      throw misuse(
          "--figure-width: found '%s', expected %spt to 2000pt (20 letters or more), as 3.3in"
              .formatted(length, Math.round(20 * fontSize)));
    }
    return width;
  }

  private static double unit(String name) {
    return switch (name) {
      case "in" -> 72;
      case "cm" -> 72 / 2.54;
      case "mm" -> 72 / 25.4;
      default -> 1;
    };
  }

  /** Read before the work starts, so that a fault in them shows at once. */
  private List<Publisher.Published> published(Extensions extensions) throws IOException {
    List<String> columns = extensions.metrics().stream().map(Metric::column).toList();
    List<Publisher.Published> all = new ArrayList<>();
    for (Publisher publisher : extensions.publishers()) {
      publisher.published(published, extensions.vocabulary(), columns).ifPresent(all::add);
    }
    return all;
  }
}
