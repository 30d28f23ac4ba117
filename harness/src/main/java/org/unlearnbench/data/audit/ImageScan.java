package org.unlearnbench.data.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.unlearnbench.data.cache.DecodeProgress;
import org.unlearnbench.data.cache.ImageFile;
import org.unlearnbench.data.duplicate.ImagePrint;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.RgbImage;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.io.InParallel;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;

/** Reads and decodes every image of a manifest, on all processors. */
final class ImageScan {
  private final Manifest manifest;
  private final ImageFileDecoder decoder = new ImageFileDecoder();

  ImageScan(Manifest manifest) {
    this.manifest = manifest;
  }

  /** One answer per entry, in the manifest's order; files that cannot be read are among them. */
  List<ScannedImage> run(DecodeProgress.Factory progress) throws IOException {
    try (DecodeProgress bar = progress.start(manifest.entries().size(), 0)) {
      return InParallel.map(
          manifest.entries(),
          entry -> {
            ScannedImage scanned = scan(entry.image());
            synchronized (bar) {
              bar.advance(1);
            }
            return scanned;
          });
    }
  }

  private ScannedImage scan(ImageFile file) {
    if (!Files.isRegularFile(file.file())) {
      return ScannedImage.unreadable(InputException.noFile(file.file(), "does not exist"));
    }
    try {
      byte[] content = file.read();
      RgbImage image = decoder.decode(content);
      ImagePrint print = ImagePrint.of(Sha256.of(content), image, manifest.edgeRows());
      return new ScannedImage(image.width(), image.height(), print, null);
    } catch (UnreadableImageException e) {
      return ScannedImage.unreadable(e.getMessage());
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
