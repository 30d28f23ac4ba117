package org.unlearnbench.figures.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unlearnbench.data.Split;
import org.unlearnbench.figures.study.UnlearnedLira.Outcome;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.result.SplitOutputs;

/**
 * The per-example attack on every method of a data set: over the seeds that it and Retrained share.
 *
 * @param data the data set
 * @param rows one per method but Retrained, in rank order; none where there is no Retrained
 */
public record PerExample(DataSetStudy data, List<Row> rows) {

  /** Id of the attack's definition. */
  public static final String ID = "u-lira.fixed-forget/unlearnbench@1";

  /**
   * One method.
   *
   * @param method which
   * @param seeds that it and Retrained share
   * @param outcome what the attack found, or why it was not made
   */
  public record Row(MethodSummary method, int seeds, Outcome outcome) {

    /** What the attack found, if it was made. */
    public Optional<UnlearnedLira.Result> result() {
      return outcome instanceof UnlearnedLira.Result result
          ? Optional.of(result)
          : Optional.empty();
    }

    /** Why it was not made; empty if it was. */
    public String refusal() {
      return outcome instanceof UnlearnedLira.Refusal refusal ? refusal.reason() : "";
    }
  }

  public PerExample {
    rows = List.copyOf(rows);
  }

  /** The attack on every data set of a study, in their order. */
  public static List<PerExample> of(Study study) throws IOException {
    List<PerExample> all = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      all.add(of(data));
    }
    return all;
  }

  private static PerExample of(DataSetStudy data) throws IOException {
    Optional<MethodSummary> retrained = data.withRole(Role.RETRAINED);
    if (retrained.isEmpty()) {
      return new PerExample(data, List.of());
    }
    Map<Long, SeedCell> references = bySeed(retrained.get());
    // Below the fewest seeds nothing is read: the attack refuses whatever the outputs are.
    Map<Long, SplitOutputs> goals =
        references.size() < UnlearnedLira.FEWEST_SEEDS ? Map.of() : outputs(references);
    List<MethodSummary> methods =
        data.methods().stream().filter(m -> m.role() != Role.RETRAINED).toList();
    return new PerExample(data, InParallel.map(methods, method -> row(method, references, goals)));
  }

  private static Row row(
      MethodSummary method, Map<Long, SeedCell> references, Map<Long, SplitOutputs> goals)
      throws IOException {
    Map<Long, SeedCell> cells = bySeed(method);
    cells.keySet().retainAll(references.keySet());
    int seeds = cells.size();
    if (seeds < UnlearnedLira.FEWEST_SEEDS) {
      return new Row(method, seeds, UnlearnedLira.run(new double[seeds][0], new double[seeds][0]));
    }
    List<SplitOutputs> shared = cells.keySet().stream().map(goals::get).toList();
    try {
      Outcome outcome = UnlearnedLira.run(List.copyOf(outputs(cells).values()), shared);
      return new Row(method, seeds, outcome);
    } catch (IllegalArgumentException e) {
      return new Row(method, seeds, new UnlearnedLira.Refusal(e.getMessage() + "."));
    }
  }

  private static Map<Long, SeedCell> bySeed(MethodSummary method) {
    Map<Long, SeedCell> cells = new TreeMap<>();
    method.finished().forEach(cell -> cells.put(cell.seed(), cell));
    return cells;
  }

  private static Map<Long, SplitOutputs> outputs(Map<Long, SeedCell> cells) throws IOException {
    Map<Long, SplitOutputs> outputs = new TreeMap<>();
    for (Map.Entry<Long, SeedCell> cell : cells.entrySet()) {
      outputs.put(
          cell.getKey(), cell.getValue().outputs(EnumSet.of(Split.FORGET)).get(Split.FORGET));
    }
    return outputs;
  }

  /** The methods that the attack was made on, in rank order. */
  public List<Row> made() {
    return rows.stream().filter(row -> row.result().isPresent()).toList();
  }

  /** Why it was not made, each reason once, with the methods it holds for unless these are all. */
  public List<String> refusals() {
    Map<String, List<String>> methods = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.result().isEmpty()) {
        methods.computeIfAbsent(row.refusal(), r -> new ArrayList<>()).add(row.method().title());
      }
    }
    List<String> refusals = new ArrayList<>();
    methods.forEach(
        (reason, titles) ->
            refusals.add(
                titles.size() == rows.size() ? reason : String.join(", ", titles) + ": " + reason));
    return refusals;
  }
}
