package org.unlearnbench.figures.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.figures.palette.Mark;
import org.unlearnbench.figures.palette.MethodStyle;
import org.unlearnbench.figures.palette.Palette;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Study;

/** The methods' colours as style classes, so that light and dark pages can each have their own. */
final class MethodStyles {
  private final Map<String, String> classes = new LinkedHashMap<>();
  private final Map<String, MethodStyle> styles = new LinkedHashMap<>();

  MethodStyles(Study study) {
    Palette palette = new Palette(study);
    for (DataSetStudy data : study.dataSets()) {
      for (MethodSummary method : data.methods()) {
        styles.putIfAbsent(method.method(), palette.of(method));
        classes.putIfAbsent(method.method(), "method-" + classes.size());
      }
    }
  }

  /** The style class of a method; elements that have it find its colour in {@code --method}. */
  String classOf(MethodSummary method) {
    return classes.get(method.method());
  }

  Mark mark(MethodSummary method) {
    return styles.get(method.method()).mark();
  }

  /** The rules that define the classes. */
  String css() {
    List<String> light = new ArrayList<>();
    List<String> dark = new ArrayList<>();
    classes.forEach(
        (method, name) -> {
          MethodStyle style = styles.get(method);
          light.add(rule(name, MethodStyle.hex(style.onLight())));
          dark.add(rule(name, MethodStyle.hex(style.onDark())));
        });
    return String.join("\n", light)
        + "\n@media screen and (prefers-color-scheme: dark) {\n"
        + String.join("\n", dark)
        + "\n}\n";
  }

  private static String rule(String name, String color) {
    return "." + name + " { --method: " + color + "; }";
  }
}
