package org.unlearnbench.config;

import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.config.YamlNode.Position;
import org.unlearnbench.io.InputException;

/** Collects everything that is wrong with a configuration, so that one look shows it all. */
final class Problems {
  /** A file with more mistakes than this is the wrong file. */
  private static final int LIMIT = 50;

  private final List<String> lines = new ArrayList<>();

  void add(Position at, String message) {
    if (lines.size() < LIMIT) {
      lines.add(at + ": " + message);
    }
  }

  void key(Position at, String key, String message) {
    add(at, "key '" + key + "': " + message);
  }

  void throwIfAny() throws InputException {
    if (!lines.isEmpty()) {
      throw new InputException(lines);
    }
  }
}
