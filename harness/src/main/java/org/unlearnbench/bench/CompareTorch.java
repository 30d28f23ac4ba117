package org.unlearnbench.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Our engine and PyTorch in turn, A B A B .., each run a process of its own, so that a drift of the
 * machine's speed meets both. Prints medians and the median of the pairwise ratios.
 */
public final class CompareTorch {
  private static final String SCRIPT = "experiments/compare/train_step.py";

  /** One thing to compare. */
  private record Setting(String what, int size, int batch, int width, int steps) {
    String label() {
      return String.format(Locale.ROOT, "%s size=%d batch=%d width=%d", what, size, batch, width);
    }
  }

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("train-step", 128, 64, 64, 5),
          new Setting("train-step", 64, 64, 64, 10),
          new Setting("train-step", 64, 64, 16, 40),
          new Setting("inference", 128, 64, 64, 10),
          new Setting("inference", 64, 64, 64, 20),
          new Setting("inference", 64, 64, 16, 80),
          new Setting("input-gradient", 64, 64, 64, 10));

  private final PrintWriter out;
  private final int threads;
  private final int pairs;
  private final String only;

  /**
   * @param only text a setting's line must contain, or null
   */
  public CompareTorch(PrintWriter out, int threads, int pairs, String only) {
    this.out = out;
    this.threads = threads;
    this.pairs = pairs;
    this.only = only;
  }

  /** Runs all settings; 0, or 1 if there is no PyTorch to compare with. */
  public int call() throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("unlearnbench.home", ".")).resolve(SCRIPT);
    Optional<String> python = pythonWithTorch();
    if (python.isEmpty()) {
      System.err.println(
          "bench compare-torch: no Python with PyTorch and torchvision found; on Debian: apt-get"
              + " install python3-torch python3-torchvision, or set PYTHON");
      return 1;
    }
    out.printf(Locale.ROOT, "threads=%d pairs=%d cpu=%s%n", threads, pairs, cpu());
    out.println(
        "setting | ours s | torch s | ours img/s | torch img/s | ratio ours/torch (min..max)");
    for (Setting setting : SETTINGS) {
      if (only == null || setting.label().contains(only)) {
        compare(setting, python.get(), script);
      }
    }
    return 0;
  }

  private void compare(Setting setting, String python, Path script)
      throws IOException, InterruptedException {
    double[] ours = new double[pairs];
    double[] theirs = new double[pairs];
    double[] ratio = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      System.err.printf("%s: pair %d of %d%n", setting.label(), i + 1, pairs);
      ours[i] = measure(ours(setting));
      theirs[i] = measure(torch(setting, python, script));
      ratio[i] = ours[i] / theirs[i];
    }
    double a = Medians.of(ours);
    double b = Medians.of(theirs);
    out.printf(
        Locale.ROOT,
        "%s | %.4f | %.4f | %.1f | %.1f | %.2f (%.2f..%.2f)%n",
        setting.label(),
        setting.batch / a,
        setting.batch / b,
        a,
        b,
        Medians.of(ratio),
        Arrays.stream(ratio).min().orElseThrow(),
        Arrays.stream(ratio).max().orElseThrow());
    out.flush();
  }

  private ProcessBuilder ours(Setting setting) {
    return BenchProcess.of(
        BenchMain.class,
        threads,
        List.of(
            setting.what,
            Integer.toString(setting.size),
            Integer.toString(setting.batch),
            Integer.toString(setting.width),
            Integer.toString(setting.steps)));
  }

  private ProcessBuilder torch(Setting setting, String python, Path script) {
    List<String> command = new ArrayList<>(List.of(python, script.toString(), setting.what));
    command.addAll(List.of("--size", Integer.toString(setting.size)));
    command.addAll(List.of("--batch", Integer.toString(setting.batch)));
    command.addAll(List.of("--width", Integer.toString(setting.width)));
    command.addAll(List.of("--threads", Integer.toString(threads)));
    command.addAll(List.of("--warmup", "3", "--steps", Integer.toString(setting.steps)));
    return new ProcessBuilder(command);
  }

  /** Images per second as the process prints them last. */
  private static double measure(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    String key = "images_per_second=";
    int at = text.lastIndexOf(key);
    if (code != 0 || at < 0) {
      throw new IOException(
          "'" + String.join(" ", builder.command().subList(0, 2)) + " ..' ended with code " + code);
    }
    return Double.parseDouble(text.substring(at + key.length()).strip());
  }

  private static Optional<String> pythonWithTorch() throws InterruptedException {
    for (String python : Arrays.asList(System.getenv("PYTHON"), "python3", "/usr/bin/python3")) {
      if (python != null && hasTorch(python)) {
        return Optional.of(python);
      }
    }
    return Optional.empty();
  }

  private static boolean hasTorch(String python) throws InterruptedException {
    try {
      return new ProcessBuilder(python, "-c", "import torch, torchvision")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  private static String cpu() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return "unknown";
    }
    try (var lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
