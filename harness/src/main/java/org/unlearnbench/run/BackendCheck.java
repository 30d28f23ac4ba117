package org.unlearnbench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.nn.graph.Nd4jBackend;

/**
 * Asks ND4J which backend it takes, in a process of its own. ND4J itself goes on with the processor
 * where a card fails it, and says so only in its log.
 */
final class BackendCheck {
  private static final String ANSWER = "@unlearnbench backend ";
  private static final Pattern FAILURE =
      Pattern.compile("^[\\w.]+(?:Error|Exception): (.*)", Pattern.MULTILINE);

  private BackendCheck() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    System.setOut(System.err);
    out.println(ANSWER + Nd4jBackend.found().key());
  }

  /**
   * Returns if workers of {@code command} will compute on its backend. The processor needs no
   * asking.
   *
   * @throws InputException if they would compute on another
   */
  static void require(WorkerCommand command) throws IOException, InterruptedException {
    if (command.backend() == Backend.CPU) {
      return;
    }
    Process process = command.process(BackendCheck.class, List.of(), List.of(), 1).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    if (!said.contains(ANSWER + command.backend().key() + "\n")) {
      Matcher failure = FAILURE.matcher(said);
      String reason = failure.find() ? failure.group(1) : "it does not say why";
      throw new InputException(
          "--backend "
              + command.backend().key()
              + ": ND4J cannot use "
              + NativePlatform.card().orElse("a card")
              + ": "
              + reason.strip());
    }
  }
}
