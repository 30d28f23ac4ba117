package org.unlearnbench.data.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unlearnbench.data.DataException;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.Task;
import org.unlearnbench.data.cache.DecodeProgress;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.ManifestSource;
import org.unlearnbench.data.source.PublishedCounts;

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
   * @throws DataException if the annotation files are wrong, or the source cannot list its images
   */
  public static Audit of(
      DataSource source, DataSource.Request request, int nearBits, DecodeProgress.Factory progress)
      throws IOException {
    if (!(source instanceof ManifestSource listing)) {
      throw new DataException(
          "data set '%s': source '%s' gives no list of its images, so it cannot be audited"
              .formatted(request.name(), source.name()));
    }
    Manifest manifest = listing.manifest(request);
    Optional<PublishedCounts> published = listing.published(request.parameters());
    List<ScannedImage> scanned = new ImageScan(manifest, progress).run();
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

  private static List<FileProblem> unreadable(Manifest manifest, List<ScannedImage> scanned) {
    List<FileProblem> problems = new ArrayList<>();
    for (int i = 0; i < scanned.size(); i++) {
      if (!scanned.get(i).isReadable()) {
        problems.add(new FileProblem(manifest.entries().get(i), scanned.get(i).problem()));
      }
    }
    return problems;
  }

  private static Map<String, Integer> sizes(List<ScannedImage> scanned) {
    Map<String, Integer> counts = new TreeMap<>();
    for (ScannedImage image : scanned) {
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
      Manifest manifest, List<ScannedImage> scanned, Map<String, Integer> sizes) {
    List<FileProblem> odd = new ArrayList<>();
    for (int i = 0; i < scanned.size(); i++) {
      ScannedImage image = scanned.get(i);
      if (image.isReadable() && !image.size().equals(sizes.keySet().iterator().next())) {
        odd.add(new FileProblem(manifest.entries().get(i), image.size()));
      }
    }
    return odd;
  }
}
