package org.unlearnbench.data.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    int missing = 0;
    for (ImageFile image : files) {
      try {
        states.add(state(image.file()));
      } catch (IOException e) {
        boolean shown = missing++ < Problems.MOST_SHOWN;
        problems.add(image.where(), shown ? missing(image.file(), e) : "does not exist");
      }
    }
    problems.throwIfAny();
    return new Listing(List.copyOf(files), preparation, states);
  }

  private static String state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "not a regular file");
    }
    return attributes.size() + "@" + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
  }

  /** Why there is no image: what was looked at and found, and nothing else. */
  private static String missing(Path file, IOException why) {
    String image = "image " + file;
    if (Files.isDirectory(file)) {
      return image + " is a folder";
    }
    if (!(why instanceof NoSuchFileException)) {
      String reason = why instanceof FileSystemException e ? e.getReason() : why.getMessage();
      return image
          + " cannot be read ("
          + (reason == null ? why.getClass().getSimpleName() : reason)
          + ")";
    }
    Path absent = file.toAbsolutePath();
    while (absent.getParent() != null && !Files.exists(absent.getParent())) {
      absent = absent.getParent();
    }
    String what = absent.equals(file.toAbsolutePath()) ? "" : ": there is no folder " + absent;
    if (Files.isSymbolicLink(absent)) {
      return image + " does not exist: " + danglingLink(absent);
    }
    if (absent.getParent() == null || !Files.isDirectory(absent.getParent())) {
      return image + " does not exist: " + absent.getParent() + " is not a folder";
    }
    String name = absent.getFileName().toString();
    String verb = what.isEmpty() ? " does " : " is there ";
    try (Stream<Path> others = Files.list(absent.getParent())) {
      return image
          + " does not exist"
          + what
          + others
              .filter(Files::exists)
              .map(other -> other.getFileName().toString())
              .sorted()
              .map(other -> difference(name, other).map(d -> ", but " + other + verb + d))
              .flatMap(Optional::stream)
              .findFirst()
              .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return image + " does not exist" + what + ", and the folder it should be in cannot be read";
    }
  }

  private static String danglingLink(Path link) {
    try {
      return link + " is a link to " + Files.readSymbolicLink(link) + ", which does not exist";
    } catch (IOException e) {
      return link + " is a link to nothing";
    }
  }

  /** In what two names differ that look alike; empty if they do not. */
  private static Optional<String> difference(String wanted, String other) {
    String composed = Normalizer.normalize(wanted, Normalizer.Form.NFC);
    String otherComposed = Normalizer.normalize(other, Normalizer.Form.NFC);
    if (composed.equals(otherComposed)) {
      return Optional.of(
          "(Unicode differs: the list has the name %s, the disk %s)"
              .formatted(form(wanted), form(other)));
    }
    if (composed.equalsIgnoreCase(otherComposed)) {
      boolean caseAlone = wanted.equalsIgnoreCase(other);
      return Optional.of(caseAlone ? "(case differs)" : "(case and Unicode composition differ)");
    }
    boolean spacesAlone = composed.strip().equals(otherComposed.strip());
    return spacesAlone ? Optional.of("(spaces at an end differ)") : Optional.empty();
  }

  private static String form(String name) {
    if (Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
      return "composed (NFC)";
    }
    return Normalizer.isNormalized(name, Normalizer.Form.NFD)
        ? "decomposed (NFD)"
        : "partly composed";
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
