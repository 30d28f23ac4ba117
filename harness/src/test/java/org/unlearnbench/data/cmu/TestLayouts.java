package org.unlearnbench.data.cmu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The CMU faces in the benchmarks' layouts, built once per build and copied to be spoilt. */
public final class TestLayouts {
  private static final Path BUILT = Path.of("target/test-layouts");

  private TestLayouts() {}

  /** A layout that tests may only read. */
  public static Path shared(StandIn layout) throws IOException {
    return layout.inCache(BUILT).toAbsolutePath();
  }

  /** A copy in the folder {@code target}, which is made. */
  public static Path copy(StandIn layout, Path target) throws IOException {
    return copy(layout, target, name -> true);
  }

  /** The same, but only of the files whose name passes. */
  public static Path copy(StandIn layout, Path target, Predicate<String> names) throws IOException {
    Path source = shared(layout);
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.toList();
    }
    for (Path file : files) {
      if (Files.isDirectory(file) || names.test(file.getFileName().toString())) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
    return target;
  }
}
