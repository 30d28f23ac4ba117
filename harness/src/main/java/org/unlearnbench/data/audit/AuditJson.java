package org.unlearnbench.data.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.unlearnbench.data.Task;
import org.unlearnbench.data.source.Manifest.Entry;
import org.unlearnbench.data.source.PublishedCounts.Counts;

/** An audit as JSON. Keys only ever get added under one {@code format_version}. */
public final class AuditJson {
  private static final int FORMAT_VERSION = 1;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AuditJson() {}

  /** The whole audit. */
  public static ObjectNode of(Audit audit) {
    ObjectNode json = NODES.objectNode();
    json.put("format_version", FORMAT_VERSION);
    json.put("dataset", audit.name());
    json.put("source", audit.source());
    ArrayNode findings = json.putArray("findings");
    audit.findings().forEach(findings::add);
    ArrayNode notes = json.putArray("notes");
    audit.notes().forEach(notes::add);
    audit.publishedSource().ifPresent(source -> json.put("published_source", source));
    ArrayNode splits = json.putArray("splits");
    audit.splits().forEach(summary -> splits.add(split(summary, audit.task())));
    ArrayNode identities = json.putArray("shared_identities");
    audit.identities().forEach(person -> identities.add(identity(person)));
    json.set("duplicates", duplicates(audit.duplicates()));
    ObjectNode sizes = json.putObject("sizes");
    audit.sizes().forEach(sizes::put);
    json.set("odd_sizes", files(audit.oddSizes()));
    json.set("unreadable", files(audit.unreadable()));
    return json;
  }

  private static ObjectNode split(Audit.SplitSummary summary, Task task) {
    ObjectNode json = NODES.objectNode();
    json.put("split", summary.split().key());
    counts(json, summary.found(), task);
    summary.published().ifPresent(stated -> counts(json.putObject("published"), stated, task));
    json.put("as_published", summary.isAsPublished());
    return json;
  }

  private static void counts(ObjectNode json, Counts counts, Task task) {
    json.put("images", counts.images());
    if (counts.identities() > 0) {
      json.put("identities", counts.identities());
    }
    if (!counts.labels().isEmpty()) {
      ObjectNode labels = json.putObject("labels");
      for (int k = 0; k < counts.labels().size(); k++) {
        labels.put(task.labels().get(k), counts.labels().get(k));
      }
    }
  }

  private static ObjectNode identity(Audit.SharedIdentity person) {
    ObjectNode json = NODES.objectNode();
    json.put("identity", person.identity());
    ObjectNode images = json.putObject("images");
    person.images().forEach((split, count) -> images.put(split.key(), count));
    return json;
  }

  private static ObjectNode duplicates(Duplicates duplicates) {
    ObjectNode json = NODES.objectNode();
    json.put("hash", "64-bit DCT perceptual hash");
    json.put("near_bits", duplicates.nearBits());
    ArrayNode counts = json.putArray("counts");
    duplicates
        .counts()
        .forEach(
            (pair, count) ->
                counts
                    .addObject()
                    .put("first", pair.first().key())
                    .put("second", pair.second().key())
                    .put("equal", count.equal())
                    .put("near", count.near()));
    ArrayNode across = json.putArray("pairs_across_splits");
    for (Duplicates.Pair pair : duplicates.across()) {
      ObjectNode node = across.addObject();
      node.put("equal", pair.equal()).put("bits", pair.bits());
      node.set("first", entry(pair.first()));
      node.set("second", entry(pair.second()));
    }
    return json;
  }

  private static ArrayNode files(List<Audit.FileProblem> problems) {
    ArrayNode json = NODES.arrayNode();
    for (Audit.FileProblem problem : problems) {
      json.add(entry(problem.entry()).put("what", problem.what()));
    }
    return json;
  }

  private static ObjectNode entry(Entry entry) {
    return NODES
        .objectNode()
        .put("split", entry.split().key())
        .put("path", entry.sample().path())
        .put("identity", entry.sample().identity())
        .put("where", entry.image().where());
  }
}
