package org.unlearnbench.figures.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.figures.study.DataSetStudy;
import org.unlearnbench.figures.study.Study;

/**
 * All that is drawn of one data set, put together once for paper and page.
 *
 * @param data the data set
 * @param bars the ranking metric per method
 * @param plane accuracy against membership inference
 * @param front score against time
 * @param curves score while methods work
 * @param losses losses of forget and unseen images
 */
public record DataSetSeries(
    DataSetStudy data,
    Optional<ScoreBars> bars,
    Optional<Plane> plane,
    Optional<TimeFront> front,
    Optional<AnytimeCurves> curves,
    Optional<LossHistograms> losses) {

  /** Reads and computes the series of all data sets of {@code study}. */
  public static List<DataSetSeries> of(Study study) throws IOException {
    List<DataSetSeries> all = new ArrayList<>();
    for (DataSetStudy data : study.dataSets()) {
      all.add(
          new DataSetSeries(
              data,
              ScoreBars.of(study, data),
              Plane.of(data),
              TimeFront.of(study, data),
              AnytimeCurves.of(study, data),
              LossHistograms.of(data)));
    }
    return all;
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return bars.isEmpty()
        && plane.isEmpty()
        && front.isEmpty()
        && curves.isEmpty()
        && losses.isEmpty();
  }
}
