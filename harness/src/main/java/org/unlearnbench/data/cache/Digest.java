package org.unlearnbench.data.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256 over length-prefixed fields: no two lists of fields feed it the same bytes. */
public final class Digest {
  private final MessageDigest sha256 = sha256();

  /** The SHA-256 of {@code bytes} alone, as {@code sha256sum} prints it. */
  public static String ofContent(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  public Digest add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    sha256.update(bytes);
    return this;
  }

  public Digest add(long number) {
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    return this;
  }

  /** Lower-case hex; the digest starts anew. */
  public String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
