package org.unlearnbench.figures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.unlearnbench.result.Publisher;
import org.unlearnbench.result.RunDirectory;

/** Writes everything for a made-up run, to be looked at: {@code Preview OUT [large]}. */
public final class Preview {
  private Preview() {}

  public static void main(String[] args) throws Exception {
    Path out = Path.of(args[0]);
    Files.createDirectories(out);
    FakeRun run = args.length > 1 ? FakeRun.large(out) : FakeRun.quickstart(out).withFiles();
    List<RunDirectory> runs = List.of(run);
    for (ServiceLoader.Provider<Publisher> provider :
        ServiceLoader.load(Publisher.class).stream().toList()) {
      long start = System.nanoTime();
      provider.get().write(runs, out);
      System.out.printf(
          "%s %d ms%n", provider.type().getSimpleName(), (System.nanoTime() - start) / 1_000_000);
    }
  }
}
