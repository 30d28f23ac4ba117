package org.unlearnbench.figures.report;

import java.nio.file.Files;
import java.nio.file.Path;
import org.unlearnbench.io.AtomicFiles;

/** Takes pictures of a report to be looked at: {@code Screenshots REPORT.html OUT_DIR}. */
public final class Screenshots {
  private Screenshots() {}

  public static void main(String[] args) throws Exception {
    Path out = Files.createDirectories(Path.of(args[1]));
    Path profile = Files.createTempDirectory("chromium");
    try (Chromium chromium = Chromium.start(Chromium.program().orElseThrow(), profile)) {
      for (int width : new int[] {1280, 390}) {
        for (boolean dark : new boolean[] {false, true}) {
          chromium.open(Path.of(args[0]).toAbsolutePath(), width, 900, dark);
          if (args.length > 2) {
            chromium.evaluate(args[2]);
          }
          String name = width + (dark ? "-dark" : "-light") + ".png";
          Files.write(out.resolve(name), chromium.screenshot());
        }
      }
      Files.write(out.resolve("print.pdf"), chromium.pdf());
      chromium.complaints().forEach(System.out::println);
    } finally {
      AtomicFiles.deleteFolder(profile);
    }
  }
}
