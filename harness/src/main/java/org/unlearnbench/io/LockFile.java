package org.unlearnbench.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that one thread of one process holds at a time; its folder is made if need be. A killed
 * process leaves no lock behind.
 */
public final class LockFile implements AutoCloseable {
  private static final long RETRY_MILLIS = 50;

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Holds {@code file}, unless another one does. */
  public static Optional<LockFile> tryHold(Path file) throws IOException {
    return hold(file, false);
  }

  /** Holds {@code file} once nobody else does. */
  public static LockFile await(Path file) throws IOException {
    try {
      Optional<LockFile> lock = hold(file, true);
      while (lock.isEmpty()) {
        Thread.sleep(RETRY_MILLIS); // another thread of this process has it
        lock = hold(file, true);
      }
      return lock.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another thread holds " + file);
    }
  }

  private static Optional<LockFile> hold(Path file, boolean wait) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = wait ? channel.lock() : channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      // as if another process had it
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new LockFile(channel));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
