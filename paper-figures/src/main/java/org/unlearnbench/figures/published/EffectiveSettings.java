package org.unlearnbench.figures.published;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unlearnbench.config.ParameterValues;

/**
 * Settings as far as they shape a result, so that two ways to write one thing are equal: milestones
 * of a learning rate as epochs, and none where the schedule has no steps.
 */
final class EffectiveSettings {
  private static final String TYPE = "schedule.type";
  private static final String MILESTONES = "schedule.milestones";
  private static final String FACTOR = "schedule.factor";

  private EffectiveSettings() {}

  static Map<String, Object> of(ParameterValues values) {
    Map<String, Object> settings = new TreeMap<>(values.asMap());
    for (Map.Entry<String, Object> entry : values.asMap().entrySet()) {
      if (entry.getKey().equals(TYPE) || entry.getKey().endsWith("." + TYPE)) {
        int prefix = entry.getKey().length() - TYPE.length();
        schedule(settings, entry.getKey().substring(0, prefix), entry.getValue());
      }
    }
    return settings;
  }

  private static void schedule(Map<String, Object> settings, String prefix, Object type) {
    if (!type.equals("step")) {
      settings.remove(prefix + MILESTONES);
      settings.remove(prefix + FACTOR);
    } else if (settings.get(prefix + MILESTONES) instanceof List<?> milestones
        && settings.get(prefix + "epochs") instanceof Long epochs) {
      settings.put(
          prefix + MILESTONES, milestones.stream().map(m -> epoch((Double) m, epochs)).toList());
    }
  }

  /**
   * Below 1 a milestone is a share of all epochs, as in {@link org.unlearnbench.method.Schedule}.
   */
  private static double epoch(double milestone, long epochs) {
    return milestone < 1 ? Math.round(milestone * epochs) : milestone;
  }
}
