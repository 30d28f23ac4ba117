package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.figure.DataSetFigures;
import org.unlearnbench.figures.figure.Figure;
import org.unlearnbench.figures.figure.TimeBars;
import org.unlearnbench.figures.study.Comparison;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Estimate;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.PairedComparison;
import org.unlearnbench.figures.study.PerExample;
import org.unlearnbench.figures.study.PhaseTimes;
import org.unlearnbench.figures.study.SignFlips;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.BoardTable;
import org.unlearnbench.figures.table.Numbers;
import org.unlearnbench.figures.table.PerExampleTable;

/**
 * What a section shows of a data set.
 *
 * @param figure null for none
 * @param table null for none
 * @param notes sentences below
 */
record DataSetPart(DataSetStudy data, Figure figure, HtmlTable table, List<String> notes) {
  private static final String PLAIN = "plain";
  private static final String NARROW = "plain narrow";

  DataSetPart {
    notes = List.copyOf(notes);
  }

  /** Every method against Original, Retrained and random-mask, seed by seed. */
  static List<DataSetPart> differences(Study study) {
    List<DataSetPart> parts = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      List<MethodSummary> references = Comparison.references(data);
      List<Comparison> comparisons = Comparison.of(study, data);
      if (references.isEmpty() || comparisons.isEmpty()) {
        continue;
      }
      List<String> headings = new ArrayList<>(List.of("Method", "Rank, 95 % interval"));
      references.forEach(reference -> headings.add("against " + reference.title()));
      List<List<String>> rows = new ArrayList<>();
      for (MethodSummary method : data.methods()) {
        List<String> row = new ArrayList<>();
        row.add(method.title());
        row.add(new BoardTable.Row(method, List.of()).ranks());
        for (MethodSummary reference : references) {
          row.add(
              comparisons.stream()
                  .filter(c -> c.method() == method && c.reference() == reference)
                  .map(comparison -> text(comparison.differences()))
                  .findFirst()
                  .orElse("–"));
        }
        rows.add(row);
      }
      String label = "Paired differences on " + data.label();
      parts.add(
          new DataSetPart(data, null, HtmlTable.of(label, NARROW, headings, rows), List.of()));
    }
    return parts;
  }

  /** How to read {@link #differences}. */
  static String aboutDifferences(Study study) {
    int seeds =
        study.dataSets().stream()
            .flatMap(data -> data.methods().stream())
            .mapToInt(method -> method.bySeed(study.ranking().column()).size())
            .max()
            .orElse(0);
    return study.ranking().title()
        + " of a method minus that of a reference with the same seed, so with the same Original:"
        + " mean, 95 % interval, and the p-value of a paired permutation test. With "
        + Phrases.counted(seeds, "seed")
        + " it cannot be below "
        + Numbers.rounded(SignFlips.smallestPValue(seeds), "")
        + ".";
  }

  private static String text(PairedComparison pair) {
    if (pair.pairs() == 0) {
      return Numbers.MISSING;
    }
    String p = pair.pairs() > 1 ? ", p = " + Numbers.rounded(pair.pValue(), "") : "";
    return Phrases.signed(pair.meanDifference()) + Phrases.bracketed(pair.ci95()) + p;
  }

  /** The attack on single examples over seeds, or why it was not made. */
  static List<DataSetPart> perExample(List<PerExample> attacks) {
    List<DataSetPart> parts = new ArrayList<>();
    for (PerExample attack : attacks) {
      if (!attack.rows().isEmpty()) {
        String label = "Per-example attack on " + attack.data().label();
        HtmlTable table =
            HtmlTable.of(
                label,
                PLAIN,
                methodFirst(PerExampleTable.HEADINGS),
                PerExampleTable.rows(attack).stream().map(DataSetPart::methodFirst).toList());
        parts.add(
            new DataSetPart(
                attack.data(), null, attack.made().isEmpty() ? null : table, attack.refusals()));
      }
    }
    return parts;
  }

  /** The method names the row. */
  private static List<String> methodFirst(List<String> cells) {
    List<String> row = new ArrayList<>(cells);
    row.add(0, row.remove(1));
    return row;
  }

  /** How to read {@link #times}. */
  static String aboutTimes(Study study) {
    return study.dataSets().stream()
            .map(PhaseTimes::of)
            .filter(times -> !times.isEmpty())
            .map(PhaseTimes::title)
            .findFirst()
            .orElse("")
        + ". A method's time on the board is that of Unlearning alone, all its parts included, as a"
        + " geometric mean. Original is trained once per seed, for all its methods.";
  }

  /** Where the time goes, phase by phase. */
  static List<DataSetPart> times(List<DataSetFigures> figures) {
    List<DataSetPart> parts = new ArrayList<>();
    for (DataSetFigures drawn : figures) {
      DataSetStudy data = drawn.data();
      PhaseTimes times = PhaseTimes.of(data);
      if (times.isEmpty()) {
        continue;
      }
      List<String> headings = new ArrayList<>(List.of("Method"));
      times.phases().forEach(phase -> headings.add(TimeBars.title(phase)));
      List<List<String>> rows = new ArrayList<>();
      for (PhaseTimes.Row time : times.rows()) {
        List<String> row = new ArrayList<>(List.of(time.method().title()));
        for (Estimate estimate : time.times()) {
          row.add(estimate.isPresent() ? Numbers.rounded(estimate.mean(), "s") : "–");
        }
        rows.add(row);
      }
      HtmlTable table = HtmlTable.of("Times on " + data.label(), NARROW, headings, rows);
      parts.add(new DataSetPart(data, drawn.phases().orElse(null), table, List.of()));
    }
    return parts;
  }
}
