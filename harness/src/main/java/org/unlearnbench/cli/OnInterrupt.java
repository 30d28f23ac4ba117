package org.unlearnbench.cli;

/** Something to do when the process is interrupted or terminated; closing it calls it off. */
final class OnInterrupt implements AutoCloseable {
  private final Thread thread;

  OnInterrupt(Runnable action) {
    thread = new Thread(action, "on-interrupt");
    Runtime.getRuntime().addShutdownHook(thread);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException alreadyShuttingDown) {
      // then the action is what is running
    }
  }
}
