package org.unlearnbench.data.duplicate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cache.DecodedCache;
import org.unlearnbench.data.cache.DecodedImages;
import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.data.image.RgbImage;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.Manifest.Entry;

/**
 * Takes out images that occur in more than one split.
 *
 * <p>The rule: the splits are gone through in the order test, unseen, forget, retain, each in its
 * own order; an image is dropped if it equals, in content or nearly in looks, an image of another
 * split that was kept before. So the evaluation splits keep their size, the largest split loses
 * most, and no pair across splits remains. Duplicates within a split stay.
 */
public final class DuplicateRemoval {
  private static final List<Split> PRIORITY =
      List.of(Split.TEST, Split.UNSEEN, Split.FORGET, Split.RETAIN);

  private final Path cache;

  /** Finds decoded images in, and adds them to, the folder {@code cache}. */
  public DuplicateRemoval(Path cache) {
    this.cache = cache;
  }

  /** {@code manifest} without the duplicates, with a note that counts them. */
  public Manifest apply(Manifest manifest) throws IOException {
    NearHashes hashes = new NearHashes(ImagePrint.NEAR, hashes(manifest));
    boolean[] kept = new boolean[manifest.entries().size()];
    boolean[] keptBefore = new boolean[hashes.groups()];
    Map<Split, Integer> dropped = new EnumMap<>(Split.class);
    for (Split split : PRIORITY) {
      int[] rows = manifest.rows(split);
      for (int row : rows) {
        // Files of equal content have equal hashes.
        int[] near = hashes.near(hashes.group(row));
        kept[row] = Arrays.stream(near).noneMatch(group -> keptBefore[group]);
        dropped.merge(split, kept[row] ? 0 : 1, Integer::sum);
      }
      for (int row : rows) {
        keptBefore[hashes.group(row)] |= kept[row];
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        entries.add(manifest.entries().get(i));
      }
    }
    List<String> notes = new ArrayList<>(manifest.notes());
    notes.add(note(dropped));
    return new Manifest(manifest.where(), manifest.task(), manifest.edgeRows(), entries, notes);
  }

  private static String note(Map<Split, Integer> dropped) {
    StringBuilder note = new StringBuilder("Clean variant: duplicates across splits dropped from");
    for (Split split : PRIORITY) {
      note.append(' ').append(split.key()).append(' ').append(dropped.getOrDefault(split, 0));
      note.append(split == Split.RETAIN ? "." : ",");
    }
    return note.toString();
  }

  private long[] hashes(Manifest manifest) throws IOException {
    Preparation preparation = new Preparation(manifest.edgeRows(), ImagePrint.SIZE);
    DecodedImages images = new DecodedCache(cache).open(manifest.images(), preparation);
    byte[] pixels = new byte[preparation.length()];
    long[] hashes = new long[images.count()];
    for (int i = 0; i < hashes.length; i++) {
      images.readBytes(i, pixels);
      hashes[i] = PerceptualHash.of(new RgbImage(ImagePrint.SIZE, ImagePrint.SIZE, pixels));
    }
    return hashes;
  }
}
