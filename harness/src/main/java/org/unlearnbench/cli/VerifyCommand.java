package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.unlearnbench.config.ConfigException;
import org.unlearnbench.result.JsonFile;
import org.unlearnbench.run.Difference;
import org.unlearnbench.run.Places;
import org.unlearnbench.run.RunProgress;
import org.unlearnbench.run.Verifier;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./unlearn verify}: makes cells again and compares them bit for bit. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Runs cells of a finished run again and compares their files bit for bit.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn verify results/runs/quickstart",
      "  ./unlearn verify results/runs/cmu-mufac --cells 2 --json"
    })
public final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN_DIR", description = "The run directory.")
  private Path run;

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "At most N cells, spread over the run (default: all).")
  private Integer cells;

  @Option(names = "--cache", paramLabel = "DIR", description = "Decoded images.")
  private Path cache;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    if (cells != null && cells < 1) {
      throw new ParameterException(
          spec.commandLine(), "--cells: found " + cells + ", expected an integer of at least 1");
    }
    Extensions extensions = common.extensions();
    Path chosen = cache == null ? ProjectHome.cache() : cache.toAbsolutePath().normalize();
    Places places = Places.of(ProjectHome.folder(), run, chosen, common.pluginFolders());
    RunProgress progress = Terminal.progress();
    Verifier.Findings findings =
        new Verifier(extensions, places, progress)
            .verify(run.toAbsolutePath().normalize(), cells == null ? Integer.MAX_VALUE : cells);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(JsonFile.text(JsonFile.tree(findings)));
    } else {
      print(findings, out);
    }
    out.flush();
    return findings.differences().isEmpty() ? 0 : Problems.FOUND_SOMETHING;
  }

  private static void print(Verifier.Findings findings, PrintWriter out) {
    findings.notes().forEach(note -> out.print("note: " + note + "\n"));
    for (Difference difference : findings.differences()) {
      out.print(difference.cell() + ": " + difference.what() + "\n");
      out.print("  - " + difference.stored() + "\n");
      out.print("  + " + difference.now() + "\n");
    }
    long different = findings.differences().stream().map(Difference::cell).distinct().count();
    out.print(
        findings.cells().size()
            + " cells made again, "
            + different
            + " of them came out differently\n");
  }
}
