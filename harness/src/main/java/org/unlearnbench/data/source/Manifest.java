package org.unlearnbench.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.data.Task;
import org.unlearnbench.data.cache.DecodedCache;
import org.unlearnbench.data.cache.DecodedImages;
import org.unlearnbench.data.cache.ImageFile;
import org.unlearnbench.data.image.ImageFileDecoder;
import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;

/**
 * Everything about a data set but its pixels.
 *
 * @param where what to name in messages: the annotation file or folder
 * @param task what is predicted
 * @param edgeRows see {@link Preparation#edgeRows()}
 * @param entries all images, in the order of the data set
 * @param notes what a reader of results should know about how the list came about, a sentence each
 */
public record Manifest(
    Path where, Task task, int edgeRows, List<Entry> entries, List<String> notes) {
  private static final int MOST_SHOWN = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Manifest.class);

  public Manifest {
    entries = List.copyOf(entries);
    notes = List.copyOf(notes);
  }

  public Manifest(Path where, Task task, int edgeRows, List<Entry> entries) {
    this(where, task, edgeRows, entries, List.of());
  }

  /** The images of this list, in its order. */
  public List<ImageFile> images() {
    return entries.stream().map(Entry::image).toList();
  }

  /** The positions in {@link #entries} of a split. */
  public int[] rows(Split split) {
    return IntStream.range(0, entries.size())
        .filter(i -> entries.get(i).split() == split)
        .toArray();
  }

  /**
   * Decodes the images, or finds them in the cache.
   *
   * @throws InputException if a split is empty or an image cannot be read
   */
  public DataSet load(String name, int imageSize, Path cache) throws IOException {
    notes.forEach(note -> LOG.info("{}: {}", name, note));
    for (Split split : Split.values()) {
      if (rows(split).length == 0) {
        throw new InputException(where + ": the " + split.key() + " split is empty");
      }
    }
    oneSidedClasses().forEach(note -> LOG.warn("{}: {}", name, note));
    DecodedImages decoded =
        new DecodedCache(cache).open(images(), new Preparation(edgeRows, imageSize));
    LabelledImages all =
        LabelledImages.of(task, entries.stream().map(Entry::sample).toList(), decoded);
    Map<Split, LabelledImages> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, all.subset(rows(split)));
    }
    String hash = hash(new Preparation(edgeRows, imageSize), decoded);
    return new DataSet(name, task, splits, hash, overlaps(decoded.contentHashes()));
  }

  /** Classes that are in one split only, a sentence for each split that has some. */
  List<String> oneSidedClasses() {
    if (task.isMultiLabel()) {
      return List.of();
    }
    List<Set<Split>> found =
        task.labels().stream().<Set<Split>>map(label -> EnumSet.noneOf(Split.class)).toList();
    entries.forEach(entry -> found.get(entry.sample().label()[0]).add(entry.split()));
    List<String> notes = new ArrayList<>();
    for (Split split : Split.values()) {
      List<String> classes =
          IntStream.range(0, found.size())
              .filter(label -> found.get(label).equals(EnumSet.of(split)))
              .mapToObj(task.labels()::get)
              .toList();
      if (!classes.isEmpty()) {
        notes.add(
            "%d of %d classes %s in the %s split only: %s"
                .formatted(
                    classes.size(),
                    found.size(),
                    classes.size() == 1 ? "is" : "are",
                    split.key(),
                    first(classes)));
      }
    }
    List<String> absent =
        IntStream.range(0, found.size())
            .filter(label -> found.get(label).isEmpty())
            .mapToObj(task.labels()::get)
            .toList();
    if (!absent.isEmpty()) {
      notes.add("no image is of class " + first(absent));
    }
    return notes;
  }

  private static String first(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN)));
    return names.size() > MOST_SHOWN ? shown + ", ..." : shown;
  }

  private List<SplitOverlap> overlaps(List<String> contentHashes) {
    Map<Split, Set<String>> people = new EnumMap<>(Split.class);
    Map<Split, Set<String>> images = new EnumMap<>(Split.class);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      people
          .computeIfAbsent(entry.split(), split -> new HashSet<>())
          .add(entry.sample().identity());
      images.computeIfAbsent(entry.split(), split -> new HashSet<>()).add(contentHashes.get(i));
    }
    return SplitOverlap.find(people, images);
  }

  /** See {@link DataSet#manifestHash()}; the task and the padding are part of it, too. */
  private String hash(Preparation preparation, DecodedImages decoded) {
    Sha256 digest = new Sha256();
    digest.add(task.kind().name()).add(task.outputs());
    task.labels().forEach(digest::add);
    digest.add(preparation.id()).add(entries.size());
    if (decoded.hasJpegs()) {
      digest.add(ImageFileDecoder.JPEG_ID);
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      digest.add(entry.split().key());
      digest.add(entry.sample().path()).add(entry.sample().identity());
      digest.add(entry.sample().label().length);
      for (int label : entry.sample().label()) {
        digest.add(label);
      }
      digest.add(decoded.contentHashes().get(i));
    }
    return digest.hex();
  }

  /**
   * One image of a data set before it is decoded.
   *
   * @param split where it belongs
   * @param sample its path, identity and label
   * @param image its file
   */
  public record Entry(Split split, Sample sample, ImageFile image) {}
}
