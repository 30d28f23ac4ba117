package org.unlearnbench.data.audit;

import org.unlearnbench.data.duplicate.Fingerprint;

/**
 * What a look at one image file gave.
 *
 * @param width in pixels; 0 if it cannot be read
 * @param height in pixels; 0 if it cannot be read
 * @param fingerprint null if it cannot be read
 * @param problem why it cannot be read; null if it can
 */
record ScannedImage(int width, int height, Fingerprint fingerprint, String problem) {

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
