package org.unlearnbench.figures.published;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.source.ManifestSource;
import org.unlearnbench.data.source.PublishedCounts;
import org.unlearnbench.figures.study.SeedSummary;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.RunLayout;

/** Holds runs against published numbers. */
public final class Reproductions {
  private final Vocabulary vocabulary;
  private final List<PublishedRow> rows;
  private final Map<PublishedRow, Experiment> recipes = new HashMap<>();

  /**
   * Prepares the comparison.
   *
   * @throws InputException if a recipe cannot be read
   */
  public Reproductions(Vocabulary vocabulary, List<PublishedRow> rows) throws InputException {
    this.vocabulary = vocabulary;
    this.rows = List.copyOf(rows);
    for (PublishedRow row : rows) {
      if (row.recipe().isPresent()) {
        Path recipe = row.recipe().get();
        recipes.put(row, new ExperimentReader(vocabulary).read(recipe, Overrides.none()));
      }
    }
  }

  /**
   * A run's data set that a row's is held against.
   *
   * @param dataset its label in the run
   * @param differences what is not the row's recipe, the method aside
   */
  public record Place(String dataset, List<String> differences) {
    public Place {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Where in a run the data set of a row is; empty if nowhere.
   *
   * @throws InputException if the run's configuration cannot be read
   */
  public Optional<Place> place(PublishedRow row, RunDirectory run) throws InputException {
    if (row.recipe().isEmpty()) {
      return Optional.empty();
    }
    Experiment experiment =
        new ExperimentReader(vocabulary).read(new RunLayout(run.path()).config(), Overrides.none());
    Counterpart found = Counterpart.of(row, recipes.get(row), experiment, vocabulary);
    return found
        .dataset()
        .map(
            label -> {
              List<String> differences = new ArrayList<>(found.differences());
              differences.removeIf(text -> text.contains("method "));
              differences.addAll(otherImages(component(experiment, label), run));
              return new Place(label, differences);
            });
  }

  /** The rows that runs are held against. */
  public List<PublishedRow> rows() {
    return rows;
  }

  /**
   * Every published number beside a run's.
   *
   * @throws InputException if the run's configuration cannot be read
   */
  public List<Reproduction> with(RunDirectory run) throws InputException {
    Experiment experiment =
        new ExperimentReader(vocabulary).read(new RunLayout(run.path()).config(), Overrides.none());
    List<Reproduction> all = new ArrayList<>();
    for (PublishedRow row : rows) {
      if (row.recipe().isEmpty()) {
        for (PublishedRow.Value value : row.values()) {
          List<String> other = List.of("other protocol: " + row.setting().protocol());
          SeedSummary none = SeedSummary.of(List.of());
          all.add(Reproduction.of(run.experiment(), row, value, none, other));
        }
        continue;
      }
      Counterpart counterpart = Counterpart.of(row, recipes.get(row), experiment, vocabulary);
      List<String> differences = new ArrayList<>(counterpart.differences());
      counterpart
          .dataset()
          .ifPresent(label -> differences.addAll(otherImages(component(experiment, label), run)));
      for (PublishedRow.Value value : row.values()) {
        SeedSummary ours = SeedSummary.of(values(run, counterpart, value.metric()));
        all.add(Reproduction.of(run.experiment(), row, value, ours, differences));
      }
    }
    return all;
  }

  private static Component component(Experiment experiment, String label) {
    return experiment.data().stream()
        .filter(c -> c.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Where the authors state how many images their splits have, others are another data set,
   * whatever its settings say: settings do not show what lies in a folder.
   */
  private List<String> otherImages(Component data, RunDirectory run) {
    if (!(vocabulary.sources().get(data.name()) instanceof ManifestSource source)) {
      return List.of();
    }
    Optional<PublishedCounts> published = source.published(data.values());
    Optional<Cell> cell =
        run.cells().stream().filter(c -> c.dataset().equals(data.label())).findFirst();
    if (published.isEmpty() || cell.isEmpty()) {
      return List.of();
    }
    Map<Split, Integer> ours = run.images(cell.get());
    if (ours.isEmpty()) {
      return List.of("the run does not say how many images it had; run it again");
    }
    List<String> differences = new ArrayList<>();
    for (Split split : Split.values()) {
      PublishedCounts.Counts stated = published.get().splits().get(split);
      if (stated != null && stated.images() != ours.getOrDefault(split, 0)) {
        differences.add(
            "data set %s: %s has %s images, published %s"
                .formatted(
                    data.label(), split.key(), ours.getOrDefault(split, 0), stated.images()));
      }
    }
    return differences;
  }

  private static List<Double> values(RunDirectory run, Counterpart counterpart, String metric) {
    return run.cells().stream()
        .filter(cell -> Optional.of(cell.dataset()).equals(counterpart.dataset()))
        .filter(cell -> Optional.of(cell.method()).equals(counterpart.method()))
        .filter(cell -> cell.status() == Cell.Status.OK)
        .map(cell -> cell.metrics().getOrDefault(metric, Double.NaN))
        .toList();
  }
}
