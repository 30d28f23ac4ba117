package org.unlearnbench.figures.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.unlearnbench.figures.study.Notice.Kind;
import org.unlearnbench.result.Cell;

/**
 * Finds warnings in the cells of a board. Selection on test and leaks are not to be seen in cells,
 * see {@link RunNotices}.
 */
public final class CellNotices {
  private static final int ENOUGH_SEEDS = 3;
  private static final String AUC = "_auc";
  private static final String STREISAND = "mia_loss_auc";
  private static final String RELEARN = "relearn_epochs";
  private static final String CAPPED = "relearn_capped";

  /**
   * What the board ranks by, and who its references are.
   *
   * @param column of the ranking metric
   * @param higherIsBetter which way it ranks
   * @param original name of Original in the cells
   * @param retrained name of Retrained in the cells
   * @param titles what people call a column, by column; one that is not there is called by itself
   */
  public record Board(
      String column,
      boolean higherIsBetter,
      String original,
      String retrained,
      Map<String, String> titles) {

    public Board {
      titles = Map.copyOf(titles);
    }

    /** A board whose columns have no titles. */
    public Board(String column, boolean higherIsBetter, String original, String retrained) {
      this(column, higherIsBetter, original, retrained, Map.of());
    }

    private String title(String of) {
      return titles.getOrDefault(of, of);
    }
  }

  private final Board board;
  private final List<Notice> warnings = new ArrayList<>();

  private CellNotices(Board board) {
    this.board = board;
  }

  /** The warnings by data set in the order of the cells, and then by kind. */
  public static List<Notice> of(List<Cell> cells, Board board) {
    Map<String, Map<String, List<Cell>>> byDataset = new LinkedHashMap<>();
    for (Cell cell : cells) {
      byDataset
          .computeIfAbsent(cell.dataset(), d -> new LinkedHashMap<>())
          .computeIfAbsent(cell.method(), m -> new ArrayList<>())
          .add(cell);
    }
    List<Notice> all = new ArrayList<>();
    byDataset.forEach((dataset, byMethod) -> all.addAll(ofDataset(dataset, byMethod, board)));
    return all;
  }

  private static List<Notice> ofDataset(
      String dataset, Map<String, List<Cell>> byMethod, Board board) {
    CellNotices found = new CellNotices(board);
    found.references(dataset, byMethod);
    byMethod.forEach((method, cells) -> found.seeds(dataset, method, cells));
    found.power(dataset, byMethod.getOrDefault(board.original(), List.of()));
    List<Cell> retrained = byMethod.getOrDefault(board.retrained(), List.of());
    byMethod.forEach((method, cells) -> found.belowChance(dataset, method, cells, retrained));
    byMethod.forEach((method, cells) -> found.censored(dataset, method, cells));
    found.warnings.sort(Comparator.comparing(Notice::kind));
    return found.warnings;
  }

  private void references(String dataset, Map<String, List<Cell>> byMethod) {
    Map<Long, Double> original = values(byMethod.get(board.original()), board.column());
    Map<Long, Double> retrained = values(byMethod.get(board.retrained()), board.column());
    // Closeness is another metric than the ranking one, so any finished cell will do.
    boolean known =
        byMethod.getOrDefault(board.retrained(), List.of()).stream()
            .anyMatch(cell -> cell.status() == Cell.Status.OK);
    if (!known) {
      add(Kind.NO_RETRAINED, dataset, "", "No finished Retrained: closeness is not known.");
      return;
    }
    PairedComparison pair = PairedComparison.of(original, retrained);
    double difference = pair.meanDifference();
    if (board.higherIsBetter() ? difference > 0 : difference < 0) {
      String text = "Original beats Retrained on %s by %.4f, mean of %d shared seeds.";
      add(
          Kind.ORIGINAL_BEATS_RETRAINED,
          dataset,
          board.original(),
          text(text, board.title(board.column()), Math.abs(difference), pair.pairs()));
    }
  }

  private void seeds(String dataset, String method, List<Cell> cells) {
    int there = values(cells, board.column()).size();
    if (there < cells.size()) {
      String text = "%d of %d cells have no %s.";
      add(
          Kind.MISSING_CELLS,
          dataset,
          method,
          text(text, cells.size() - there, cells.size(), board.title(board.column())));
    }
    if (there < ENOUGH_SEEDS) {
      String text = "%d %s with a value, fewer than three: a difference may be chance alone.";
      String seeds = there == 1 ? "seed" : "seeds";
      add(Kind.FEW_SEEDS, dataset, method, text(text, there, seeds));
    }
  }

  private void power(String dataset, List<Cell> originals) {
    TreeSet<String> columns = new TreeSet<>();
    originals.forEach(cell -> columns.addAll(cell.metrics().keySet()));
    for (String column : columns) {
      if (!column.endsWith(AUC)) {
        continue;
      }
      PowerCheck check = power(originals, column);
      boolean reversed = check.verdict() == PowerCheck.Verdict.REVERSED;
      if (reversed || check.verdict() == PowerCheck.Verdict.NO_POWER) {
        String text =
            "%s on Original is %.3f (95 %% %.3f to %.3f): "
                + (reversed
                    ? "worse than guessing, the attack is reversed here."
                    : "the attack has no power here.");
        add(
            reversed ? Kind.REVERSED_ATTACK : Kind.NO_POWER,
            dataset,
            "",
            text(text, board.title(column), check.auc(), check.ci95().low(), check.ci95().high()));
      }
    }
  }

  private void belowChance(String dataset, String method, List<Cell> cells, List<Cell> retrained) {
    PowerCheck check = power(cells, STREISAND);
    double goal = power(retrained, STREISAND).auc();
    if (check.verdict() != PowerCheck.Verdict.REVERSED) {
      return;
    }
    String text = "%s is %.3f (95 %% %.3f to %.3f), Retrained's is %.3f: ";
    // Below chance like Retrained, or before unlearning, is no failure of the method: the forget
    // images are the harder.
    boolean below = check.auc() < goal || Double.isNaN(goal);
    String what =
        below && !method.equals(board.original())
            ? "forget losses lie above unseen ones, which betrays them."
            : "the forget images are harder than the unseen ones, so 0.5 is not the goal here.";
    add(
        Kind.BELOW_CHANCE,
        dataset,
        method,
        text(
                text,
                board.title(STREISAND),
                check.auc(),
                check.ci95().low(),
                check.ci95().high(),
                goal)
            + what);
  }

  private void censored(String dataset, String method, List<Cell> cells) {
    Map<Long, Double> capped = values(cells, CAPPED);
    long there = capped.values().stream().filter(value -> value > 0).count();
    if (there > 0) {
      String text =
          "Relearning reached its cap before Original's accuracy on %d of %d seeds: the mean of"
              + " %s is a lower bound.";
      String column = board.title(RELEARN);
      add(Kind.CENSORED, dataset, method, text(text, there, capped.size(), column));
    }
  }

  /**
   * Whether an attack has power, from the columns {@code <name>_auc} and {@code <name>_auc_se} of
   * one method's cells on one data set.
   */
  public static PowerCheck power(List<Cell> cells, String aucColumn) {
    return PowerCheck.of(
        cells.stream()
            .map(
                cell -> new PowerCheck.Area(value(cell, aucColumn), value(cell, aucColumn + "_se")))
            .toList());
  }

  private static Map<Long, Double> values(List<Cell> cells, String column) {
    Map<Long, Double> values = new LinkedHashMap<>();
    if (cells != null) {
      for (Cell cell : cells) {
        double value = value(cell, column);
        if (!Double.isNaN(value)) {
          values.put(cell.seed(), value);
        }
      }
    }
    return values;
  }

  private static double value(Cell cell, String column) {
    return cell.metrics().getOrDefault(column, Double.NaN);
  }

  private void add(Kind kind, String dataset, String method, String text) {
    warnings.add(new Notice(kind, dataset, method, text));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
