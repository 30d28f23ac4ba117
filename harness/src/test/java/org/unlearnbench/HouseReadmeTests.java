package org.unlearnbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that shows the way from YAML to board names classes and packages that there are. */
class HouseReadmeTests {
  private static final Path HARNESS = Path.of("").toAbsolutePath();

  /** In backticks, or a node of the picture. */
  private static final Pattern CLASS =
      Pattern.compile("`([A-Z]\\w+)`|\\b([A-Z][a-z]\\w+)(?= -->)|(?<=--> )([A-Z][a-z]\\w+)");

  @Test
  void everyNameIsThere() throws Exception {
    Set<String> known = new TreeSet<>();
    for (String module : new String[] {"harness", "paper-figures"}) {
      Path sources = HARNESS.resolveSibling(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toCollection(() -> known));
      }
    }
    String text = Files.readString(HARNESS.resolve("README.md"));
    Matcher names = CLASS.matcher(text);
    Set<String> named = new TreeSet<>();
    while (names.find()) {
      named.add(names.group().replace("`", ""));
    }
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(known).as("of harness/README.md").containsAll(named);
    Matcher packages = Pattern.compile("(?m)^\\| `([a-z]+)` \\|").matcher(text);
    while (packages.find()) {
      assertThat(HARNESS.resolve("src/main/java/org/unlearnbench").resolve(packages.group(1)))
          .isDirectory();
    }
  }
}
