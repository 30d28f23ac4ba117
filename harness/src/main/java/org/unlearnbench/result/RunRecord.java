package org.unlearnbench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.io.Sha256;

/**
 * What {@code provenance.json} vouches for: {@code files}, the checksum of the configuration, the
 * plan, {@code metrics.json}, every cell's log and its {@code result.json}, which has those of the
 * cell's other files; and {@code results}, one hash over them. Whoever is about to change a file
 * forgets it first and records it afterwards, so that a process that dies in between leaves files
 * of which nothing is said, and never one that seems forged.
 */
public final class RunRecord {
  private static final int FORMAT = 1;
  private static final String FILES = "files";
  private static final String RESULTS = "results";

  private final RunLayout layout;

  public RunRecord(RunLayout layout) {
    this.layout = layout;
  }

  /** What {@code provenance.json} says; nothing if there is none. */
  private Optional<ObjectNode> stored() throws IOException {
    return Files.exists(layout.provenance())
        ? Optional.of(JsonFile.read(layout.provenance(), FORMAT))
        : Optional.empty();
  }

  /**
   * The checksums that are recorded; absent where there is no provenance, or one of before there
   * were checksums.
   *
   * @throws InputException if the file is damaged
   */
  public Optional<Checksums> files() throws IOException {
    return stored().map(node -> node.get(FILES)).map(RunRecord::checksums);
  }

  private static Checksums checksums(JsonNode node) {
    Map<String, String> files = new TreeMap<>();
    node.properties().forEach(entry -> files.put(entry.getKey(), entry.getValue().asText()));
    return new Checksums(files);
  }

  /** Whether {@code results} is the hash of what is there. */
  public boolean isOf(List<PlannedCell> cells) throws IOException {
    Optional<ObjectNode> node = stored();
    return node.isPresent() && node.get().path(RESULTS).asText().equals(results(cells));
  }

  /** Whether {@code results} is there and the hash of something else. */
  boolean speaksOfOthersThan(List<PlannedCell> cells) throws IOException {
    String said = stored().map(node -> node.path(RESULTS).asText()).orElse("");
    return !said.isEmpty() && Files.exists(layout.config()) && !said.equals(results(cells));
  }

  /** A hash over the plan, the resolved configuration, and every cell's result.json. */
  public String results(List<PlannedCell> cells) throws IOException {
    Sha256 all = new Sha256().add("results/1");
    all.add("config", Sha256.ofFile(layout.config()));
    for (PlannedCell cell : cells) {
      Path file = RunLayout.result(layout.cell(cell.id()));
      all.add(cell.key(), Files.exists(file) ? Sha256.ofFile(file) : "");
    }
    return all.hex();
  }

  /** Says nothing of some files any more, nor of all results. */
  public void forget(Collection<Path> files) throws IOException {
    Optional<ObjectNode> node = stored();
    if (node.isPresent() && node.get().has(FILES)) {
      Map<String, String> kept = new TreeMap<>(checksums(node.get().get(FILES)).files());
      files.forEach(file -> kept.remove(name(file)));
      node.get().set(FILES, JsonFile.tree(kept));
      node.get().put(RESULTS, "");
      JsonFile.write(layout.provenance(), node.get());
    }
  }

  /** Vouches for files that were just written, and for all results of the plan. */
  public void vouch(Collection<Path> files, List<PlannedCell> cells) throws IOException {
    Optional<ObjectNode> node = stored();
    if (node.isPresent() && node.get().has(FILES)) {
      Map<String, String> all = new TreeMap<>(checksums(node.get().get(FILES)).files());
      all.putAll(of(files).files());
      node.get().set(FILES, JsonFile.tree(all));
      node.get().put(RESULTS, results(cells));
      JsonFile.write(layout.provenance(), node.get());
    }
  }

  /**
   * Puts what is there into a new provenance. Of a cell that was left out, being damaged or gone,
   * what was said before is kept: so it stays known as that.
   *
   * @param run whose cells are vouched for
   */
  public void describe(ObjectNode node, StoredRun run) throws IOException {
    List<Path> files = new ArrayList<>(List.of(layout.config(), layout.plan(), layout.metrics()));
    for (Cell cell : run.cells()) {
      files.add(RunLayout.result(run.folder(cell)));
      files.add(RunLayout.log(run.folder(cell)));
    }
    Map<String, String> all = new TreeMap<>();
    Map<String, String> before = known();
    for (PlannedCell cell : run.planned()) {
      String name = name(RunLayout.result(layout.cell(cell.id())));
      if (before.containsKey(name)) {
        all.put(name, before.get(name));
      }
    }
    all.putAll(of(files).files());
    node.put(RESULTS, results(run.planned()));
    node.set(FILES, JsonFile.tree(all));
  }

  private Map<String, String> known() throws IOException {
    try {
      return files().map(Checksums::files).orElse(Map.of());
    } catch (InputException damaged) {
      return Map.of();
    }
  }

  private Checksums of(Collection<Path> files) throws IOException {
    return Checksums.of(
        layout.root(), files.stream().filter(Files::exists).map(this::name).toList());
  }

  /** The path from the run directory. */
  String name(Path file) {
    return layout.root().relativize(file).toString();
  }
}
