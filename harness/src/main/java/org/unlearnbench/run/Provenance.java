package org.unlearnbench.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.unlearnbench.data.Split;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.result.PlannedCell;
import org.unlearnbench.result.RunLayout;

/**
 * {@code provenance.json}: where a run's results come from, {@code results} being their hash.
 * Written before the reports, which show it; what says that all of these were made, too, is a file
 * of its own.
 */
final class Provenance {
  private static final int FORMAT = 1;

  private final RunLayout layout;
  private final Plan plan;

  Provenance(RunLayout layout, Plan plan) {
    this.layout = layout;
    this.plan = plan;
  }

  /** Whether the file is there and speaks of today's results. */
  boolean isCurrent() throws IOException {
    if (!Files.exists(layout.provenance()) || !Files.exists(layout.runs())) {
      return false;
    }
    try {
      ObjectNode node = JsonFile.read(layout.provenance(), FORMAT);
      return node.path("results").asText().equals(results())
          && node.path("plug_ins").equals(JsonFile.tree(plan.plugIns()));
    } catch (IOException damaged) {
      return false;
    }
  }

  /** Whether {@link #markReported} was called for today's results. */
  boolean isReported() throws IOException {
    return Files.exists(layout.reported())
        && Files.readString(layout.reported()).equals(results() + "\n");
  }

  /** Notes that every report was made from today's results. */
  void markReported() throws IOException {
    AtomicFiles.write(layout.reported(), results() + "\n");
  }

  /** A hash over the plan, the resolved configuration, and every cell's result.json. */
  private String results() throws IOException {
    Sha256 all = new Sha256().add("results/1");
    all.add("config", Sha256.ofFile(layout.config()));
    for (PlannedCell cell : plan.cells()) {
      Path file = RunLayout.result(layout.cell(cell.id()));
      all.add(cell.key(), Files.exists(file) ? Sha256.ofFile(file) : "");
    }
    return all.hex();
  }

  /**
   * Writes the file.
   *
   * @param host what {@link HostInfo} says
   * @param started when this process began
   * @param seconds what it took
   */
  void write(Map<String, String> host, Instant started, double seconds) throws IOException {
    ObjectNode node = JsonFile.object(FORMAT);
    node.put("experiment", plan.experiment().name());
    node.put("config_sha256", Sha256.ofFile(layout.config()));
    node.put("results", results());
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
