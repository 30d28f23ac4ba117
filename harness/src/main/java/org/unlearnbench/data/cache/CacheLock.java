package org.unlearnbench.data.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one worker decode a list of images while the others wait for the result, across processes
 * and threads. A lock left behind by a killed process is free.
 */
final class CacheLock implements AutoCloseable {
  private static final long RETRY_MILLIS = 50;

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  static CacheLock on(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (true) {
        try {
          FileLock lock = channel.lock();
          assert lock.isValid();
          return new CacheLock(channel);
        } catch (OverlappingFileLockException heldByAnotherThread) {
          Thread.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another thread decodes " + file);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
