package org.unlearnbench.baselines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.filter.ConvolutionLayer;
import org.unlearnbench.method.filter.ConvolutionLayer.Unit;
import org.unlearnbench.method.filter.FilterMask;
import org.unlearnbench.method.filter.FilterMask.Scope;
import org.unlearnbench.method.filter.FilterReset;
import org.unlearnbench.method.filter.FilterReset.Init;

/**
 * What ARU and its control share: which share of what is reset, how, and the training after it.
 *
 * @param projections whether the convolutions on shortcuts may be masked
 * @param stem whether the first convolution may be masked
 */
record FilterForgetting(
    Unit unit,
    double ratio,
    Scope scope,
    boolean projections,
    boolean stem,
    FilterReset reset,
    Recipe recipe) {
  private static final String PRESET = "preset";

  /** What a text says about the method, which decides the defaults of all other settings. */
  enum Preset {
    /** The paper's co-author's code, carried from a ViT to a ResNet. */
    AUTHOR_CODE,
    /** The paper's abstract alone. */
    ABSTRACT;

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The settings {@link #of} reads, with a preset's defaults. */
  static List<Parameter> parameters(Preset preset) {
    boolean code = preset == Preset.AUTHOR_CODE;
    Schedule schedule = code ? Schedule.step(0.1, 1 / 3.0, 2 / 3.0) : Schedule.cosine();
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.choice(
            "mask.unit",
            code ? "kernel" : "filter",
            List.of("kernel", "filter"),
            "what is masked as a whole: a kernel joins an output channel to an input channel, a"
                + " filter is all kernels of an output channel"));
    parameters.add(
        Parameter.number("mask.ratio", code ? 0.5 : 0.1, "share of the units to reset")
            .atLeast(0)
            .atMost(1));
    parameters.add(
        Parameter.choice(
            "mask.scope",
            "per-layer",
            List.of("per-layer", "global"),
            "take the share of every layer, or of all layers together"));
    parameters.add(
        Parameter.choice(
            "mask.layers",
            code ? "without-downsample" : "all",
            List.of("without-downsample", "all"),
            "whether the convolutions on shortcuts may be masked, too"));
    parameters.add(
        Parameter.flag("mask.stem", true, "whether the first convolution may be masked"));
    parameters.add(
        Parameter.choice(
            "reset.init",
            code ? "zero" : "kaiming",
            List.of("zero", "kaiming"),
            "what reset weights become: zero, or drawn as at the start"));
    parameters.add(
        Parameter.flag(
            "reset.batch-norm",
            !code,
            "reset the filters' BatchNorm channels too; kernels have none"));
    parameters.addAll(Recipe.parameters("finetune", new Recipe(12, 64, 0.01, 0.9, 0, schedule)));
    return parameters;
  }

  /**
   * {@code preset} and the settings whose defaults it decides, each of which may be left out.
   *
   * @param settings the same settings for each preset
   */
  static List<Parameter> declared(Function<Preset, List<Parameter>> settings) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.choice(
                PRESET,
                Preset.AUTHOR_CODE.key(),
                Arrays.stream(Preset.values()).map(Preset::key).toList(),
                "defaults of all other settings: as in the co-author's code, or by the abstract")
            .formerly(Preset.ABSTRACT.key()));
    List<Parameter> code = settings.apply(Preset.AUTHOR_CODE);
    List<Parameter> text = settings.apply(Preset.ABSTRACT);
    for (int i = 0; i < code.size(); i++) {
      Object first = code.get(i).defaultValue();
      Object second = text.get(i).defaultValue();
      String defaults = first.equals(second) ? "" + first : first + ", abstract: " + second;
      String help = code.get(i).help() + " (" + defaults + ")";
      parameters.add(code.get(i).orAbsent().withHelp(help));
    }
    return parameters;
  }

  /** What is given, and the preset's defaults in what is not. */
  static ParameterValues complete(
      ParameterValues given, Function<Preset, List<Parameter>> settings) {
    Preset preset =
        Arrays.stream(Preset.values())
            .filter(p -> p.key().equals(given.text(PRESET)))
            .findFirst()
            .orElseThrow();
    Map<String, Object> all =
        new TreeMap<>(ParameterValues.defaults(settings.apply(preset)).asMap());
    all.putAll(given.asMap());
    return new ParameterValues(all);
  }

  /** Reads {@link #complete} settings. */
  static FilterForgetting of(ParameterValues values) {
    return new FilterForgetting(
        Unit.valueOf(constant(values.text("mask.unit"))),
        values.number("mask.ratio"),
        Scope.valueOf(constant(values.text("mask.scope"))),
        values.text("mask.layers").equals("all"),
        values.flag("mask.stem"),
        new FilterReset(
            Init.valueOf(constant(values.text("reset.init"))), values.flag("reset.batch-norm")),
        Recipe.of(values.under("finetune")));
  }

  private static String constant(String key) {
    return key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  List<ConvolutionLayer> layers(MethodContext context) {
    return ConvolutionLayer.of(context.network().layout(), unit, stem, projections);
  }

  /** A mask of as many units chosen by lot: the control's, whoever asks. */
  FilterMask lot(MethodContext context) {
    return FilterMask.random(layers(context), ratio, scope, context.random("mask"));
  }

  void resetAndFineTune(MethodContext context, FilterMask mask) throws IOException {
    reset.apply(context.network(), mask, context.random("reset"));
    context.epochFinished(0, recipe.epochs());
    context.timed(
        "finetune",
        () -> {
          FineTune.onRetain(context, recipe);
          return null;
        });
  }
}
