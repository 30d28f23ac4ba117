package org.unlearnbench.baselines;

import org.unlearnbench.config.Info;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.UnlearningMethod;

/**
 * SCRUB as its authors publish it: in the first msteps epochs a max pass over forget that minimises
 * -KL(student, Original), in every epoch a min pass over retain that minimises gamma CE + alpha KL.
 * KL is at temperature T, times T^2.
 */
public final class ScrubKurmanji implements UnlearningMethod {
  private static final Info INFO =
      new Info(
              "scrub-kurmanji",
              "SCRUB (original)",
              "max steps on forget in the first epochs, min steps on retain in all",
              MaxMinScrub.SOURCE)
          .withParameters(MaxMinScrub.parameters())
          .withParameters(MaxMinScrub.recipe())
          .withNotes(
              "The source sets alpha, gamma, batch sizes and weight decay anew for every data set.",
              "The term that compares student and student in the source is 0 and left out.",
              "The averaged copy of the weights that the source keeps is never used and left out.");

  @Override
  public Info info() {
    return INFO;
  }

  @Override
  public void unlearn(MethodContext context) {
    MaxMinScrub.run(context, context.retain(), epoch -> {});
  }
}
