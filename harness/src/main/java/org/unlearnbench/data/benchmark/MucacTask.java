package org.unlearnbench.data.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.unlearnbench.data.Task;

/** What MUCAC asks of an image. */
enum MucacTask {
  MULTI_LABEL,
  MALE,
  SMILING,
  YOUNG;

  /** Attribute names as the annotation file spells them. */
  static final List<String> ATTRIBUTES = List.of("Male", "Smiling", "Young");

  static List<String> keys() {
    return Arrays.stream(values()).map(MucacTask::key).toList();
  }

  static MucacTask ofKey(String key) {
    return values()[keys().indexOf(key)];
  }

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Task task() {
    return this == MULTI_LABEL
        ? Task.multiLabel(ATTRIBUTES.stream().map(a -> a.toLowerCase(Locale.ROOT)).toList())
        : Task.singleLabel(List.of("not-" + key(), key()));
  }

  /** The label of an image whose {@link #ATTRIBUTES} are these. */
  int[] label(int[] attributes) {
    return this == MULTI_LABEL ? attributes.clone() : new int[] {attributes[ordinal() - 1]};
  }
}
