package org.unlearnbench.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Problems;
import org.unlearnbench.io.Sha256;

/**
 * An ordered list of image files as they are on disk now. Two equal listings are taken for equal
 * contents without reading the images again, as version control systems do.
 */
final class Listing {
  private final List<ImageFile> files;
  private final Preparation preparation;
  private final List<String> states;

  private Listing(List<ImageFile> files, Preparation preparation, List<String> states) {
    this.files = files;
    this.preparation = preparation;
    this.states = states;
  }

  /** Looks at every file; one problem per file that is not there. */
  static Listing of(List<ImageFile> files, Preparation preparation) throws InputException {
    Problems problems = new Problems();
    List<String> states = new ArrayList<>(files.size());
    for (ImageFile image : files) {
      try {
        states.add(state(image.file()));
      } catch (IOException e) {
        problems.add(image.where() + ": " + missing(image.file()));
      }
    }
    problems.throwIfAny();
    return new Listing(List.copyOf(files), preparation, states);
  }

  private static String state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException("not a file");
    }
    return attributes.size() + "@" + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
  }

  private static String missing(Path file) {
    if (Files.isDirectory(file)) {
      return "image " + file + " is a folder";
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      return "image " + file + " does not exist: there is no folder " + folder;
    }
    String name = file.getFileName().toString();
    try (Stream<Path> others = Files.list(folder)) {
      return others
          .map(other -> other.getFileName().toString())
          .filter(name::equalsIgnoreCase)
          .sorted()
          .findFirst()
          .map(other -> "image " + file + " does not exist, but " + other + " does (case differs)")
          .orElse("image " + file + " does not exist");
    } catch (IOException e) {
      return "image " + file + " does not exist, and its folder cannot be read";
    }
  }

  int size() {
    return files.size();
  }

  ImageFile file(int index) {
    return files.get(index);
  }

  Preparation preparation() {
    return preparation;
  }

  /** Stays the same when a file's content changes: names the unfinished work on this list. */
  String nameHash() {
    Sha256 digest = new Sha256().add(preparation.id());
    files.forEach(image -> digest.add(image.file().toAbsolutePath().normalize().toString()));
    return digest.hex();
  }

  /** Changes with every file's size and modification time. */
  String hash() {
    return hash(0, size());
  }

  /** The same of the files from {@code from} to before {@code to}. */
  String hash(int from, int to) {
    Sha256 digest = new Sha256().add(preparation.id());
    for (int i = from; i < to; i++) {
      digest.add(files.get(i).file().toAbsolutePath().normalize().toString()).add(states.get(i));
    }
    return digest.hex();
  }
}
