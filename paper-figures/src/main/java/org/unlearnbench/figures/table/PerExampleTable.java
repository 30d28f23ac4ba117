package org.unlearnbench.figures.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.UnlearnedLira;

/** The per-example attack as rows of text, for people and for files. */
public final class PerExampleTable {
  /** What the attack is, for people. */
  public static final String EXPLANATION =
      "Did a model unlearn a forget image, or never see it? Every seed's unlearned and retrained"
          + " model in turn is told apart by the confidences of the other seeds' models ("
          + PerExample.ID
          + ", in the manner of U-LiRA, with training seeds in place of shadow models). Accuracy"
          + " and AUC of 0.5: unlearning cannot be told from retraining. Original shows what the"
          + " attack can do.";

  /** Headings of {@link #rows}. */
  public static final List<String> HEADINGS =
      List.of("Seeds", "Method", "Models", "Images", "Accuracy", "AUC", "TPR@1%FPR");

  private PerExampleTable() {}

  /** Rows for people, one per method that the attack was made on. */
  public static List<List<String>> rows(PerExample attack) {
    List<List<String>> rows = new ArrayList<>();
    for (PerExample.Row row : attack.made()) {
      UnlearnedLira.Result result = row.result().orElseThrow();
      rows.add(
          List.of(
              Integer.toString(row.seeds()),
              row.method().title(),
              Integer.toString(result.models()),
              Integer.toString(result.examples()),
              accuracy(result),
              Numbers.rounded(result.auc(), ""),
              Numbers.rounded(result.truePositiveRateAt1Percent(), "")));
    }
    return rows;
  }

  private static String accuracy(UnlearnedLira.Result result) {
    return Numbers.rounded(result.accuracy(), "")
        + " ["
        + Numbers.rounded(result.accuracy95().low(), "")
        + ", "
        + Numbers.rounded(result.accuracy95().high(), "")
        + "]";
  }

  /** Rows for people as a table. */
  static DataTable shown(PerExample attack) {
    List<List<String>> rows = rows(attack);
    DataTable table = new DataTable();
    for (int i = 0; i < HEADINGS.size(); i++) {
      int column = i;
      table.texts(HEADINGS.get(i), rows.stream().map(row -> row.get(column)).toList());
    }
    return table;
  }

  /** For a file: full precision, and why there is no value where there is none. */
  static DataTable file(PerExample attack) {
    List<PerExample.Row> rows = attack.rows();
    return new DataTable()
        .texts("dataset", rows.stream().map(row -> attack.data().label()).toList())
        .texts("method", rows.stream().map(row -> row.method().method()).toList())
        .counts("n_seeds", rows.stream().map(PerExample.Row::seeds).toList())
        .counts("n_models", counts(rows, UnlearnedLira.Result::models))
        .counts("n_examples", counts(rows, UnlearnedLira.Result::examples))
        .numbers("accuracy", numbers(rows, UnlearnedLira.Result::accuracy))
        .numbers("accuracy_ci95_low", numbers(rows, result -> result.accuracy95().low()))
        .numbers("accuracy_ci95_high", numbers(rows, result -> result.accuracy95().high()))
        .numbers("auc", numbers(rows, UnlearnedLira.Result::auc))
        .numbers(
            "tpr_at_1_percent_fpr", numbers(rows, UnlearnedLira.Result::truePositiveRateAt1Percent))
        .texts("reason", rows.stream().map(PerExample.Row::refusal).toList());
  }

  private static List<Integer> counts(
      List<PerExample.Row> rows, Function<UnlearnedLira.Result, Integer> count) {
    return rows.stream().map(row -> row.result().map(count).orElse(null)).toList();
  }

  private static double[] numbers(
      List<PerExample.Row> rows, Function<UnlearnedLira.Result, Double> value) {
    return rows.stream().mapToDouble(row -> row.result().map(value).orElse(Double.NaN)).toArray();
  }
}
