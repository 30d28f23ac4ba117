package org.unlearnbench.data.audit;

import org.unlearnbench.data.source.Entry;

/**
 * Two images that are the same or look the same.
 *
 * @param equal whether the files are equal byte for byte
 * @param bits Hamming distance of the perceptual hashes
 */
public record DuplicatePair(Entry first, Entry second, boolean equal, int bits) {

  SplitPair splits() {
    return SplitPair.of(first.split(), second.split());
  }
}
