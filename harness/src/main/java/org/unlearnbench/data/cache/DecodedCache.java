package org.unlearnbench.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.data.image.Decoder;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.io.InputException;

/** Decoded images, kept on disk; see the package's description. */
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
    Path chunks = folder.resolve(listing.nameHash());
    DecodePass pass = new DecodePass(listing, chunks, decoder, progress);
    Optional<DecodedImages> known = pass.find();
    if (known.isPresent()) {
      return known.get();
    }
    Files.createDirectories(chunks);
    try (CacheLock held = CacheLock.on(folder.resolve(listing.nameHash() + ".lock"))) {
      assert held != null;
      return pass.run();
    }
  }
}
