package org.unlearnbench.figures.report;

import java.util.List;
import org.unlearnbench.figures.study.Comparison;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.PairedComparison;
import org.unlearnbench.figures.study.SignFlips;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.figures.table.BoardTable;
import org.unlearnbench.figures.table.Numbers;

/** Every method against Original, Retrained and random-mask, seed by seed. */
final class ComparisonSection implements Section {
  private final Study study;

  ComparisonSection(Study study) {
    this.study = study;
  }

  @Override
  public String id() {
    return "differences";
  }

  @Override
  public String title() {
    return "Paired differences";
  }

  @Override
  public boolean present() {
    return study.dataSets().stream().anyMatch(data -> !Comparison.of(study, data).isEmpty());
  }

  @Override
  public void write(HtmlWriter html) {
    html.element(
        "p",
        study.ranking().title()
            + " of a method minus that of a reference with the same seed, so with the same"
            + " Original: mean, 95 % interval, and the p-value of a paired permutation test. "
            + smallestPValue());
    for (DataSetStudy data : study.dataSets()) {
      List<MethodSummary> references = Comparison.references(data);
      if (!references.isEmpty()) {
        table(html, data, references);
      }
    }
  }

  private String smallestPValue() {
    int seeds =
        study.dataSets().stream()
            .flatMap(data -> data.methods().stream())
            .mapToInt(method -> method.bySeed(study.ranking().column()).size())
            .max()
            .orElse(0);
    String least = Numbers.rounded(SignFlips.smallestPValue(seeds), "");
    return "With "
        + seeds
        + (seeds == 1 ? " seed" : " seeds")
        + " it cannot be below "
        + least
        + ".";
  }

  private void table(HtmlWriter html, DataSetStudy data, List<MethodSummary> references) {
    html.open("div", "data-dataset", data.slug());
    html.element("h3", data.label());
    String label = "Paired differences on " + data.label();
    html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    html.open("table", "class", "plain narrow").open("thead").open("tr");
    html.element("th", "Method", "scope", "col");
    html.element("th", "Rank, 95 % interval", "scope", "col");
    for (MethodSummary reference : references) {
      html.element("th", "against " + reference.title(), "scope", "col");
    }
    html.close().close().open("tbody");
    List<Comparison> comparisons = Comparison.of(study, data);
    for (MethodSummary method : data.methods()) {
      html.open("tr").element("th", method.title(), "scope", "row");
      html.element("td", new BoardTable.Row(method, List.of()).ranks());
      for (MethodSummary reference : references) {
        html.element("td", text(comparisons, method, reference));
      }
      html.close();
    }
    html.close().close().close().close();
  }

  private static String text(
      List<Comparison> comparisons, MethodSummary method, MethodSummary reference) {
    return comparisons.stream()
        .filter(c -> c.method() == method && c.reference() == reference)
        .map(comparison -> text(comparison.differences()))
        .findFirst()
        .orElse("–");
  }

  private static String text(PairedComparison pair) {
    if (pair.pairs() == 0) {
      return Numbers.MISSING;
    }
    String p = pair.pairs() > 1 ? ", p = " + Numbers.rounded(pair.pValue(), "") : "";
    return Phrases.signed(pair.meanDifference()) + Phrases.bracketed(pair.ci95()) + p;
  }
}
