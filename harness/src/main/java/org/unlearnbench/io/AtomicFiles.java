package org.unlearnbench.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files and folders so that each is there whole or not at all: under a temporary name in the
 * same folder first, then moved.
 */
public final class AtomicFiles {
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
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      write(file, text);
    }
  }

  /** Writes what {@code content} writes; missing folders are made. */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path partial = partial(file);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial))) {
        content.writeTo(out);
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
      String unique = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
      String name = "." + file.getFileName() + "." + unique + ".partial";
      try {
        return Files.createFile(file.toAbsolutePath().resolveSibling(name));
      } catch (FileAlreadyExistsException e) {
        // another name, then
      }
    }
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
