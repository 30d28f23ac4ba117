package org.unlearnbench.baselines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.Registry;
import org.unlearnbench.method.MemoryArtefacts;
import org.unlearnbench.method.SmallContext;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.ParameterLayout;
import org.unlearnbench.nn.ParameterLayout.Tensor;

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
      List<String> epochs) {

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

  static Registry<UnlearningMethod> registry() {
    try {
      return Registry.of("method", ServiceLoader.load(UnlearningMethod.class));
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Settings small enough for a test: one epoch, batches of 16, three steps of attack. */
  static ParameterValues small(UnlearningMethod method) {
    ParameterValues values = ParameterValues.defaults(method.info().parameters());
    for (Parameter parameter : method.info().parameters()) {
      String last = parameter.name().substring(parameter.name().lastIndexOf('.') + 1);
      values =
          switch (last) {
            case "epochs" -> values.with(parameter.name(), 1L);
            case "batch-size" -> values.with(parameter.name(), 16L);
            case "steps" -> values.with(parameter.name(), 3L);
            default -> values;
          };
    }
    return values;
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
          context.epochs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
