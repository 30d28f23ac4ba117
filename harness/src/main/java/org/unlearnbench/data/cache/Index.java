package org.unlearnbench.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.data.image.Preparation;

/**
 * What a listing's images contain: one hex SHA-256 per image, in order.
 *
 * @param contentHashes of the image files
 */
record Index(List<String> contentHashes) {
  private static final String FIRST_LINE = "unlearnbench decoded images 1";

  /** The hash that names the decoded pixels: their content and how they were prepared. */
  String pixelKey(Preparation preparation) {
    Digest digest = new Digest().add(preparation.id()).add(contentHashes.size());
    contentHashes.forEach(digest::add);
    return digest.hex();
  }

  /** The index in {@code file}; empty if there is none, or none of {@code count} images. */
  static Optional<Index> read(Path file, int count) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    boolean whole = lines.size() == count + 1 && lines.get(0).equals(FIRST_LINE);
    return whole ? Optional.of(new Index(lines.subList(1, lines.size()))) : Optional.empty();
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(contentHashes.size() + 1);
    lines.add(FIRST_LINE);
    lines.addAll(contentHashes);
    String unique = ".tmp-" + ProcessHandle.current().pid() + "-" + Thread.currentThread().getId();
    Path temporary = file.resolveSibling(file.getFileName() + unique);
    Files.writeString(temporary, String.join("\n", lines) + "\n");
    Files.move(
        temporary,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
