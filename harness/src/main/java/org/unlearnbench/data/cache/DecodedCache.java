package org.unlearnbench.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.data.image.Decoder;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.LockFile;
import org.unlearnbench.io.Problems;
import org.unlearnbench.io.Sha256;

/** Decoded images, kept on disk; see the package's description. */
public final class DecodedCache {
  private static final Logger LOG = LoggerFactory.getLogger(DecodedCache.class);

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
    Pass pass = new Pass(listing);
    Optional<DecodedImages> known = pass.find();
    if (known.isPresent()) {
      return known.get();
    }
    Files.createDirectories(folder);
    try (LockFile held = LockFile.await(folder.resolve(listing.nameHash() + ".lock"))) {
      assert held != null;
      return pass.run();
    }
  }

  /**
   * Opens the chunks of one listing, and decodes those that are not there: each file is read once,
   * hashed and decoded, on all processors.
   */
  private final class Pass {
    /** Images are decoded and written in chunks of about this many bytes of pixels... */
    private static final int CHUNK_BYTES = 4 << 20;

    /** ...but no more than this many images, so that an interruption loses little. */
    private static final int CHUNK_IMAGES = 64;

    private final Listing listing;
    private final Path chunkFolder;
    private final int length;
    private final int chunkImages;
    private final List<Integer> numbers;

    Pass(Listing listing) {
      this.listing = listing;
      chunkFolder = folder.resolve(listing.nameHash());
      length = listing.preparation().length();
      chunkImages = Math.max(1, Math.min(CHUNK_IMAGES, CHUNK_BYTES / length));
      int chunks = (listing.size() + chunkImages - 1) / chunkImages;
      numbers = IntStream.range(0, chunks).boxed().toList();
    }

    /** All images, if none needs to be decoded. */
    Optional<DecodedImages> find() throws IOException {
      List<Optional<Chunk>> chunks = InParallel.map(numbers, this::open);
      return chunks.stream().allMatch(Optional::isPresent)
          ? Optional.of(
              new DecodedImages(
                  listing.preparation(), chunkImages, chunks.stream().map(Optional::get).toList()))
          : Optional.empty();
    }

    /**
     * All images. Deletes what else is in the folder: chunks of files that have changed since, and
     * what killed passes left.
     *
     * @throws InputException with one line per unreadable image; the chunks without one are kept
     */
    DecodedImages run() throws IOException {
      List<Optional<Chunk>> known = InParallel.map(numbers, this::open);
      List<Integer> missing = numbers.stream().filter(i -> known.get(i).isEmpty()).toList();
      long damaged = missing.stream().filter(chunk -> Files.exists(file(chunk))).count();
      if (damaged > 0) {
        LOG.warn(
            "{}: {} of {} files of decoded images are not as they were written (checksum); decoding"
                + " them again",
            chunkFolder,
            damaged,
            numbers.size());
      }
      int left = missing.stream().mapToInt(chunk -> to(chunk) - from(chunk)).sum();
      Problems problems = new Problems();
      try (DecodeProgress bar = progress.start(listing.size(), listing.size() - left)) {
        for (List<String> found : InParallel.map(missing, chunk -> decode(chunk, bar))) {
          problems.addAll(found);
        }
      }
      problems.throwIfAny();
      sweep();
      return find()
          .orElseThrow(() -> new IOException(chunkFolder + ": chunks vanish while in use"));
    }

    private Optional<Chunk> open(int chunk) throws IOException {
      return Chunk.open(file(chunk), to(chunk) - from(chunk), length);
    }

    /** Writes a chunk; if files of it are unreadable, says so instead. */
    private List<String> decode(int chunk, DecodeProgress bar) throws IOException {
      int count = to(chunk) - from(chunk);
      List<String> hashes = new ArrayList<>(count);
      List<String> problems = new ArrayList<>();
      byte[] pixels = new byte[count * length];
      int jpegs = 0;
      for (int i = 0; i < count; i++) {
        ImageFile image = listing.file(from(chunk) + i);
        try {
          byte[] content = image.read();
          hashes.add(Sha256.of(content));
          jpegs += ImageFileDecoder.isJpeg(content) ? 1 : 0;
          byte[] prepared = listing.preparation().apply(decoder.decode(content));
          System.arraycopy(prepared, 0, pixels, i * length, length);
        } catch (UnreadableImageException e) {
          problems.add(image.where() + ": image " + image.file() + ": " + e.getMessage());
        }
      }
      if (problems.isEmpty()) {
        Chunk.write(file(chunk), jpegs, hashes, pixels);
      }
      synchronized (bar) {
        bar.advance(count);
      }
      return problems;
    }

    private void sweep() throws IOException {
      Set<Path> mine = new HashSet<>(numbers.stream().map(this::file).toList());
      List<Path> others;
      try (Stream<Path> all = Files.list(chunkFolder)) {
        others = all.filter(file -> !mine.contains(file)).toList();
      }
      for (Path other : others) {
        Files.deleteIfExists(other);
      }
    }

    private Path file(int chunk) {
      return chunkFolder.resolve(listing.hash(from(chunk), to(chunk)) + ".pixels");
    }

    private int from(int chunk) {
      return chunk * chunkImages;
    }

    private int to(int chunk) {
      return Math.min(from(chunk) + chunkImages, listing.size());
    }
  }
}
