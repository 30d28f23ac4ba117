package org.unlearnbench.data.audit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.unlearnbench.data.cache.DecodeProgress;
import org.unlearnbench.data.cache.Digest;
import org.unlearnbench.data.duplicate.ImagePrint;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.RgbImage;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.data.source.Manifest;

/** Reads and decodes every image of a manifest, with as many threads as there are processors. */
final class ImageScan {
  private static final int CHUNK = 64;
  private static final long MAX_FILE_BYTES = 256L << 20;

  private final Manifest manifest;
  private final DecodeProgress.Factory progress;
  private final ImageFileDecoder decoder = new ImageFileDecoder();

  ImageScan(Manifest manifest, DecodeProgress.Factory progress) {
    this.manifest = manifest;
    this.progress = progress;
  }

  /** One answer per entry, in the manifest's order; files that cannot be read are among them. */
  List<ScannedImage> run() throws IOException {
    int count = manifest.entries().size();
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (DecodeProgress bar = progress.start(count, 0)) {
      List<Future<List<ScannedImage>>> chunks = new ArrayList<>();
      for (int from = 0; from < count; from += CHUNK) {
        int first = from;
        int end = Math.min(from + CHUNK, count);
        chunks.add(threads.submit(() -> scan(first, end)));
      }
      List<ScannedImage> all = new ArrayList<>(count);
      for (Future<List<ScannedImage>> chunk : chunks) {
        all.addAll(chunk.get());
        bar.advance(chunk.get().size());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading images");
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading images failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<ScannedImage> scan(int from, int to) {
    List<ScannedImage> scanned = new ArrayList<>();
    for (int i = from; i < to; i++) {
      scanned.add(scan(manifest.entries().get(i).image().file()));
    }
    return scanned;
  }

  private ScannedImage scan(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return ScannedImage.unreadable("does not exist");
      }
      if (Files.size(file) > MAX_FILE_BYTES) {
        return ScannedImage.unreadable(
            Files.size(file) + " bytes; at most " + MAX_FILE_BYTES + " are read");
      }
      byte[] content = Files.readAllBytes(file);
      RgbImage image = decoder.decode(content);
      ImagePrint print = ImagePrint.of(Digest.ofContent(content), image, manifest.edgeRows());
      return new ScannedImage(image.width(), image.height(), print, null);
    } catch (UnreadableImageException e) {
      return ScannedImage.unreadable(e.getMessage());
    } catch (IOException e) {
      return ScannedImage.unreadable("cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * What a look at one image file gave.
   *
   * @param width in pixels; 0 if it cannot be read
   * @param height in pixels; 0 if it cannot be read
   * @param fingerprint null if it cannot be read
   * @param problem why it cannot be read; null if it can
   */
  record ScannedImage(int width, int height, ImagePrint fingerprint, String problem) {

    static ScannedImage unreadable(String problem) {
      return new ScannedImage(0, 0, null, problem);
    }

    boolean isReadable() {
      return problem == null;
    }

    String size() {
      return width + "x" + height;
    }
  }
}
