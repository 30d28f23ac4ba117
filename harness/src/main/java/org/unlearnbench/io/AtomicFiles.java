package org.unlearnbench.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes files and folders so that each is there whole or not at all: under a temporary name in the
 * same folder first, then moved.
 */
public final class AtomicFiles {
  /** What is being written, with the number of the process that does so. */
  private static final Pattern PARTIAL =
      Pattern.compile(
          "\\.(?:.*\\.(?:(\\d{1,18})-([0-9a-f]{6})-)?[0-9a-z]+\\.partial|partial-\\d{6,})");

  /** Where process numbers are those of this process: other machines write into shared folders. */
  private static final String MACHINE = machine();

  private static final Duration OLD = Duration.ofDays(1);

  private AtomicFiles() {}

  /** Something that writes a file's content. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes {@code text} as UTF-8; missing folders are made. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same, but leaves a file alone that has this text. */
  public static void writeIfNew(Path file, String text) throws IOException {
    if (!holds(file, text)) {
      write(file, text);
    }
  }

  /** Whether {@code file} is there and has this text. */
  public static boolean holds(Path file, String text) throws IOException {
    return Files.isRegularFile(file)
        && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what {@code content} writes; missing folders are made. */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path partial = partial(file);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial))) {
        content.writeTo(out);
      } catch (IOException e) {
        throw at(file, e);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * A new, empty file beside {@code file}, to be moved there. Unlike {@link Files#createTempFile},
   * which lets its owner alone read, it can be read by whom the user's mask allows.
   */
  public static Path partial(Path file) throws IOException {
    while (true) {
      try {
        return Files.createFile(unique(file));
      } catch (FileAlreadyExistsException e) {
        // another name, then
      }
    }
  }

  /** A new, empty folder beside {@code place}, to be moved there. */
  public static Path partialFolder(Path place) throws IOException {
    return Files.createDirectory(unique(place));
  }

  /** Tells whose it is, for {@link #sweep}. */
  private static Path unique(Path place) {
    String unique = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    String owner = ProcessHandle.current().pid() + "-" + MACHINE + "-" + unique;
    return place
        .toAbsolutePath()
        .resolveSibling("." + place.getFileName() + "." + owner + ".partial");
  }

  /**
   * Removes what processes that are no more were writing below {@code folder}, if that is there.
   *
   * @param depth how many levels of folders are looked into
   */
  public static void sweep(Path folder, int depth) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(FileVisitOption.class),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            return look(visited, attributes)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            look(file, attributes);
            return FileVisitResult.CONTINUE;
          }

          private boolean look(Path path, BasicFileAttributes attributes) {
            boolean leftover = isLeftover(path, attributes);
            if (leftover) {
              found.add(path);
            }
            return leftover;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // gone by now, or nothing of ours
          }
        });
    for (Path path : found) {
      try {
        deleteFolder(path);
      } catch (NoSuchFileException e) {
        // another process sweeps, too
      }
    }
  }

  private static String machine() {
    try {
      String host = Files.readString(Path.of("/proc/sys/kernel/hostname"));
      String processes = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return new Sha256().add(host, processes).hex().substring(0, 6);
    } catch (IOException e) {
      return "000000";
    }
  }

  private static boolean isLeftover(Path path, BasicFileAttributes attributes) {
    Matcher name = PARTIAL.matcher(path.getFileName().toString());
    if (!name.matches()) {
      return false;
    }
    if (name.group(1) == null || !name.group(2).equals(MACHINE)) {
      // Nobody here knows whether its process is at work.
      return attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(OLD));
    }
    return ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  /**
   * Puts the folder {@code finished} at {@code place}, replacing a folder that is there. Should the
   * process die in between, {@code place} is the old folder, absent, or the new one; never a mix.
   */
  public static void replaceFolder(Path finished, Path place) throws IOException {
    Path old = place.resolveSibling("." + place.getFileName() + ".old");
    deleteFolder(old);
    try {
      Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException nothingThere) {
      // the usual case
    }
    Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
    deleteFolder(old);
  }

  /** What went wrong with the bytes of {@code file}, such as a full disk, with its name. */
  public static IOException at(Path file, IOException failure) {
    if (failure.getClass() != IOException.class || failure.getMessage() == null) {
      return failure; // that has one, or is about something else
    }
    IOException named = new FileSystemException(file.toString(), null, failure.getMessage());
    named.initCause(failure);
    return named;
  }

  /** Deletes a folder and all that is in it, if it is there; links are not followed. */
  public static void deleteFolder(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
