package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunDirectory;

/**
 * What a method does, where it comes from, and the settings these runs used.
 *
 * @param method its name
 * @param summary what follows the name
 * @param source may be empty
 * @param notes choices not fixed by the source, and deviations
 * @param settings every value any cell used
 */
record MethodCard(
    String title,
    String method,
    String summary,
    String source,
    List<String> notes,
    HtmlTable settings) {

  /** The cards of all methods that have a cell. */
  static List<MethodCard> of(Study study) {
    Map<String, Info> cards = new LinkedHashMap<>();
    Map<String, String> titles = new LinkedHashMap<>();
    Map<String, Map<String, Set<String>>> used = new LinkedHashMap<>();
    for (RunDirectory run : study.runs()) {
      run.cards().forEach(cards::putIfAbsent);
      for (Cell cell : run.cells()) {
        titles.putIfAbsent(cell.method(), cell.title());
        Map<String, Set<String>> values =
            used.computeIfAbsent(cell.method(), method -> new TreeMap<>());
        cell.parameters()
            .forEach(
                (name, value) ->
                    values
                        .computeIfAbsent(name, key -> new LinkedHashSet<>())
                        .add(String.valueOf(value)));
      }
    }
    List<MethodCard> all = new ArrayList<>();
    titles.forEach(
        (method, title) ->
            all.add(of(title, method, Optional.ofNullable(cards.get(method)), used.get(method))));
    return all;
  }

  private static MethodCard of(
      String title, String method, Optional<Info> card, Map<String, Set<String>> used) {
    List<List<String>> rows = new ArrayList<>();
    used.forEach(
        (name, values) -> rows.add(List.of(name, String.join("; ", values), help(card, name))));
    List<String> headings = List.of("Setting", "Value", "Meaning");
    String summary =
        card.map(
                info ->
                    (info.name().equals(method) ? "" : " (" + info.name() + ")")
                        + ": "
                        + info.summary())
            .orElse(": the run recorded no card.");
    return new MethodCard(
        title,
        method,
        summary,
        card.map(Info::source).orElse(""),
        card.map(Info::notes).orElse(List.of()),
        HtmlTable.of("Settings of " + title, "plain settings", headings, rows));
  }

  private static String help(Optional<Info> card, String name) {
    return card.stream()
        .flatMap(info -> info.parameters().stream())
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::help)
        .findFirst()
        .orElse("");
  }
}
