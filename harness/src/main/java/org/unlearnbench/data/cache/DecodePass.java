package org.unlearnbench.data.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.unlearnbench.data.ProblemList;
import org.unlearnbench.data.image.Decoder;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.io.InputException;

/**
 * One pass over the files of a listing: each is read once, hashed and decoded, by as many threads
 * as there are processors. Goes on where an earlier pass over the same list stopped.
 */
final class DecodePass {
  /** Images are decoded and written in chunks of about this many bytes of pixels... */
  private static final int CHUNK_BYTES = 4 << 20;

  /** ...but no more than this many images, so that an interruption loses little. */
  private static final int CHUNK_IMAGES = 64;

  /** No photograph of these data sets comes near; a bound on memory. */
  private static final long MAX_FILE_BYTES = 256L << 20;

  private final Listing listing;
  private final Decoder decoder;
  private final DecodeProgress.Factory progress;
  private final int length;
  private final int chunkImages;
  private final int chunks;

  DecodePass(Listing listing, Decoder decoder, DecodeProgress.Factory progress) {
    this.listing = listing;
    this.decoder = decoder;
    this.progress = progress;
    length = listing.preparation().length();
    chunkImages = Math.max(1, Math.min(CHUNK_IMAGES, CHUNK_BYTES / length));
    chunks = (listing.size() + chunkImages - 1) / chunkImages;
  }

  /** What became of one chunk: an entry for the journal, or what is wrong with its files. */
  private record Outcome(int chunk, Journal.Entry entry, List<String> problems) {}

  /**
   * Fills {@code work} with all pixels.
   *
   * @return what the images contain
   * @throws InputException with one line per unreadable image; the chunks without one are kept for
   *     the next pass
   */
  Index run(Path work, Path journalFile) throws IOException {
    try (FileChannel pixels =
        FileChannel.open(
            work, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Journal.Entry[] done = new Journal.Entry[chunks];
      for (Journal.Entry entry : Journal.read(journalFile)) {
        if (stillTrue(entry, pixels)) {
          done[entry.chunk()] = entry;
        }
      }
      List<Journal.Entry> kept = Arrays.stream(done).filter(entry -> entry != null).toList();
      try (Journal journal = Journal.restart(journalFile, kept)) {
        decodeMissing(done, pixels, journal);
      }
      pixels.force(true);
      return new Index(
          Arrays.stream(done).flatMap(entry -> entry.contentHashes().stream()).toList());
    }
  }

  private boolean stillTrue(Journal.Entry entry, FileChannel pixels) throws IOException {
    int chunk = entry.chunk();
    if (chunk >= chunks
        || entry.contentHashes().size() != to(chunk) - from(chunk)
        || !entry.listingHash().equals(listing.hash(from(chunk), to(chunk)))) {
      return false;
    }
    ByteBuffer stored = ByteBuffer.allocate((to(chunk) - from(chunk)) * length);
    long position = (long) from(chunk) * length;
    while (stored.hasRemaining() && pixels.read(stored, position + stored.position()) >= 0) {
      continue;
    }
    return !stored.hasRemaining() && Journal.checksum(stored.flip()) == entry.checksum();
  }

  private void decodeMissing(Journal.Entry[] done, FileChannel pixels, Journal journal)
      throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      CompletionService<Outcome> completion = new ExecutorCompletionService<>(threads);
      int waiting = 0;
      int images = 0;
      for (int chunk = 0; chunk < chunks; chunk++) {
        if (done[chunk] == null) {
          int number = chunk;
          completion.submit(() -> decode(number, pixels));
          waiting++;
        } else {
          images += to(chunk) - from(chunk);
        }
      }
      List<Outcome> failed = new ArrayList<>();
      try (DecodeProgress bar = progress.start(listing.size(), images)) {
        for (; waiting > 0; waiting--) {
          Outcome outcome = completion.take().get();
          if (outcome.entry == null) {
            failed.add(outcome);
          } else {
            journal.append(outcome.entry);
            done[outcome.chunk] = outcome.entry;
          }
          bar.advance(to(outcome.chunk) - from(outcome.chunk));
        }
      }
      failed.sort(Comparator.comparingInt(Outcome::chunk));
      ProblemList problems = new ProblemList();
      failed.forEach(outcome -> problems.addAll(outcome.problems));
      problems.throwIfAny();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while decoding images");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("decoding images failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Outcome decode(int chunk, FileChannel pixels) throws IOException {
    List<String> hashes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocate((to(chunk) - from(chunk)) * length);
    for (int i = from(chunk); i < to(chunk); i++) {
      ImageFile image = listing.file(i);
      try {
        byte[] file = read(image.file());
        hashes.add(Digest.ofContent(file));
        buffer.put(listing.preparation().apply(decoder.decode(file)));
      } catch (UnreadableImageException e) {
        problems.add(image.where() + ": image " + image.file() + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      return new Outcome(chunk, null, problems);
    }
    buffer.flip();
    long checksum = Journal.checksum(buffer);
    long position = (long) from(chunk) * length;
    while (buffer.hasRemaining()) {
      position += pixels.write(buffer, position);
    }
    String hash = listing.hash(from(chunk), to(chunk));
    return new Outcome(chunk, new Journal.Entry(chunk, hash, checksum, hashes), List.of());
  }

  private static byte[] read(Path file) throws UnreadableImageException {
    try {
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        throw new UnreadableImageException(
            size + " bytes; at most " + MAX_FILE_BYTES + " are read");
      }
      return Files.readAllBytes(file);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableImageException("cannot be read (" + e.getMessage() + ")");
    }
  }

  private int from(int chunk) {
    return chunk * chunkImages;
  }

  private int to(int chunk) {
    return Math.min(from(chunk) + chunkImages, listing.size());
  }
}
