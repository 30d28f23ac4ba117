package org.unlearnbench.data.duplicate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<ImagePrint> prints = fingerprints(manifest);
    boolean[] kept = new boolean[prints.size()];
    Map<Split, Integer> dropped = new EnumMap<>(Split.class);
    List<int[]> earlierSplits = new ArrayList<>();
    for (Split split : PRIORITY) {
      int[] rows = manifest.rows(split);
      for (int row : rows) {
        kept[row] = !occursAmong(prints.get(row), earlierSplits, kept, prints);
        dropped.merge(split, kept[row] ? 0 : 1, Integer::sum);
      }
      earlierSplits.add(rows);
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

  private static boolean occursAmong(
      ImagePrint print, List<int[]> splits, boolean[] kept, List<ImagePrint> prints) {
    for (int[] rows : splits) {
      for (int row : rows) {
        if (kept[row] && print.isNear(prints.get(row), ImagePrint.NEAR)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String note(Map<Split, Integer> dropped) {
    StringBuilder note = new StringBuilder("Clean variant: duplicates across splits dropped from");
    for (Split split : PRIORITY) {
      note.append(' ').append(split.key()).append(' ').append(dropped.getOrDefault(split, 0));
      note.append(split == Split.RETAIN ? "." : ",");
    }
    return note.toString();
  }

  private List<ImagePrint> fingerprints(Manifest manifest) throws IOException {
    int size = ImagePrint.SIZE;
    Preparation preparation = new Preparation(manifest.edgeRows(), size);
    DecodedImages images = new DecodedCache(cache).open(manifest.images(), preparation);
    byte[] pixels = new byte[preparation.length()];
    List<ImagePrint> prints = new ArrayList<>();
    for (int i = 0; i < manifest.entries().size(); i++) {
      images.readBytes(i, pixels);
      long hash = PerceptualHash.of(new RgbImage(size, size, pixels));
      prints.add(new ImagePrint(images.contentHashes().get(i), hash));
    }
    return prints;
  }
}
