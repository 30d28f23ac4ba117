package org.unlearnbench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.config.ExperimentWriter;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.cell.Job;
import org.unlearnbench.run.extension.Extensions;

/**
 * Groups cells into jobs: per data set and seed one of the cells that start at Original, which is
 * trained once for them, and one of those that do not, which can be made beside it. Where models
 * are compared with Original and Retrained, there is only one, and these two come first in it.
 */
final class Jobs {
  private final Extensions extensions;
  private final Places places;
  private final Map<String, String> host;

  Jobs(Extensions extensions, Places places, Map<String, String> host) {
    this.extensions = extensions;
    this.places = places;
    this.host = host;
  }

  static boolean startsAtOriginal(Extensions extensions, PlannedCell cell) {
    return extensions.methods().get(cell.method().name()).start()
        == UnlearningMethod.Start.ORIGINAL;
  }

  /** The jobs for {@code cells}, in the order of data sets, then seeds, long ones first. */
  List<Job> of(RunLayout layout, Plan plan, List<PlannedCell> cells) {
    String config =
        new ExperimentWriter(extensions.vocabulary(), layout.root(), places.home())
            .write(plan.experiment());
    Map<String, List<PlannedCell>> groups = new LinkedHashMap<>();
    boolean together = plan.experiment().probes().ofTheModel();
    // The long jobs first: short ones fill the gaps at the end.
    for (boolean fromOriginal : new boolean[] {true, false}) {
      for (LoadedData data : plan.data()) {
        for (long seed : plan.experiment().seeds()) {
          for (PlannedCell cell : together ? referencesFirst(cells) : cells) {
            if (cell.dataset().equals(data.component())
                && cell.seed() == seed
                && (together || startsAtOriginal(extensions, cell)) == fromOriginal) {
              String group = fromOriginal + "\n" + data.component().label() + "\n" + seed;
              groups.computeIfAbsent(group, key -> new ArrayList<>()).add(cell);
            }
          }
        }
      }
    }
    List<Job> jobs = new ArrayList<>();
    for (List<PlannedCell> group : groups.values()) {
      PlannedCell first = group.get(0);
      String hash =
          plan.data().stream()
              .filter(data -> data.component().equals(first.dataset()))
              .map(LoadedData::manifestHash)
              .findFirst()
              .orElseThrow();
      jobs.add(
          new Job(
              places.home(),
              layout.root(),
              places.dataCache(),
              places.originals(),
              places.plugins(),
              config,
              layout.root(),
              first.dataset().label(),
              hash,
              first.seed(),
              first.originalKey(),
              first.retrained(),
              group.stream().map(cell -> new Job.Cell(cell.method().label(), cell.key())).toList(),
              host));
    }
    return jobs;
  }

  /** The others need what Original and Retrained leave, and would make it themselves without. */
  private static List<PlannedCell> referencesFirst(List<PlannedCell> cells) {
    return cells.stream().sorted(Comparator.comparingInt(Jobs::place)).toList();
  }

  private static int place(PlannedCell cell) {
    return switch (cell.method().name()) {
      case Anchors.ORIGINAL -> 0;
      case Anchors.RETRAIN -> 1;
      default -> 2;
    };
  }
}
