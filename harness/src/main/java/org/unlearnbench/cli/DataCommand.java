package org.unlearnbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.unlearnbench.data.cmu.CmuFaces;
import org.unlearnbench.data.cmu.StandIn;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./unlearn data}: looks at data sets without training anything. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Checks data sets, and writes stand-ins for those that may not be passed on.",
    subcommands = AuditCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn data audit experiments/mufac.yaml",
      "  ./unlearn data layout mufac -o /tmp/cmu-as-mufac"
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    spec.commandLine().usage(err);
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

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
  void layout(
      @Parameters(paramLabel = "LAYOUT", description = "One of: ${COMPLETION-CANDIDATES}.")
          StandIn layout,
      @Option(
              names = {"-o", "--out"},
              required = true,
              paramLabel = "DIR",
              description = "The folder to make; if it exists it must be empty.")
          Path out)
      throws IOException {
    CmuFaces faces = CmuFaces.ofProject();
    layout.build(faces, out);
    spec.commandLine().getOut().print(faces.images().size() + " images in " + out + "\n");
  }
}
