package org.unlearnbench.figures.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Study;

/**
 * All figures of a data set, drawn once for paper and page.
 *
 * @param data the data set
 * @param figures those that have something to show
 * @param phases where the time of a cell goes, which a page shows beside the times
 */
public record DataSetFigures(DataSetStudy data, List<Figure> figures, Optional<Figure> phases) {
  public DataSetFigures {
    figures = List.copyOf(figures);
  }

  /**
   * Reads, computes and draws the figures of all data sets of {@code study}.
   *
   * @param omissions take what is damaged
   */
  public static List<DataSetFigures> of(Study study, Look look, Omissions omissions) {
    Palette palette = new Palette(study);
    List<DataSetFigures> all = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      List<Figure> figures = new ArrayList<>();
      ScoreBars.of(study, data).ifPresent(f -> figures.add(f.figure(data, palette, look)));
      Plane.of(data).ifPresent(f -> figures.add(f.figure(data, palette, look)));
      for (String by : List.of(TimeFront.COST, TimeFront.TIME)) {
        TimeFront.of(study, data, by).ifPresent(f -> figures.add(f.figure(data, palette, look)));
      }
      Differences.of(study, data).ifPresent(f -> figures.add(f.figure(data, palette, look)));
      AnytimeCurves.of(study, data, omissions)
          .ifPresent(f -> figures.add(f.figure(data, palette, look)));
      omissions
          .read(study.runs().get(0).path(), () -> LossHistograms.of(data))
          .flatMap(losses -> losses)
          .ifPresent(f -> figures.add(f.figure(data, look)));
      AttackLosses.of(data, omissions).ifPresent(f -> figures.add(f.figure(data, palette, look)));
      figures.addAll(MaskGradients.of(data, omissions).figures(look));
      MaskOverlaps.of(data, omissions).ifPresent(f -> figures.add(f.figure(data, palette, look)));
      AfterReset.of(data, omissions).ifPresent(f -> figures.add(f.figure(data, look)));
      all.add(
          new DataSetFigures(
              data, figures, TimeBars.of(data).map(bars -> bars.figure(data, look))));
    }
    return all;
  }
}
