package org.unlearnbench.nn.checkpoint.pickle;

import java.io.IOException;

/** A pickle is damaged, or is more than plain tensors; the message says what it is or asks for. */
public final class PickleException extends IOException {
  public PickleException(String message) {
    super(message);
  }
}
