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
import org.unlearnbench.data.ProblemList;
import org.unlearnbench.data.image.Decoder;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.io.InputException;

/**
 * Opens the chunks of one listing, and decodes those that are not there: each file is read once,
 * hashed and decoded, on all processors.
 */
final class DecodePass {
  /** Images are decoded and written in chunks of about this many bytes of pixels... */
  private static final int CHUNK_BYTES = 4 << 20;

  /** ...but no more than this many images, so that an interruption loses little. */
  private static final int CHUNK_IMAGES = 64;

  private final Listing listing;
  private final Path folder;
  private final Decoder decoder;
  private final DecodeProgress.Factory progress;
  private final int length;
  private final int chunkImages;
  private final List<Integer> numbers;

  /**
   * @param folder of the listing's chunks alone
   */
  DecodePass(Listing listing, Path folder, Decoder decoder, DecodeProgress.Factory progress) {
    this.listing = listing;
    this.folder = folder;
    this.decoder = decoder;
    this.progress = progress;
    length = listing.preparation().length();
    chunkImages = Math.max(1, Math.min(CHUNK_IMAGES, CHUNK_BYTES / length));
    int chunks = (listing.size() + chunkImages - 1) / chunkImages;
    numbers = IntStream.range(0, chunks).boxed().toList();
  }

  /** All images, if none needs to be decoded. */
  Optional<DecodedImages> find() throws IOException {
    List<Optional<Chunk>> chunks = InParallel.map(numbers, this::open);
    return chunks.stream().allMatch(Optional::isPresent)
        ? Optional.of(images(chunks.stream().map(Optional::get).toList()))
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
    int left = missing.stream().mapToInt(chunk -> to(chunk) - from(chunk)).sum();
    ProblemList problems = new ProblemList();
    try (DecodeProgress bar = progress.start(listing.size(), listing.size() - left)) {
      for (List<String> found : InParallel.map(missing, chunk -> decode(chunk, bar))) {
        problems.addAll(found);
      }
    }
    problems.throwIfAny();
    sweep();
    return find().orElseThrow(() -> new IOException(folder + ": chunks vanish while in use"));
  }

  private DecodedImages images(List<Chunk> chunks) {
    return new DecodedImages(listing.preparation(), chunkImages, chunks);
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
    for (int i = 0; i < count; i++) {
      ImageFile image = listing.file(from(chunk) + i);
      try {
        byte[] content = image.read();
        hashes.add(Digest.ofContent(content));
        byte[] prepared = listing.preparation().apply(decoder.decode(content));
        System.arraycopy(prepared, 0, pixels, i * length, length);
      } catch (UnreadableImageException e) {
        problems.add(image.where() + ": image " + image.file() + ": " + e.getMessage());
      }
    }
    if (problems.isEmpty()) {
      Chunk.write(file(chunk), hashes, pixels);
    }
    synchronized (bar) {
      bar.advance(count);
    }
    return problems;
  }

  private void sweep() throws IOException {
    Set<Path> mine = new HashSet<>(numbers.stream().map(this::file).toList());
    List<Path> others;
    try (Stream<Path> all = Files.list(folder)) {
      others = all.filter(file -> !mine.contains(file)).toList();
    }
    for (Path other : others) {
      Files.deleteIfExists(other);
    }
  }

  private Path file(int chunk) {
    return folder.resolve(listing.hash(from(chunk), to(chunk)) + ".pixels");
  }

  private int from(int chunk) {
    return chunk * chunkImages;
  }

  private int to(int chunk) {
    return Math.min(from(chunk) + chunkImages, listing.size());
  }
}
