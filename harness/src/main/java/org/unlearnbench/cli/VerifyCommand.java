package org.unlearnbench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.unlearnbench.io.JsonFile;
import org.unlearnbench.run.RunProgress;
import org.unlearnbench.run.Verifier;
import org.unlearnbench.run.Verifier.Difference;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./unlearn verify}: makes cells again and compares them bit for bit. */
@Command(
    name = "verify",
    description = "Runs cells of a finished run again and compares their files bit for bit.",
    footer = {
      "  ./unlearn verify results/runs/quickstart",
      "  ./unlearn verify results/runs/cmu-mufac --cells 2 --json"
    })
final class VerifyCommand extends Subcommand {
  @Mixin private Plugins plugins;
  @Mixin private Workers workers;

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
  public Integer call() throws IOException, InterruptedException {
    check("--cells", cells, 1, Integer.MAX_VALUE);
    Extensions extensions = plugins.load();
    Places places = Places.of(home(), run, cache(cache), plugins.folders());
    RunProgress progress = Terminal.progress();
    Verifier verifier = new Verifier(extensions, places, progress, workers.timeout(this));
    // Workers write where this process is about to remove what it leaves.
    Runtime.getRuntime().addShutdownHook(new Thread(verifier::stop, "on-interrupt"));
    Verifier.Findings findings =
        verifier.verify(
            run.toAbsolutePath().normalize(), cells == null ? Integer.MAX_VALUE : cells);
    if (json) {
      out().print(JsonFile.sealed((ObjectNode) JsonFile.tree(findings)));
    } else {
      print(findings, out());
    }
    return findings.differences().isEmpty() ? 0 : Failures.FOUND_SOMETHING;
  }

  private static void print(Verifier.Findings findings, PrintWriter out) {
    findings.notes().forEach(note -> out.print("note: " + note + "\n"));
    for (Difference difference : findings.differences()) {
      out.print(difference.cell() + ": " + difference.what() + "\n");
      out.print("  - " + difference.stored() + "\n");
      out.print("  + " + difference.now() + "\n");
    }
    List<String> of = findings.differences().stream().map(Difference::cell).distinct().toList();
    long different = of.stream().filter(findings.cells()::contains).count();
    long others =
        findings.differences().stream().filter(d -> !findings.cells().contains(d.cell())).count();
    out.print(
        findings.cells().size()
            + " cells made again, "
            + different
            + " of them came out differently"
            + (others == 0 ? "" : "; " + others + " other findings")
            + "\n");
  }
}
