package org.unlearnbench.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.figures.figure.Figure;
import org.unlearnbench.figures.figure.FigureFiles;
import org.unlearnbench.figures.figure.Look;
import org.unlearnbench.figures.figure.PublishedPlane;
import org.unlearnbench.figures.figure.PublishedPlane.Spot;
import org.unlearnbench.figures.published.PublishedRow;
import org.unlearnbench.figures.published.Reproduction;
import org.unlearnbench.figures.published.Reproductions;
import org.unlearnbench.figures.published.RowVerdict;
import org.unlearnbench.figures.report.PublishedPage;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.PublishedTable;
import org.unlearnbench.figures.table.ReproductionFiles;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.RunDirectory;

/** Published numbers beside runs: a table of reproductions, verdicts, and where the rows lie. */
record PublishedNumbers(Reproductions beside, Look look) implements Publisher.Published {
  private static final String ACCURACY = "test_accuracy";
  private static final String SCORE = "forgetting_score";

  @Override
  public String compare(List<RunDirectory> runs, Path out, int width) throws IOException {
    List<Reproduction> numbers = with(runs);
    List<RowVerdict> verdicts = RowVerdict.of(beside.rows(), numbers);
    Map<String, List<RowVerdict>> byDataSet =
        verdicts.stream()
            .collect(
                Collectors.groupingBy(
                    verdict -> verdict.row().dataset(), LinkedHashMap::new, Collectors.toList()));
    Study study = Study.of(runs);
    List<PublishedPage.Part> parts = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    for (Map.Entry<String, List<RowVerdict>> entry : byDataSet.entrySet()) {
      List<Spot> spots = published(entry.getValue());
      List<String> notes = new ArrayList<>();
      spots.addAll(ours(runs, study, entry.getValue(), notes));
      Figure figure =
          spots.isEmpty() ? null : new PublishedPlane(entry.getKey(), spots).figure(look);
      Stream.ofNullable(figure).forEach(figures::add);
      String note =
          notes.isEmpty() ? "No run of ours here is on this data set." : String.join(" ", notes);
      parts.add(new PublishedPage.Part(entry.getKey(), figure, note, entry.getValue()));
    }
    FigureFiles.writeAll(figures, out);
    PublishedPage.write(parts, out);
    AtomicFiles.write(out.resolve("tables/published.csv"), PublishedTable.csv(verdicts));
    return ReproductionFiles.write(numbers, out, width)
        + "page: "
        + out.resolve("published.html")
        + "\n";
  }

  /** Every published number beside every run's. */
  List<Reproduction> with(List<RunDirectory> runs) throws InputException {
    List<Reproduction> numbers = new ArrayList<>();
    for (RunDirectory run : runs) {
      numbers.addAll(beside.with(run));
    }
    return numbers;
  }

  private static List<Spot> published(List<RowVerdict> verdicts) {
    List<Spot> spots = new ArrayList<>();
    for (RowVerdict verdict : verdicts) {
      PublishedRow row = verdict.row();
      String group = row.place() + ", " + row.setting().stands();
      add(spots, group, row.name(), row.value(SCORE), row.value(ACCURACY));
    }
    return spots;
  }

  private List<Spot> ours(
      List<RunDirectory> runs, Study study, List<RowVerdict> verdicts, List<String> notes)
      throws InputException {
    List<Spot> spots = new ArrayList<>();
    Optional<PublishedRow> recipe =
        verdicts.stream().map(RowVerdict::row).filter(row -> row.recipe().isPresent()).findFirst();
    if (recipe.isEmpty()) {
      return spots;
    }
    for (RunDirectory run : runs) {
      Optional<Reproductions.Place> place = beside.place(recipe.get(), run);
      Optional<DataSetStudy> data =
          study.dataSets().stream()
              .filter(d -> place.isPresent() && d.label().endsWith(place.get().dataset()))
              .findFirst();
      if (data.isPresent()) {
        String group = "ours: " + data.get().label();
        for (MethodSummary method : data.get().methods()) {
          double score = method.estimate(SCORE).mean();
          add(spots, group, method.title(), score, method.estimate(ACCURACY).mean());
        }
        String other = String.join("; ", place.get().differences());
        notes.add(
            "Ours are those of "
                + run.experiment()
                + (other.isEmpty() ? "." : ", which is not the same protocol: " + other + "."));
      }
    }
    return spots;
  }

  private static void add(
      List<Spot> spots, String group, String name, double score, double accuracy) {
    if (Double.isFinite(score) && Double.isFinite(accuracy)) {
      spots.add(new Spot(group, name, score, accuracy));
    }
  }

  @Override
  public String list(Publisher.Query query, List<RunDirectory> runs, int width) throws IOException {
    List<RowVerdict> all = RowVerdict.of(beside.rows(), with(runs));
    List<RowVerdict> rows = chosen(all, "--dataset", query.dataset(), v -> v.row().dataset());
    rows = chosen(rows, "--method", query.method(), v -> v.row().method());
    rows = chosen(rows, "--source", query.source(), v -> v.row().place());
    rows = chosen(rows, "--verdict", query.verdict(), v -> v.kind().text());
    if (query.csv().isPresent()) {
      AtomicFiles.write(query.csv().get(), PublishedTable.csv(rows));
    }
    return PublishedTable.text(rows, width);
  }

  /** The rows that have a wanted text, whatever its case; for a source, a part of it is enough. */
  private static List<RowVerdict> chosen(
      List<RowVerdict> rows,
      String option,
      Optional<String> wanted,
      Function<RowVerdict, String> text)
      throws InputException {
    if (wanted.isEmpty()) {
      return rows;
    }
    String sought = wanted.get().toLowerCase(Locale.ROOT);
    List<RowVerdict> found =
        rows.stream()
            .filter(
                row -> {
                  String own = text.apply(row).toLowerCase(Locale.ROOT);
                  return option.equals("--source") ? own.contains(sought) : own.equals(sought);
                })
            .toList();
    if (found.isEmpty()) {
      TreeSet<String> valid = new TreeSet<>(rows.stream().map(text).toList());
      throw new InputException(
          option + ": found '" + wanted.get() + "', " + Nearest.hint(wanted.get(), valid));
    }
    return found;
  }
}
