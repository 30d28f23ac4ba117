package org.unlearnbench.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over named parts; every part carries its length, so that parts cannot run together. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint(String purpose) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    add("purpose", purpose);
  }

  Fingerprint add(String name, String value) {
    return add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  Fingerprint add(String name, byte[] value) {
    part(name.getBytes(StandardCharsets.UTF_8));
    part(value);
    return this;
  }

  private void part(byte[] bytes) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (bytes.length >> shift));
    }
    digest.update(bytes);
  }

  /** The hash as 64 hex digits; the fingerprint cannot be used afterwards. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Hash of a file's content as hex digits. */
  static String ofFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
