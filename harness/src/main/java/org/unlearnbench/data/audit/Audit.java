package org.unlearnbench.data.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.data.cache.DecodeProgress;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.Manifest.Entry;
import org.unlearnbench.data.source.ManifestSource;
import org.unlearnbench.data.source.PublishedCounts;
import org.unlearnbench.io.InputException;

/**
 * What an audit of one data set found.
 *
 * @param name of the data set
 * @param source its kind
 * @param notes of the manifest
 * @param splits one per split
 * @param publishedSource where the published counts come from
 * @param identities people in more than one split
 * @param duplicates images that occur more than once
 * @param unreadable missing, truncated and otherwise unreadable files
 * @param sizes number of images of each width and height, most frequent first
 * @param oddSizes files of another size than most
 */
public record Audit(
    String name,
    String source,
    Task task,
    List<String> notes,
    List<SplitSummary> splits,
    Optional<String> publishedSource,
    List<SharedIdentity> identities,
    Duplicates duplicates,
    List<FileProblem> unreadable,
    Map<String, Integer> sizes,
    List<FileProblem> oddSizes) {

  /**
   * Audits a data set.
   *
   * @param nearBits threshold of near duplicates, see {@link Duplicates#nearBits()}
   * @throws InputException if the annotation files are wrong, or the source cannot list its images
   */
  public static Audit of(
      DataSource source, DataSource.Request request, int nearBits, DecodeProgress.Factory progress)
      throws IOException {
    if (!(source instanceof ManifestSource listing)) {
      throw new InputException(
          "data set '%s': source '%s' gives no list of its images, so it cannot be audited"
              .formatted(request.name(), source.name()));
    }
    Manifest manifest = listing.manifest(request);
    Optional<PublishedCounts> published = listing.published(request.parameters());
    List<ImageScan.ScannedImage> scanned = new ImageScan(manifest).run(progress);
    Map<String, Integer> sizes = sizes(scanned);
    return new Audit(
        request.name(),
        source.name(),
        manifest.task(),
        manifest.notes(),
        SplitSummary.of(manifest, published),
        published.map(PublishedCounts::source),
        SharedIdentity.find(manifest),
        Duplicates.find(manifest, scanned, nearBits),
        unreadable(manifest, scanned),
        sizes,
        oddSizes(manifest, scanned, sizes));
  }

  /** One sentence per thing that makes the splits unfit; none: the data set passes. */
  public List<String> findings() {
    List<String> findings = new ArrayList<>();
    add(
        findings,
        unreadable.size(),
        "image file is missing or unreadable",
        "image files are missing or unreadable");
    add(
        findings,
        identities.size(),
        "identity is in more than one split",
        "identities are in more than one split");
    add(
        findings,
        duplicates.equalAcross(),
        "pair of equal files across splits",
        "pairs of equal files across splits");
    add(
        findings,
        duplicates.nearAcross(),
        "pair of near duplicates across splits",
        "pairs of near duplicates across splits");
    return findings;
  }

  private static void add(List<String> findings, long count, String one, String many) {
    if (count > 0) {
      findings.add(count + " " + (count == 1 ? one : many));
    }
  }

  private static List<FileProblem> unreadable(
      Manifest manifest, List<ImageScan.ScannedImage> scanned) {
    List<FileProblem> problems = new ArrayList<>();
    for (int i = 0; i < scanned.size(); i++) {
      if (!scanned.get(i).isReadable()) {
        problems.add(new FileProblem(manifest.entries().get(i), scanned.get(i).problem()));
      }
    }
    return problems;
  }

  private static Map<String, Integer> sizes(List<ImageScan.ScannedImage> scanned) {
    Map<String, Integer> counts = new TreeMap<>();
    for (ImageScan.ScannedImage image : scanned) {
      if (image.isReadable()) {
        counts.merge(image.size(), 1, Integer::sum);
      }
    }
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private static List<FileProblem> oddSizes(
      Manifest manifest, List<ImageScan.ScannedImage> scanned, Map<String, Integer> sizes) {
    List<FileProblem> odd = new ArrayList<>();
    for (int i = 0; i < scanned.size(); i++) {
      ImageScan.ScannedImage image = scanned.get(i);
      if (image.isReadable() && !image.size().equals(sizes.keySet().iterator().next())) {
        odd.add(new FileProblem(manifest.entries().get(i), image.size()));
      }
    }
    return odd;
  }

  /** An image file and what is wrong, or unusual, about it. */
  public record FileProblem(Entry entry, String what) {}

  /**
   * A person who is in more than one split.
   *
   * @param images of the person per split, only splits with some
   */
  public record SharedIdentity(String identity, Map<Split, Integer> images) {

    public SharedIdentity {
      images = java.util.Collections.unmodifiableMap(new EnumMap<>(images));
    }

    /** All such people, sorted by identity. */
    static List<SharedIdentity> find(Manifest manifest) {
      Map<String, Map<Split, Integer>> people = new TreeMap<>();
      for (Entry entry : manifest.entries()) {
        people
            .computeIfAbsent(entry.sample().identity(), who -> new EnumMap<>(Split.class))
            .merge(entry.split(), 1, Integer::sum);
      }
      List<SharedIdentity> shared = new ArrayList<>();
      people.forEach(
          (identity, images) -> {
            if (images.size() > 1) {
              shared.add(new SharedIdentity(identity, images));
            }
          });
      return shared;
    }
  }

  /**
   * What a split holds.
   *
   * @param found counted
   * @param published what the authors state, if they do
   */
  public record SplitSummary(
      Split split, PublishedCounts.Counts found, Optional<PublishedCounts.Counts> published) {

    static List<SplitSummary> of(Manifest manifest, Optional<PublishedCounts> published) {
      List<SplitSummary> summaries = new ArrayList<>();
      for (Split split : Split.values()) {
        summaries.add(
            new SplitSummary(
                split,
                count(manifest, split),
                published.map(counts -> counts.splits().get(split))));
      }
      return summaries;
    }

    private static PublishedCounts.Counts count(Manifest manifest, Split split) {
      int images = 0;
      Set<String> people = new HashSet<>();
      Integer[] labels = new Integer[manifest.task().outputs()];
      java.util.Arrays.fill(labels, 0);
      for (Entry entry : manifest.entries()) {
        if (entry.split() == split) {
          images++;
          people.add(entry.sample().identity());
          int[] label = entry.sample().label();
          if (!manifest.task().isMultiLabel()) {
            labels[label[0]]++;
            continue;
          }
          for (int k = 0; k < labels.length; k++) {
            labels[k] += label[k];
          }
        }
      }
      return new PublishedCounts.Counts(images, people.size(), List.of(labels));
    }

    /** Whether every published number is the one found; true if none is published. */
    boolean isAsPublished() {
      return published
          .map(
              counts ->
                  counts.images() == found.images()
                      && (counts.identities() == 0 || counts.identities() == found.identities())
                      && (counts.labels().isEmpty() || counts.labels().equals(found.labels())))
          .orElse(true);
    }
  }
}
