package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unlearnbench.data.DataException;
import org.unlearnbench.data.ProblemList;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cache.ImageFile;
import org.unlearnbench.data.source.Entry;
import org.unlearnbench.data.source.Manifest;

/** CelebA-HQ's identity and attribute texts and the image folder beside them. */
final class MucacFiles {
  private static final String IMAGES = "CelebAMask-HQ/CelebA-HQ-img/";

  /** The first identity number of the forget, retain and unseen split; lower ones are test. */
  private static final int FIRST_FORGET = 190;

  private static final int FIRST_RETAIN = 1250;
  private static final int FIRST_UNSEEN = 4855;

  private final Path folder;
  private final MucacTask task;

  MucacFiles(Path folder, MucacTask task) {
    this.folder = folder;
    this.task = task;
  }

  /** All images in ascending number. */
  Manifest read() throws IOException {
    ProblemList problems = new ProblemList();
    CelebIdentities identities = null;
    CelebAttributes attributes = null;
    try {
      identities = CelebIdentities.read(folder.resolve("CelebA-HQ-identity.txt"));
    } catch (DataException e) {
      problems.addAll(e.problems());
    }
    try {
      attributes =
          CelebAttributes.read(folder.resolve("CelebA-HQ-attribute.txt"), MucacTask.ATTRIBUTES);
    } catch (DataException e) {
      problems.addAll(e.problems());
    }
    problems.throwIfAny();
    requireSameImages(identities, attributes, problems);
    problems.throwIfAny();
    return new Manifest(folder, task.task(), 0, entries(identities, attributes));
  }

  private static void requireSameImages(
      CelebIdentities identities, CelebAttributes attributes, ProblemList problems) {
    identities
        .byImage()
        .forEach(
            (image, row) -> {
              if (!attributes.byImage().containsKey(image)) {
                problems.add(
                    "%s: %d.jpg is not in %s"
                        .formatted(row.where(), image, attributes.file().getFileName()));
              }
            });
    attributes
        .byImage()
        .forEach(
            (image, row) -> {
              if (!identities.byImage().containsKey(image)) {
                problems.add(
                    "%s: %d.jpg is not in %s"
                        .formatted(row.where(), image, identities.file().getFileName()));
              }
            });
  }

  private List<Entry> entries(CelebIdentities identities, CelebAttributes attributes) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<Integer, CelebIdentities.Row> image : identities.byImage().entrySet()) {
      int identity = image.getValue().identity();
      String path = IMAGES + image.getKey() + ".jpg";
      int[] label = task.label(attributes.byImage().get(image.getKey()).values());
      entries.add(
          new Entry(
              split(identity),
              new Sample(path, Integer.toString(identity), label),
              new ImageFile(folder.resolve(path), image.getValue().where())));
    }
    return entries;
  }

  private static Split split(int identity) {
    if (identity < FIRST_FORGET) {
      return Split.TEST;
    }
    if (identity < FIRST_RETAIN) {
      return Split.FORGET;
    }
    return identity < FIRST_UNSEEN ? Split.RETAIN : Split.UNSEEN;
  }
}
