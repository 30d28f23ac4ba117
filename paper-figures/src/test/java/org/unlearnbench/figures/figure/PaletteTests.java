package org.unlearnbench.figures.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.unlearnbench.figures.FakeRun;
import org.unlearnbench.figures.study.MethodSummary;
import org.unlearnbench.figures.study.Study;

class PaletteTests {
  private static final Color DARK_GROUND = new Color(0x15181C);

  private static MethodStyle style(FakeRun run, String method) throws IOException {
    Study study = Study.of(List.of(run));
    return study.dataSets().get(0).methods().stream()
        .filter(m -> m.method().equals(method))
        .map(new Palette(study)::of)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void noTwoMethodsLookTheSame() throws IOException {
    FakeRun run = FakeRun.quickstart(Path.of("run"));
    for (int i = 0; i < 30; i++) {
      run.method("cmu-mufac", "other-" + i, "Other " + i, 0.5, 0.5, 1, 1);
    }
    Study study = Study.of(List.of(run));
    Palette palette = new Palette(study);
    Set<MethodStyle> seen = new HashSet<>();
    for (MethodSummary method : study.dataSets().get(0).methods()) {
      MethodStyle style = palette.of(method);
      assertThat(seen.add(style)).as(method.method()).isTrue();
      assertThat(contrast(style.ink().light(), Color.WHITE)).isGreaterThan(3);
      assertThat(contrast(style.ink().dark(), DARK_GROUND)).isGreaterThan(3);
    }
  }

  @Test
  void aMethodKeepsItsColourWhateverRunsBesideIt() throws IOException {
    FakeRun alone = new FakeRun(Path.of("run"), "e").method("d", "aru", "ARU", 0.5, 0.5, 1, 1);
    FakeRun first = new FakeRun(Path.of("run"), "e").method("d", "new", "New", 0.5, 0.5, 1, 1);
    first.method("d", "aru", "ARU", 0.5, 0.5, 1, 1);
    assertThat(style(first, "aru")).isEqualTo(style(alone, "aru"));
    assertThat(style(first, "new")).isNotEqualTo(style(first, "aru"));
  }

  @Test
  void aMethodOfTwoExperimentsKeepsItsColourUnlessItMeetsItself() throws IOException {
    FakeRun apart = new FakeRun(Path.of("run"), "e");
    apart.method("d", "one/aru", "ARU", 0.5, 0.5, 1, 1);
    apart.method("f", "two/aru", "ARU", 0.5, 0.5, 1, 1);
    FakeRun alone = new FakeRun(Path.of("run"), "e").method("d", "aru", "ARU", 0.5, 0.5, 1, 1);
    Palette palette = new Palette(Study.of(List.of(apart)));
    List<MethodStyle> styles =
        Study.of(List.of(apart)).dataSets().stream()
            .map(data -> palette.of(data.methods().get(0)))
            .toList();
    assertThat(styles).hasSize(2).containsOnly(style(alone, "aru"));
    FakeRun together = new FakeRun(Path.of("run"), "e");
    together.method("d", "one/aru", "ARU", 0.5, 0.5, 1, 1);
    together.method("d", "two/aru", "ARU", 0.5, 0.5, 1, 1);
    assertThat(style(together, "one/aru")).isEqualTo(style(alone, "aru"));
    assertThat(style(together, "two/aru")).isNotEqualTo(style(alone, "aru"));
  }

  @Test
  void coloursAreWrittenInSixDigits() throws IOException {
    assertThat(Ink.hex(new Color(0x0072B2))).isEqualTo("#0072b2");
  }

  /** Contrast ratio of WCAG 2. */
  private static double contrast(Color a, Color b) {
    double x = luminance(a);
    double y = luminance(b);
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int value) {
    double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
