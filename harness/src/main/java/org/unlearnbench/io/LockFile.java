package org.unlearnbench.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file that one thread of one process holds at a time; its folder is made if need be. A killed
 * process leaves no lock behind.
 */
public final class LockFile implements AutoCloseable {
  private static final long RETRY_MILLIS = 50;

  private final Path file;
  private final Object key;
  private final FileChannel channel;

  private LockFile(Path file, Object key, FileChannel channel) {
    this.file = file;
    this.key = key;
    this.channel = channel;
  }

  /** Whether the file is still there: whoever looks for the lock finds this one. */
  public boolean isInPlace() throws IOException {
    return key.equals(key(file));
  }

  /** What the file is known by, whatever it is called; empty if it is not there. */
  private static Object key(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return "";
    }
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
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Object key = key(file);
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
      if (lock == null) {
        return Optional.empty();
      }
      LockFile held = new LockFile(file, key, channel);
      // A file that was deleted meanwhile can be locked, and means nothing to anybody else.
      if (!key.equals("") && held.isInPlace()) {
        return Optional.of(held);
      }
      channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
