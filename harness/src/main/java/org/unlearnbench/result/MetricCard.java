package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.config.Info;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;

/**
 * What a column of metrics means, as it was when the metrics were computed.
 *
 * @param column in {@code runs.csv}
 * @param info title, summary and source; its name is the definition's versioned id
 * @param direction which way is better
 */
public record MetricCard(String column, Info info, Direction direction) {
  private static final int FORMAT = 1;

  private record Entry(
      String column,
      String definition,
      String title,
      String summary,
      String source,
      Direction direction) {
    static Entry of(MetricCard card) {
      Info info = card.info;
      return new Entry(
          card.column, info.name(), info.title(), info.summary(), info.source(), card.direction);
    }

    MetricCard card() {
      return new MetricCard(column, new Info(definition, title, summary, source), direction);
    }
  }

  private record Entries(List<Entry> metrics) {}

  /**
   * Writes {@code metrics.json}: the metrics that a run was scored with, so that its tables need
   * not have the plug-in that brought one. Leaves a file alone that says the same.
   */
  public static void write(Path file, List<MetricCard> metrics) throws IOException {
    AtomicFiles.writeIfNew(file, text(metrics));
  }

  /** The file's text. */
  private static String text(List<MetricCard> metrics) {
    return JsonFile.sealed(FORMAT, new Entries(metrics.stream().map(Entry::of).toList()));
  }

  /** Whether the file says these metrics. */
  public static boolean says(Path file, List<MetricCard> metrics) throws IOException {
    return AtomicFiles.holds(file, text(metrics));
  }

  /**
   * Reads the metrics; none where there is no file.
   *
   * @throws InputException if the file is damaged
   */
  public static List<MetricCard> read(Path file) throws IOException {
    return Files.exists(file)
        ? JsonFile.read(file, FORMAT, Entries.class).metrics.stream().map(Entry::card).toList()
        : List.of();
  }
}
