package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Selection;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.metric.attack.SideSizes;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunDirectory;

/** What a reader of a study's boards must know before believing them. */
public final class Notices {
  private static final String ATTACK = "mia";

  /** The method that is a model from elsewhere. */
  private static final String EXTERNAL = "external";

  private Notices() {}

  /** What is missing of the runs, then the warnings of all data sets, in their order. */
  public static List<Notice> of(Study study) {
    List<Notice> warnings = new ArrayList<>(absent(study));
    study.dataSets().forEach(data -> warnings.addAll(of(study, data)));
    return warnings;
  }

  /** One for every run that lacks cells, in place of the data set its experiment. */
  public static List<Notice> absent(Study study) {
    List<Notice> warnings = new ArrayList<>();
    for (RunDirectory run : study.runs()) {
      run.missing()
          .text()
          .ifPresent(
              text ->
                  warnings.add(new Notice(Notice.Kind.ABSENT_CELLS, run.experiment(), "", text)));
    }
    return warnings;
  }

  /**
   * The warnings of one data set, gravest first; its label stands for its name. Every experiment is
   * held against its own Original and Retrained.
   */
  public static List<Notice> of(Study study, DataSetStudy data) {
    Map<String, List<MethodSummary>> experiments = new LinkedHashMap<>();
    for (MethodSummary method : data.methods()) {
      SeedCell cell = method.cells().get(0);
      experiments
          .computeIfAbsent(cell.run().experiment(cell.result()), key -> new ArrayList<>())
          .add(method);
    }
    Map<Statement, List<String>> where = new LinkedHashMap<>();
    experiments.forEach((name, methods) -> collect(study, name, methods, where));
    List<Notice> warnings = new ArrayList<>(ofRuns(data));
    where.forEach(
        (statement, names) -> {
          String list = String.join(", ", names);
          String text = statement.text();
          if (statement.ofMethods()) {
            boolean all = names.size() == data.methods().size();
            warnings.add(new Notice(statement.kind(), data.label(), all ? "" : list, text));
          } else {
            boolean all = names.size() == experiments.size();
            warnings.add(
                new Notice(
                    statement.kind(), data.label(), "", all ? text : "In " + list + ": " + text));
          }
        });
    warnings.sort(Comparator.comparing(Notice::kind));
    return warnings;
  }

  /** One line for all methods, or all experiments, of which the same is true. */
  private record Statement(Notice.Kind kind, String text, boolean ofMethods) {}

  private static void collect(
      Study study,
      String experiment,
      List<MethodSummary> methods,
      Map<Statement, List<String>> where) {
    List<Cell> cells =
        methods.stream().flatMap(m -> m.cells().stream()).map(SeedCell::result).toList();
    CellNotices.Board board =
        new CellNotices.Board(
            study.ranking().column(),
            study.ranking().better(1, 0),
            name(methods, Role.ORIGINAL),
            name(methods, Role.RETRAINED),
            titles(study));
    methods.forEach(method -> didNothing(method, where));
    boolean compares = !methods.stream().allMatch(Notices::isExternal);
    for (Notice warning : CellNotices.of(cells, board)) {
      if (warning.kind() != Notice.Kind.NO_RETRAINED || compares) {
        boolean ofMethods = !warning.method().isEmpty();
        where
            .computeIfAbsent(
                new Statement(warning.kind(), warning.text(), ofMethods), s -> new ArrayList<>())
            .add(ofMethods ? title(methods, warning.method()) : experiment);
      }
    }
  }

  /** With the settings it had: others may do something. */
  private static void didNothing(MethodSummary method, Map<Statement, List<String>> where) {
    if (!method.didNothing()) {
      return;
    }
    TreeMap<String, TreeSet<String>> used = new TreeMap<>();
    for (SeedCell cell : method.finished()) {
      cell.result()
          .parameters()
          .forEach(
              (name, value) ->
                  used.computeIfAbsent(name, key -> new TreeSet<>()).add(String.valueOf(value)));
    }
    String settings =
        used.entrySet().stream()
            .map(entry -> entry.getKey() + " " + String.join(" or ", entry.getValue()))
            .collect(Collectors.joining(", "));
    String text =
        String.format(
            Locale.ROOT,
            "Did nothing: on every split accuracy is within %s and the mean JSD within %s bits of"
                + " Original's (largest %.4f and %.1e), with the settings %s.",
            MethodSummary.SAME_ACCURACY,
            MethodSummary.SAME_OUTPUTS,
            largest(method, MethodSummary.ACCURACY_CHANGE),
            largest(method, MethodSummary.DIVERGENCE),
            settings.isEmpty() ? "(none)" : settings);
    where
        .computeIfAbsent(new Statement(Notice.Kind.DID_NOTHING, text, true), s -> new ArrayList<>())
        .add(method.title());
  }

  private static double largest(MethodSummary method, String column) {
    return method.finished().stream().mapToDouble(cell -> cell.value(column)).max().orElseThrow();
  }

  /** What the runs themselves say of their data and settings. */
  private static List<Notice> ofRuns(DataSetStudy data) {
    Set<SplitOverlap> overlaps = new LinkedHashSet<>();
    Set<SideSizes> sizes = new LinkedHashSet<>();
    List<String> selected = new ArrayList<>();
    for (MethodSummary method : data.methods()) {
      for (SeedCell cell : method.cells()) {
        overlaps.addAll(cell.run().overlaps(cell.result()));
        if (cell.result().metrics().containsKey(ATTACK)) {
          SideSizes.of(cell.run().images(cell.result())).ifPresent(sizes::add);
        }
      }
      if (method.cells().stream()
          .anyMatch(cell -> cell.run().tunedOn(cell.result()) == Selection.TEST)) {
        selected.add(method.title());
      }
    }
    List<Notice> warnings = new ArrayList<>(RunNotices.leaks(data.label(), List.copyOf(overlaps)));
    sizes.forEach(size -> warnings.addAll(RunNotices.sizes(data.label(), size)));
    if (!selected.isEmpty()) {
      boolean all = selected.size() == data.methods().size();
      warnings.add(
          RunNotices.selectionOnTest(data.label(), all ? "" : String.join(", ", selected)));
    }
    return warnings;
  }

  private static Map<String, String> titles(Study study) {
    Map<String, String> titles = new LinkedHashMap<>();
    study.columns().forEach(column -> titles.put(column.column(), column.title()));
    return titles;
  }

  /** A warning as one line of text. */
  public static String line(Notice warning) {
    String method = warning.method().isEmpty() ? "" : ", " + warning.method();
    return warning.dataset() + method + ": " + warning.text();
  }

  /** Models from elsewhere alone are judged and not compared. */
  private static boolean isExternal(MethodSummary method) {
    Info card = method.cells().get(0).run().cards().get(method.method());
    return card != null && card.name().equals(EXTERNAL);
  }

  private static String name(List<MethodSummary> methods, Role role) {
    return methods.stream()
        .filter(method -> method.role() == role)
        .map(MethodSummary::method)
        .findFirst()
        .orElse("");
  }

  private static String title(List<MethodSummary> methods, String name) {
    return methods.stream()
        .filter(method -> method.method().equals(name))
        .map(MethodSummary::title)
        .findFirst()
        .orElse(name);
  }
}
