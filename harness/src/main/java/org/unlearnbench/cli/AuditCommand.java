package org.unlearnbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.audit.Audit;
import org.unlearnbench.data.audit.AuditJson;
import org.unlearnbench.data.audit.AuditMarkdown;
import org.unlearnbench.data.cache.DecodingBar;
import org.unlearnbench.data.duplicate.ImagePrint;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./unlearn data audit}: looks for leaks between the splits of an experiment's data sets.
 */
@Command(
    name = "audit",
    description = {
      "Counts each split against the published counts, and looks for people and images that are in"
          + " more than one split, and for files that cannot be read.",
      "Exit code 1 if a split leaks or a file is missing or unreadable."
    },
    footer = {
      "  ./unlearn data audit experiments/mufac.yaml",
      "  ./unlearn data audit experiments/cmu-mufac.yaml --json"
    })
final class AuditCommand extends Subcommand {
  private static final int FORMAT_VERSION = 1;
  private static final int MOST_BITS = 16;

  @Mixin private Plugins plugins;
  @Mixin private Settings settings;

  @Parameters(paramLabel = "FILE.yaml", description = "The experiment whose data is looked at.")
  private Path file;

  @Option(
      names = "--near-bits",
      paramLabel = "N",
      description =
          "Images whose 64-bit perceptual hashes differ in at most N bits are near duplicates"
              + " (default: "
              + ImagePrint.NEAR
              + ").")
  private int nearBits = ImagePrint.NEAR;

  @Option(names = "--json", description = "Print JSON instead of Markdown.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write audit.md and audit.json into this folder.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    check("--near-bits", nearBits, 0, MOST_BITS);
    Extensions extensions = plugins.load();
    Experiment experiment = settings.read(file, extensions);
    List<Audit> audits = audits(experiment, extensions);
    String markdown = String.join("\n", audits.stream().map(AuditMarkdown::of).toList());
    ObjectNode tree = JsonFile.object(FORMAT_VERSION);
    ArrayNode datasets = tree.putArray("datasets");
    audits.forEach(audit -> datasets.add(AuditJson.of(audit)));
    if (folder != null) {
      AtomicFiles.write(folder.resolve("audit.md"), markdown);
      AtomicFiles.write(folder.resolve("audit.json"), JsonFile.text(tree));
    }
    out().print(json ? JsonFile.text(tree) : markdown);
    boolean clean = audits.stream().allMatch(audit -> audit.findings().isEmpty());
    return clean ? 0 : Failures.FOUND_SOMETHING;
  }

  private List<Audit> audits(Experiment experiment, Extensions extensions) throws IOException {
    List<Audit> audits = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Component component : experiment.data()) {
      DataSource source = extensions.sources().get(component.name());
      DataSource.Request request =
          new DataSource.Request(
              component.label(),
              component.values(),
              component.values().integer("image-size"),
              cache(null).resolve("data"));
      try {
        audits.add(Audit.of(source, request, nearBits, new DecodingBar()));
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return audits;
  }
}
