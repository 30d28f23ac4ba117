package org.unlearnbench.data.cmu;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.unlearnbench.data.cmu.CmuFaces.Image;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.RgbImage;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.io.InputException;

/** Writes CMU faces as square RGB JPEG files. */
final class StandInImages {
  private static final float QUALITY = 0.95f;

  private final CmuFaces faces;
  private final ImageFileDecoder decoder = new ImageFileDecoder();

  StandInImages(CmuFaces faces) {
    this.faces = faces;
  }

  /** A text beside the files, so that nobody takes them for the benchmark's. */
  static void writeNotice(Path folder, String whatTheyAre) throws IOException {
    Files.writeString(
        folder.resolve("NOTICE.md"),
        """
        %s
        They are the CMU Face Images (Tom Mitchell, School of Computer Science, Carnegie Mellon
        University) in the file layout of the benchmark, free for educational use with attribution:
        see ATTRIBUTION.md in the project's %s.
        """
            .formatted(whatTheyAre, CmuFaces.PROJECT_FOLDER));
  }

  /** Writes one face to {@code file} and makes the folder. */
  void write(Image image, Path file) throws IOException {
    RgbImage face;
    try {
      face = decoder.decode(Files.readAllBytes(faces.folder().resolve(image.path())));
    } catch (UnreadableImageException e) {
      throw new InputException(image.where() + ": image " + image.path() + ": " + e.getMessage());
    }
    Files.createDirectories(file.getParent());
    Files.write(file, jpeg(face.withRepeatedEdgeRows(CmuFaces.EDGE_ROWS)));
  }

  private static byte[] jpeg(RgbImage image) throws IOException {
    int area = image.width() * image.height();
    byte[] pixels = image.pixels();
    var buffered = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < area; i++) {
      int rgb =
          (pixels[i] & 0xff) << 16 | (pixels[area + i] & 0xff) << 8 | pixels[2 * area + i] & 0xff;
      buffered.setRGB(i % image.width(), i / image.width(), rgb);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var bytes = new ByteArrayOutputStream();
        var stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(buffered, null, null), settings);
      stream.flush();
      return bytes.toByteArray();
    } finally {
      writer.dispose();
    }
  }
}
