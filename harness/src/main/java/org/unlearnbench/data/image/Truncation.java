package org.unlearnbench.data.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Notices that a file ended before its image did: the JDK's JPEG reader fills the rest with grey
 * and only warns. Other warnings (stray bytes between markers) leave every pixel as it was meant.
 */
final class Truncation implements IIOReadWarningListener {
  private String warning;

  @Override
  public void warningOccurred(ImageReader source, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (warning == null && (lower.contains("truncated") || lower.contains("premature"))) {
      warning = text.strip();
    }
  }

  boolean seen() {
    return warning != null;
  }

  String warning() {
    return warning;
  }
}
