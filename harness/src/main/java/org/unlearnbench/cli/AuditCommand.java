package org.unlearnbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.Overrides;
import org.unlearnbench.data.DataException;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.audit.Audit;
import org.unlearnbench.data.audit.AuditJson;
import org.unlearnbench.data.audit.AuditMarkdown;
import org.unlearnbench.data.cache.DecodingBar;
import org.unlearnbench.data.duplicate.ImagePrint;
import org.unlearnbench.result.AtomicFiles;
import org.unlearnbench.result.JsonFile;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./unlearn data audit}: looks for leaks between the splits of an experiment's data sets.
 */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Counts each split against the published counts, and looks for people and images that are in"
          + " more than one split, and for files that cannot be read.",
      "Exit code 1 if a split leaks or a file is missing or unreadable."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn data audit experiments/mufac.yaml",
      "  ./unlearn data audit experiments/cmu-mufac.yaml --json"
    })
public final class AuditCommand implements Callable<Integer> {
  private static final int FORMAT_VERSION = 1;
  private static final int MOST_BITS = 16;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FILE.yaml", description = "The experiment whose data is looked at.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Changes one setting; the value is YAML. May be repeated.")
  private List<String> set = new ArrayList<>();

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
  private Path out;

  @Override
  public Integer call() throws IOException, ConfigException {
    if (nearBits < 0 || nearBits > MOST_BITS) {
      throw new ParameterException(
          spec.commandLine(), "--near-bits: found " + nearBits + ", expected 0.." + MOST_BITS);
    }
    Extensions extensions = common.extensions();
    Overrides overrides = new Overrides(set, Optional.empty(), Optional.empty());
    Experiment experiment = new ExperimentReader(extensions.vocabulary()).read(file, overrides);
    List<Audit> audits = audits(experiment, extensions);
    String markdown = String.join("\n", audits.stream().map(AuditMarkdown::of).toList());
    ObjectNode tree = JsonFile.object(FORMAT_VERSION);
    ArrayNode datasets = tree.putArray("datasets");
    audits.forEach(audit -> datasets.add(AuditJson.of(audit)));
    if (out != null) {
      AtomicFiles.write(out.resolve("audit.md"), markdown);
      JsonFile.write(out.resolve("audit.json"), tree);
    }
    PrintWriter output = spec.commandLine().getOut();
    output.print(json ? JsonFile.text(tree) : markdown);
    output.flush();
    boolean clean = audits.stream().allMatch(audit -> audit.findings().isEmpty());
    return clean ? 0 : Problems.FOUND_SOMETHING;
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
              ProjectHome.cache().resolve("data"));
      try {
        audits.add(Audit.of(source, request, nearBits, new DecodingBar()));
      } catch (DataException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
    return audits;
  }
}
