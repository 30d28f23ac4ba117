package org.unlearnbench.figures.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.RunDirectory;

/** A card per method: what it does, where it comes from, and the settings these runs used. */
final class MethodsSection implements Section {
  private final Map<String, Info> cards = new LinkedHashMap<>();
  private final Map<String, String> titles = new LinkedHashMap<>();

  /** By method, then by parameter: every value any cell used. */
  private final Map<String, Map<String, Set<String>>> used = new LinkedHashMap<>();

  MethodsSection(Study study) {
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
  }

  @Override
  public String id() {
    return "methods";
  }

  @Override
  public String title() {
    return "Methods";
  }

  @Override
  public boolean present() {
    return !titles.isEmpty();
  }

  @Override
  public void write(HtmlWriter html) {
    html.open("div", "class", "cards");
    for (String method : titles.keySet()) {
      html.open("article", "class", "card");
      html.element("h3", titles.get(method));
      Info card = cards.get(method);
      if (card == null) {
        html.open("p").element("code", method).text(": the run recorded no card.").close();
      } else {
        card(html, method, card);
      }
      settings(html, titles.get(method), card, used.get(method));
      html.close();
    }
    html.close();
  }

  private static void card(HtmlWriter html, String method, Info card) {
    html.open("p").element("code", method);
    String own = card.name().equals(method) ? "" : " (" + card.name() + ")";
    html.text(own + ": " + card.summary()).close();
    if (!card.source().isEmpty()) {
      html.element("p", "Source: " + card.source());
    }
    if (!card.notes().isEmpty()) {
      html.element("p", "Choices not fixed by the source, and deviations:");
      html.open("ul");
      card.notes().forEach(note -> html.element("li", note));
      html.close();
    }
  }

  private static void settings(
      HtmlWriter html, String title, Info card, Map<String, Set<String>> values) {
    if (values.isEmpty()) {
      return;
    }
    html.open("details").element("summary", "Settings used");
    String label = "Settings of " + title;
    html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    html.open("table", "class", "plain settings").open("thead").open("tr");
    html.element("th", "Setting", "scope", "col").element("th", "Value", "scope", "col");
    html.element("th", "Meaning", "scope", "col").close().close().open("tbody");
    values.forEach(
        (name, texts) -> {
          html.open("tr").element("th", name, "scope", "row");
          html.element("td", String.join("; ", texts)).element("td", help(card, name)).close();
        });
    html.close().close().close().close();
  }

  private static String help(Info card, String name) {
    return card == null
        ? ""
        : card.parameters().stream()
            .filter(parameter -> parameter.name().equals(name))
            .map(Parameter::help)
            .findFirst()
            .orElse("");
  }
}
