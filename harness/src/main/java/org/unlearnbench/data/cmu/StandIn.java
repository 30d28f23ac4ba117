package org.unlearnbench.data.cmu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.unlearnbench.data.cmu.CmuFaces.Image;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;

/**
 * Benchmarks in whose exact file layout the CMU faces can be written, so that their loaders and
 * experiments can be tried on real faces. The labels are CMU's (pose, eyes, expression), whatever
 * the layout calls them.
 */
public enum StandIn {
  MUFAC {
    @Override
    void write(CmuFaces faces, Path folder) throws IOException {
      new MufacLayout(faces, folder).write();
    }
  },
  MUCAC {
    @Override
    void write(CmuFaces faces, Path folder) throws IOException {
      new MucacLayout(faces, folder).write();
    }
  };

  /** Changes when a layout's files change for the same faces. */
  private static final String VERSION = "stand-in@1";

  /** Writes all files into {@code folder}, which exists and is empty. */
  abstract void write(CmuFaces faces, Path folder) throws IOException;

  /** The lower-case name used in commands. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return key();
  }

  /**
   * Writes the layout, whole or not at all.
   *
   * @param folder must not exist yet, or be empty
   */
  public void build(CmuFaces faces, Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    if (Files.exists(target) && !isEmptyFolder(target)) {
      throw new InputException(folder + ": exists and is not an empty folder");
    }
    Files.createDirectories(target.getParent());
    Path temporary = AtomicFiles.partialFolder(target);
    try {
      write(faces, temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      AtomicFiles.deleteFolder(temporary);
    }
  }

  /** The layout of the project's faces in a cache folder, built now if it is not there yet. */
  public Path inCache(Path cache) throws IOException {
    CmuFaces faces = CmuFaces.ofProject();
    Path folder = cache.resolve("cmu-as-" + key() + "-" + hash(faces).substring(0, 16));
    if (!Files.isDirectory(folder)) {
      try {
        build(faces, folder);
      } catch (IOException e) {
        // Another process may have been faster, which is as good.
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
    }
    return folder;
  }

  private static String hash(CmuFaces faces) throws IOException {
    Sha256 digest = new Sha256().add(VERSION);
    digest.add(Sha256.of(Files.readAllBytes(faces.labels())));
    for (Image image : faces.images()) {
      Path file = faces.folder().resolve(image.path());
      if (!Files.isRegularFile(file)) {
        throw new InputException(
            image.where()
                + ": image "
                + file
                + " "
                + InputException.noFile(file, "does not exist"));
      }
      digest.add(Sha256.of(Files.readAllBytes(file)));
    }
    return digest.hex();
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }
}
