package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Python with PyTorch, where this machine has one. */
record Python(String command) {
  private static final List<String> CANDIDATES = List.of("python3", "/usr/bin/python3");
  private static final String NEEDS = "import numpy, PIL, torch, torchvision";

  /** The scripts that come with the project; tests run in the module's folder. */
  private static final Path SCRIPTS =
      Path.of("../experiments/compare").toAbsolutePath().normalize();

  static Optional<Python> find() throws IOException, InterruptedException {
    for (String candidate : CANDIDATES) {
      try {
        Process process =
            new ProcessBuilder(candidate, "-c", NEEDS)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) {
          return Optional.of(new Python(candidate));
        }
      } catch (IOException notThere) {
        // the next one, then
      }
    }
    return Optional.empty();
  }

  /** The lines that one of the project's scripts prints. */
  List<String> script(String name, Object... arguments) throws IOException, InterruptedException {
    return run(SCRIPTS.resolve(name).toString(), arguments);
  }

  /** The lines that a program prints; it may import the project's scripts. */
  List<String> program(String text, Object... arguments) throws IOException, InterruptedException {
    List<Object> all = new ArrayList<>(List.of(text));
    all.addAll(List.of(arguments));
    return run("-c", all.toArray());
  }

  private List<String> run(String first, Object... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command, first));
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("PYTHONPATH", SCRIPTS.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IOException(line + " did not end well");
    }
    return lines;
  }
}
