package org.unlearnbench.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.RunRecord;
import org.unlearnbench.result.StoredRun;

/**
 * {@code provenance.json}: where a run's results come from, {@code results} being their hash and
 * {@code files} what {@link RunRecord} says. Written before the reports, which show it.
 */
final class Provenance {
  private static final int FORMAT = 1;

  private final RunLayout layout;
  private final Plan plan;
  private final RunRecord record;

  Provenance(RunLayout layout, Plan plan) {
    this.layout = layout;
    this.plan = plan;
    this.record = new RunRecord(layout);
  }

  /** Whether the file is there and speaks of today's results, and these are complete. */
  boolean isCurrent() throws IOException {
    if (!Files.exists(layout.runs()) || !Files.exists(layout.metrics())) {
      return false;
    }
    try {
      return record.isOf(plan.cells())
          && JsonFile.read(layout.provenance(), FORMAT)
              .path("plug_ins")
              .equals(JsonFile.tree(plan.plugIns()));
    } catch (InputException damaged) {
      return false;
    }
  }

  /**
   * Writes the file.
   *
   * @param host what {@link HostInfo} says
   * @param started when this process began
   * @param seconds what it took
   * @param results that it vouches for
   */
  void write(Map<String, String> host, Instant started, double seconds, StoredRun results)
      throws IOException {
    ObjectNode node = JsonFile.object(FORMAT);
    node.put("experiment", plan.experiment().name());
    node.put("config_sha256", Sha256.ofFile(layout.config()));
    record.describe(node, results);
    host.forEach(node::put);
    node.put("threads", plan.experiment().threads());
    node.set("seeds", JsonFile.tree(plan.experiment().seeds()));
    node.put("started", started.truncatedTo(ChronoUnit.SECONDS).toString());
    node.put("wall_seconds", seconds);
    ObjectNode data = node.putObject("data");
    for (LoadedData loaded : plan.data()) {
      ObjectNode entry = data.putObject(loaded.component().label());
      entry.put("source", loaded.component().name());
      entry.put("manifest_sha256", loaded.manifestHash());
      ObjectNode images = entry.putObject("images");
      for (Split split : Split.values()) {
        images.put(split.key(), loaded.sizes().get(split));
      }
    }
    node.set("cells", JsonFile.tree(plan.cells()));
    node.set("jars", JsonFile.tree(jars()));
    node.set("plug_ins", JsonFile.tree(plan.plugIns()));
    JsonFile.write(layout.provenance(), node);
  }

  private static List<String> jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> new File(entry).getName())
        .filter(name -> name.endsWith(".jar"))
        .sorted()
        .distinct()
        .toList();
  }
}
