package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.result.ReportWriter;
import org.unlearnbench.result.RunDirectory;
import org.unlearnbench.result.StoredRun;
import org.unlearnbench.run.Scorer;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./unlearn report}: metrics, tables and figures again, from stored outputs alone. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Makes tables and figures from stored results; needs no model and no data.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn report results/runs/quickstart",
      "  ./unlearn report results/runs/cmu-mufac results/runs/cmu-mucac --out results/both"
    })
public final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(arity = "1..*", paramLabel = "RUN_DIR", description = "Run directories.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write (default: into the run directory, if it is one).")
  private Path out;

  @Override
  public Integer call() throws IOException, ConfigException {
    if (out == null && runs.size() > 1) {
      throw new ParameterException(spec.commandLine(), "several run directories need --out DIR");
    }
    Extensions extensions = common.extensions();
    List<RunDirectory> opened = new ArrayList<>();
    for (Path run : runs) {
      StoredRun.open(run);
      new Scorer(extensions.metrics()).score(run);
      StoredRun scored = StoredRun.open(run);
      if (scored.cells().isEmpty()) {
        throw new ConfigException(run + ": has no finished cell, there is nothing to report");
      }
      opened.add(scored);
    }
    Path target = out == null ? runs.get(0) : out;
    Files.createDirectories(target);
    for (ReportWriter writer : extensions.writers()) {
      writer.write(opened, target);
    }
    Board.print(extensions, opened, spec.commandLine().getOut());
    return 0;
  }
}
