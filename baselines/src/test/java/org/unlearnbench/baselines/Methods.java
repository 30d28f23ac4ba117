package org.unlearnbench.baselines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.Registry;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.InputException;
import org.unlearnbench.method.MemoryArtefacts;
import org.unlearnbench.method.Predictions;
import org.unlearnbench.method.SmallContext;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;
import org.unlearnbench.result.SampleScores;

/** Runs registered methods on the small setting. */
final class Methods {
  /**
   * What a run left.
   *
   * @param before the network's parameters at the start
   * @param after and at the end
   */
  record Outcome(
      ParameterLayout layout,
      float[] before,
      float[] after,
      MemoryArtefacts artefacts,
      List<String> epochs,
      Set<String> phases) {

    /** Tensors with a changed bit. */
    List<Tensor> moved() {
      List<Tensor> moved = new ArrayList<>();
      for (Tensor tensor : layout.tensors()) {
        for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
          if (changed(i)) {
            moved.add(tensor);
            break;
          }
        }
      }
      return moved;
    }

    /** Trainable tensors with a changed bit, by name. */
    List<String> movedWeights() {
      return moved().stream().filter(t -> t.role().trainable()).map(Tensor::name).toList();
    }

    boolean changed(int index) {
      return Float.floatToRawIntBits(before[index]) != Float.floatToRawIntBits(after[index]);
    }
  }

  private Methods() {}

  /** The methods of this module: the harness's own only loads what others unlearned. */
  static Registry<UnlearningMethod> registry() {
    try {
      return Registry.of(
          "method",
          ServiceLoader.load(UnlearningMethod.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(UnlearningMethod::isTimed)
              .toList());
    } catch (InputException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Settings small enough for a test: one epoch, batches of 16, three steps of attack. */
  static ParameterValues small(UnlearningMethod method) {
    ParameterValues values = ParameterValues.defaults(method.info().parameters());
    for (Parameter parameter : method.info().parameters()) {
      if (parameter.type() == Parameter.Type.METHOD_LIST) {
        values = values.with(parameter.name(), List.of(step("neggrad"), step("finetune")));
      }
    }
    values = withEvery(method, values, "epochs", 1L);
    values = withEvery(method, values, "batch-size", 16L);
    return withEvery(method, values, "steps", 3L);
  }

  /** A step of a cascade with small settings. */
  static Map<String, Object> step(String name) {
    Map<String, Object> step = new LinkedHashMap<>(small(registry().get(name)).asMap());
    step.put("method", name);
    return step;
  }

  /** The values with all settings replaced whose name ends in {@code last}, in steps, too. */
  static ParameterValues withEvery(
      UnlearningMethod method, ParameterValues values, String last, Object value) {
    ParameterValues changed = values;
    for (Parameter parameter : method.info().parameters()) {
      String name = parameter.name();
      if (parameter.type() == Parameter.Type.METHOD_LIST) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Component step : values.methods(name)) {
          UnlearningMethod inner = registry().get(step.name());
          Map<String, Object> settings =
              new LinkedHashMap<>(withEvery(inner, step.values(), last, value).asMap());
          settings.put("method", step.name());
          steps.add(settings);
        }
        changed = changed.with(name, steps);
      } else if ((values.has(name) || parameter.optional())
          && (name.equals(last) || name.endsWith("." + last))) {
        changed = changed.with(name, value);
      }
    }
    return changed;
  }

  static Outcome run(UnlearningMethod method, ParameterValues values, boolean multiLabel) {
    return run(method, values, multiLabel, 1);
  }

  static Outcome run(
      UnlearningMethod method, ParameterValues values, boolean multiLabel, long seed) {
    try (SmallContext context = SmallSetting.of(multiLabel).context(method, values, seed)) {
      float[] before = context.network().parameters();
      method.unlearn(context);
      return new Outcome(
          context.network().layout(),
          before,
          context.network().parameters(),
          context.artefacts(),
          context.epochs(),
          context.phases());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mean loss of a model on images, eval mode. */
  static double loss(SmallSetting setting, float[] parameters, LabelledImages images) {
    return Arrays.stream(scores(setting, parameters, images).loss()).average().orElseThrow();
  }

  static double accuracy(SmallSetting setting, float[] parameters, LabelledImages images) {
    return scores(setting, parameters, images).accuracy();
  }

  private static SampleScores scores(
      SmallSetting setting, float[] parameters, LabelledImages images) {
    try (Network network = setting.originalNetwork()) {
      network.setParameters(parameters);
      return SampleScores.of(Predictions.of(network, Split.FORGET, images));
    }
  }
}
