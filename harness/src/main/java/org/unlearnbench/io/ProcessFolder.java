package org.unlearnbench.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder for what a process needs only while it runs, held by a lock in it: whatever way the
 * process ends, the next one that makes such a folder removes it.
 */
public final class ProcessFolder implements AutoCloseable {
  private static final String PREFIX = "unlearnbench-";
  private static final String LOCK = ".lock";
  private static final Duration OLD = Duration.ofDays(1);

  private final Path path;
  private final LockFile lock;

  private ProcessFolder(Path path, LockFile lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes one in {@code temporary}, and removes those of processes that are no more. */
  public static ProcessFolder in(Path temporary) throws IOException {
    sweep(temporary);
    while (true) {
      // Not by createTempDirectory: from its first call on Java remembers the folder of the system.
      Path folder =
          Files.createDirectory(
              temporary.resolve(PREFIX + UUID.randomUUID()),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Optional<LockFile> lock = LockFile.tryHold(folder.resolve(LOCK));
      if (lock.isPresent()) {
        return new ProcessFolder(folder, lock.get());
      }
      // Another process took it for a leftover before it was locked, and removes it.
    }
  }

  public Path path() {
    return path;
  }

  /**
   * Where this process puts what it needs while it runs. To be given to {@code createTempFile} and
   * the like, which remember for ever what it was when the first of them was called.
   */
  public static Path current() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void sweep(Path temporary) throws IOException {
    List<Path> found;
    try (Stream<Path> entries = Files.list(temporary)) {
      found =
          entries
              .filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
              .filter(Files::isDirectory)
              .toList();
    }
    for (Path folder : found) {
      try {
        remove(folder);
      } catch (IOException notOurs) {
        // another user's, or another process is faster
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder.resolve(LOCK))) {
      Optional<LockFile> lock = LockFile.tryHold(folder.resolve(LOCK));
      if (lock.isPresent()) {
        AtomicFiles.deleteFolder(folder);
        lock.get().close();
      }
    } else if (Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(OLD))) {
      AtomicFiles.deleteFolder(folder); // made before there were locks, or by half
    }
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() throws IOException {
    AtomicFiles.deleteFolder(path);
    lock.close();
  }
}
