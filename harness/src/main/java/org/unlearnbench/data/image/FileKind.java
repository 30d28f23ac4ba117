package org.unlearnbench.data.image;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says what a file is by its first bytes, for messages about files that are no JPEG or PNG. */
final class FileKind {
  private static final int LOOKED_AT = 512;

  private FileKind() {}

  /**
   * A kind that is met in place of images.
   *
   * @param at where the signature is
   * @param signature as ISO 8859-1 text
   */
  private record Kind(int at, String signature, String name) {
    boolean fits(String head) {
      return head.startsWith(signature, at);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind(8, "WEBP", "a WebP file"),
          new Kind(4, "ftypavif", "an AVIF file"),
          new Kind(4, "ftypavis", "an AVIF file"),
          new Kind(4, "ftypheic", "a HEIC file"),
          new Kind(4, "ftypheix", "a HEIC file"),
          new Kind(4, "ftyphevc", "a HEIC file"),
          new Kind(4, "ftypmif1", "a HEIF file (HEIC or AVIF)"),
          new Kind(4, "ftypmsf1", "a HEIF file (HEIC or AVIF)"),
          new Kind(4, "ftyp", "an ISO media file, as films are"),
          new Kind(0, "GIF8", "a GIF file"),
          new Kind(0, "BM", "a file that begins as BMP files do"),
          new Kind(0, "II*\0", "a TIFF file"),
          new Kind(0, "MM\0*", "a TIFF file"),
          new Kind(0, "\0\0\0\fjP  ", "a JPEG 2000 file"),
          new Kind(0, "\u00ffO\u00ffQ", "a JPEG 2000 file"),
          new Kind(0, "\u00ff\n", "a JPEG XL file"),
          new Kind(0, "\0\0\0\fJXL ", "a JPEG XL file"),
          new Kind(0, "8BPS", "a Photoshop file"),
          new Kind(0, "%PDF", "a PDF file"),
          new Kind(0, "PK\u0003\u0004", "a ZIP file"),
          new Kind(0, "\u001f\u008b", "a gzip file"),
          new Kind(0, "version https://git-lfs", "a Git LFS pointer, not the image it stands for"),
          new Kind(0, "P6\n", "a PPM file"),
          new Kind(0, "P5\n", "a PGM file"));

  /** A noun for the kind of {@code file}, which is not empty. */
  static String of(byte[] file) {
    String head =
        new String(file, 0, Math.min(file.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    for (Kind kind : KINDS) {
      if (kind.fits(head)) {
        return kind.name();
      }
    }
    String text = head.stripLeading().toLowerCase(java.util.Locale.ROOT);
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "an HTML page";
    }
    if (text.startsWith("<svg") || text.startsWith("<?xml")) {
      return text.contains("<svg") ? "an SVG file" : "an XML file";
    }
    boolean zeros = head.chars().allMatch(c -> c == 0);
    return zeros ? "a file that begins with zeros" : "a file of an unknown kind";
  }
}
