package org.unlearnbench.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./unlearn data}: looks at data sets without training anything. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Checks data sets, and writes stand-ins for those that may not be passed on.",
    subcommands = {AuditCommand.class, LayoutCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./unlearn data audit experiments/mufac.yaml",
      "  ./unlearn data layout mufac -o /tmp/cmu-as-mufac"
    })
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    spec.commandLine().usage(err);
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
