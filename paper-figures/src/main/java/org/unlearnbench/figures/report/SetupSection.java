package org.unlearnbench.figures.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.figures.study.RunSetup;
import org.unlearnbench.figures.study.Study;
import org.unlearnbench.result.RunDirectory;

/** What was run and on what. */
final class SetupSection implements Section {
  private final List<RunSetup> setups = new ArrayList<>();

  SetupSection(Study study) throws IOException {
    for (RunDirectory run : study.runs()) {
      setups.add(RunSetup.of(run));
    }
  }

  /** What the experiments' authors say about them. */
  List<String> descriptions() {
    return setups.stream()
        .map(RunSetup::description)
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
  }

  @Override
  public String id() {
    return "setup";
  }

  @Override
  public String title() {
    return "What was run";
  }

  @Override
  public boolean present() {
    return setups.stream().anyMatch(setup -> !setup.facts().isEmpty());
  }

  @Override
  public void write(HtmlWriter html) {
    for (RunSetup setup : setups) {
      if (setups.size() > 1) {
        html.element("h3", setup.experiment());
      }
      html.open("dl", "class", "facts");
      setup
          .facts()
          .forEach(
              (name, text) -> {
                html.open("div").element("dt", name).element("dd", text).close();
              });
      html.close();
    }
  }
}
