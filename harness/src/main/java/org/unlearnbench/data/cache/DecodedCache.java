package org.unlearnbench.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.data.PixelStore;
import org.unlearnbench.data.image.Decoder;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.io.InputException;

/** Decoded images by their content, see the package's description. */
public final class DecodedCache {
  private final Path folder;
  private final Decoder decoder;
  private final DecodeProgress.Factory progress;

  /** A cache in {@code folder}, which need not exist yet. */
  public DecodedCache(Path folder) {
    this(folder, new ImageFileDecoder(), new DecodingBar());
  }

  public DecodedCache(Path folder, Decoder decoder, DecodeProgress.Factory progress) {
    this.folder = folder;
    this.decoder = decoder;
    this.progress = progress;
  }

  /**
   * The prepared pixels of {@code files} in that order, decoded now if they were not before.
   *
   * @throws InputException with one line per image that is missing or cannot be decoded
   */
  public DecodedImages open(List<ImageFile> files, Preparation preparation) throws IOException {
    Listing listing = Listing.of(files, preparation);
    Path indexFile = folder.resolve(listing.hash() + ".index");
    Optional<DecodedImages> known = find(listing, indexFile);
    if (known.isPresent()) {
      return known.get();
    }
    Files.createDirectories(folder);
    String work = listing.nameHash();
    try (CacheLock lock = CacheLock.on(folder.resolve(work + ".lock"))) {
      known = find(listing, indexFile);
      return known.isPresent() ? known.get() : decode(listing, indexFile, work, lock);
    }
  }

  private Optional<DecodedImages> find(Listing listing, Path indexFile) throws IOException {
    Optional<Index> index = Index.read(indexFile, listing.size());
    if (index.isEmpty()) {
      return Optional.empty();
    }
    Path pixels = pixelFile(listing, index.get());
    long expected = (long) listing.size() * listing.preparation().length();
    boolean whole = Files.exists(pixels) && Files.size(pixels) == expected;
    return whole ? Optional.of(map(listing, index.get())) : Optional.empty();
  }

  /** The lock parameter shows that the caller holds it. */
  private DecodedImages decode(Listing listing, Path indexFile, String name, CacheLock held)
      throws IOException {
    assert held != null;
    Path work = folder.resolve(name + ".work");
    Path journal = folder.resolve(name + ".journal");
    Index index = new DecodePass(listing, decoder, progress).run(work, journal);
    Files.move(
        work,
        pixelFile(listing, index),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    index.write(indexFile);
    Files.delete(journal);
    return map(listing, index);
  }

  private Path pixelFile(Listing listing, Index index) {
    return folder.resolve(index.pixelKey(listing.preparation()) + ".pixels");
  }

  private DecodedImages map(Listing listing, Index index) throws IOException {
    Preparation preparation = listing.preparation();
    PixelStore pixels =
        MappedPixelStore.open(
            pixelFile(listing, index),
            listing.size(),
            preparation.imageSize(),
            preparation.length());
    return new DecodedImages(pixels, index.contentHashes());
  }
}
