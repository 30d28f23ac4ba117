package org.unlearnbench.result;

/**
 * A part of a result that no commit of the project holds: an extension from a jar.
 *
 * @param kind what it is: method, metric, network, data source, publisher, or library for a jar
 *     that lies beside them and extends nothing itself
 * @param name what configurations call it; empty for a library
 * @param className its class; empty for a library
 * @param jar the file's name, without folders
 * @param sha256 hash of the jar in hexadecimal
 * @param version as the jar says, empty where it does not
 */
public record PlugIn(
    String kind, String name, String className, String jar, String sha256, String version) {

  /** As boards and messages call it: {@code mine-1.0.jar (SHA-256 0123456789ab, version 1.0)}. */
  public String text() {
    String hash = sha256.substring(0, Math.min(12, sha256.length()));
    return jar + " (SHA-256 " + hash + (version.isEmpty() ? "" : ", version " + version) + ")";
  }
}
