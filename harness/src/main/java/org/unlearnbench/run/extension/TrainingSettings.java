package org.unlearnbench.run.extension;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.config.Defaults;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.augment.Augmentation;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;

/** The settings below {@code training} in an experiment file. */
final class TrainingSettings {
  private TrainingSettings() {}

  static List<Parameter> parameters() {
    List<Parameter> all =
        new ArrayList<>(
            Recipe.parameters(
                new Recipe(
                    Defaults.EPOCHS,
                    Defaults.BATCH_SIZE,
                    Defaults.LR,
                    Defaults.MOMENTUM,
                    Defaults.WEIGHT_DECAY,
                    new Schedule("step", Defaults.MILESTONES, Defaults.FACTOR))));
    all.addAll(Augmentation.parameters());
    return all;
  }
}
