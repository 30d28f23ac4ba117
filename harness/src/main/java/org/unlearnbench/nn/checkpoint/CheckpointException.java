package org.unlearnbench.nn.checkpoint;

import java.io.IOException;

/** A weights file is not what it must be; the message is one line for the user. */
public final class CheckpointException extends IOException {
  public CheckpointException(String message) {
    super(message);
  }
}
