package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.filter.ConvolutionLayer;
import org.unlearnbench.method.filter.FilterMask;
import org.unlearnbench.method.filter.FilterMask.Scope;
import org.unlearnbench.method.filter.FilterReset;

/** What ARU and its control share: how many filters, their reset, and the training after it. */
record FilterForgetting(double ratio, Scope scope, boolean stem, FilterReset reset, Recipe recipe) {
  private static final Recipe RECIPE = new Recipe(12, 64, 0.01, 0.9, 0, Schedule.cosine());

  static List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.number("mask.ratio", 0.1, "share of the filters to reset").atLeast(0).atMost(1));
    parameters.add(
        Parameter.choice(
            "mask.scope",
            "per-layer",
            List.of("per-layer", "global"),
            "take the share of every layer, or of all layers together"));
    parameters.add(
        Parameter.flag("mask.stem", true, "whether the first convolution may be masked"));
    parameters.add(
        Parameter.choice(
            "reset.init", "kaiming", List.of("kaiming"), "new weights: as at the start"));
    parameters.add(
        Parameter.flag("reset.batch-norm", true, "reset the filters' BatchNorm channels too"));
    parameters.addAll(Recipe.parameters("finetune", RECIPE));
    return parameters;
  }

  static FilterForgetting of(ParameterValues values) {
    return new FilterForgetting(
        values.number("mask.ratio"),
        Scope.valueOf(values.text("mask.scope").toUpperCase(Locale.ROOT).replace('-', '_')),
        values.flag("mask.stem"),
        new FilterReset(values.flag("reset.batch-norm")),
        Recipe.of(values.under("finetune")));
  }

  List<ConvolutionLayer> layers(MethodContext context) {
    return ConvolutionLayer.of(context.network().layout(), stem);
  }

  void resetAndFineTune(MethodContext context, FilterMask mask) throws IOException {
    reset.apply(context.network(), mask, context.random("reset"));
    context.timed(
        "finetune",
        () -> {
          FineTune.onRetain(context, recipe);
          return null;
        });
  }
}
