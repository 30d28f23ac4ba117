package org.unlearnbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** NOTICE names every library that a program or a test is run with, and its licence. */
class NoticeTests {
  /** {@code group:artifact, artifact licence}. */
  private static final Pattern LINE =
      Pattern.compile("[a-z0-9.-]+:([\\w.-]+(?:, [\\w.-]+)*) {1,}(.+)");

  /** In a repository, a jar is in a folder of its version in a folder of its name. */
  private static final Pattern JAR = Pattern.compile(".*/([^/]+)/[^/]+/\\1-[^/]+\\.jar");

  private static Set<String> listed(String text) {
    Set<String> names = new TreeSet<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        names.addAll(List.of(matcher.group(1).split(", ")));
        assertThat(matcher.group(2)).as(line).matches("[A-Z].*");
      }
    }
    return names;
  }

  private static String notice() throws IOException {
    return Files.readString(Path.of("../NOTICE"));
  }

  private static List<String> used() {
    List<String> names = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Matcher matcher = JAR.matcher(entry);
      if (matcher.matches() && !matcher.group(1).matches("surefire-.*|harness")) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  @Test
  void namesEveryLibraryAndItsLicence() throws IOException {
    assertThat(used()).hasSizeGreaterThan(40).contains("picocli", "xchart");
    assertThat(listed(notice())).containsAll(used());
  }

  @Test
  void namesNoneThatIsGone() throws IOException {
    String forRuns = notice().substring(0, notice().indexOf("For building and testing only"));
    assertThat(used()).containsAll(listed(forRuns));
  }
}
