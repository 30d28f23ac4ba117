package org.unlearnbench.figures.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.unlearnbench.figures.figure.Ink;
import org.unlearnbench.figures.figure.Svg;

/** The page's scripts and styles, kept as files of their own beside this class. */
final class Resources {
  /** In the order in which they run; each sets up one thing. */
  private static final List<String> SCRIPTS =
      List.of("board.js", "columns.js", "sort.js", "rank.js", "filter.js", "seeds.js");

  private Resources() {}

  static String style() throws IOException {
    return read("style.css") + Ink.css() + Svg.fontFaces();
  }

  /** All scripts as one strict function, so that they share names with nobody else. */
  static String script() throws IOException {
    StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
    for (String name : SCRIPTS) {
      script.append(read(name));
    }
    return script.append("})();\n").toString();
  }

  /** A content security policy that lets run this script and nothing else, and loads nothing. */
  static String policy(String script) {
    return "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; script-src 'sha256-"
        + Base64.getEncoder().encodeToString(sha256(script))
        + "'";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
