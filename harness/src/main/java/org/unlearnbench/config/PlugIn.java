package org.unlearnbench.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a result that no commit of the project holds: an extension from a jar.
 *
 * @param kind what it is
 * @param name what configurations call it, of a metric its column; empty for a library
 * @param className its class; empty for a library
 * @param jar the file's name, without folders
 * @param sha256 hash of the jar in hexadecimal
 * @param version as the jar says, empty where it does not
 */
public record PlugIn(
    String kind, String name, String className, String jar, String sha256, String version) {
  public static final String METHOD = "method";
  public static final String METRIC = "metric";
  public static final String NETWORK = "network";
  public static final String SOURCE = "data source";
  public static final String PUBLISHER = "publisher";

  /** A jar that lies beside the others and extends nothing itself; they may need it. */
  public static final String LIBRARY = "library";

  /** Key of a resolved configuration. */
  static final String KEY = "plug-ins";

  private static final int HASH_SHOWN = 12;

  /** What boards and messages call it: {@code mine.jar (SHA-256 0123456789ab, version 1.0)}. */
  public String text() {
    String hash = sha256.substring(0, Math.min(HASH_SHOWN, sha256.length()));
    return jar + " (SHA-256 " + hash + (version.isEmpty() ? "" : ", version " + version) + ")";
  }

  /** All there is to say: {@code method mine, class a.Mine, mine.jar, SHA-256 .., version 1.0}. */
  public String full() {
    return kind
        + (name.isEmpty() ? "" : " " + name)
        + (className.isEmpty() ? "" : ", class " + className)
        + ", "
        + jar
        + ", SHA-256 "
        + sha256
        + (version.isEmpty() ? "" : ", version " + version);
  }

  /** Several as one text, every jar once; empty for none. */
  public static String text(List<PlugIn> plugIns) {
    return String.join("; ", plugIns.stream().map(PlugIn::text).distinct().toList());
  }

  Map<String, Object> yaml() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind);
    map.put("name", name);
    map.put("class", className);
    map.put("jar", jar);
    map.put("sha256", sha256);
    map.put("version", version);
    return map;
  }

  /** What {@link #yaml} wrote, as far as it is that: it only serves messages. */
  static Optional<PlugIn> of(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    PlugIn read =
        new PlugIn(
            text(mapping, "kind"),
            text(mapping, "name"),
            text(mapping, "class"),
            text(mapping, "jar"),
            text(mapping, "sha256"),
            text(mapping, "version"));
    return read.jar.isEmpty() ? Optional.empty() : Optional.of(read);
  }

  private static String text(YamlNode.Mapping mapping, String key) {
    return mapping.get(key).orElse(null) instanceof YamlNode.Scalar scalar ? scalar.text() : "";
  }
}
