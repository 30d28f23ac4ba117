package org.unlearnbench.figures.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final List<String> CSV_HEADER =
      List.of(
          "dataset",
          "method",
          "n_seeds",
          "n_models",
          "n_examples",
          "accuracy",
          "accuracy_ci95_low",
          "accuracy_ci95_high",
          "auc",
          "tpr_at_1_percent_fpr",
          "reason");

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

  /** The file's text: full precision, and why there is no value where there is none. */
  static String csv(PerExample attack) {
    List<List<String>> records = new ArrayList<>();
    for (PerExample.Row row : attack.rows()) {
      List<String> record = new ArrayList<>();
      record.add(attack.data().label());
      record.add(row.method().method());
      record.add(Integer.toString(row.seeds()));
      Optional<UnlearnedLira.Result> result = row.result();
      record.add(result.map(r -> Integer.toString(r.models())).orElse(Numbers.MISSING));
      record.add(result.map(r -> Integer.toString(r.examples())).orElse(Numbers.MISSING));
      record.add(Numbers.exact(result.map(UnlearnedLira.Result::accuracy).orElse(Double.NaN)));
      record.add(Numbers.exact(result.map(r -> r.accuracy95().low()).orElse(Double.NaN)));
      record.add(Numbers.exact(result.map(r -> r.accuracy95().high()).orElse(Double.NaN)));
      record.add(Numbers.exact(result.map(UnlearnedLira.Result::auc).orElse(Double.NaN)));
      record.add(
          Numbers.exact(
              result.map(UnlearnedLira.Result::truePositiveRateAt1Percent).orElse(Double.NaN)));
      record.add(row.refusal());
      records.add(record);
    }
    return CsvFormat.csv(CSV_HEADER, records);
  }
}
