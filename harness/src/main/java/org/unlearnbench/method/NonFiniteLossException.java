package org.unlearnbench.method;

/** A loss became NaN or infinite: the cell ends as failed, with this message as its reason. */
public final class NonFiniteLossException extends RuntimeException {
  public NonFiniteLossException(String message) {
    super(message);
  }
}
