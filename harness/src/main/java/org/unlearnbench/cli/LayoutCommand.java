package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.unlearnbench.data.cmu.CmuFaces;
import org.unlearnbench.data.cmu.StandIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./unlearn data layout}: the CMU faces in the exact file layout of a benchmark. */
@Command(
    name = "layout",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the project's CMU faces in the file layout of a benchmark, to try its loader with.",
      "Labels keep CMU's meaning: MUFAC's age classes a..h are pose x eyes; MUCAC's Male, Smiling"
          + " and Young are sunglasses, happy and straight."
    },
    footerHeading = "%nExamples:%n",
    footer = "  ./unlearn data layout mufac -o /tmp/cmu-as-mufac")
public final class LayoutCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "LAYOUT", description = "One of: ${COMPLETION-CANDIDATES}.")
  private StandIn layout;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "The folder to make; if it exists it must be empty.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    CmuFaces faces = CmuFaces.ofProject();
    layout.build(faces, out);
    PrintWriter output = spec.commandLine().getOut();
    output.print(faces.images().size() + " images in " + out + "\n");
    output.flush();
    return 0;
  }
}
