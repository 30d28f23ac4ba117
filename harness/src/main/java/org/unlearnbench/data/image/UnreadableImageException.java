package org.unlearnbench.data.image;

import java.io.IOException;

/** An image file cannot be decoded; the message says why, without naming the file. */
public final class UnreadableImageException extends IOException {
  public UnreadableImageException(String reason) {
    super(reason);
  }
}
