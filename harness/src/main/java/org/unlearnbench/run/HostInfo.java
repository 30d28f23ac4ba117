package org.unlearnbench.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.unlearnbench.nn.Backend;

/** Where results are made: code, Java, operating system, processor. */
public final class HostInfo {
  private static final String UNKNOWN = "unknown";

  private HostInfo() {}

  /** Version of this program; {@code development} when it was not built into a jar. */
  public static String version() {
    String path = "/META-INF/maven/org.unlearnbench/harness/pom.properties";
    try (InputStream in = HostInfo.class.getResourceAsStream(path)) {
      if (in == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Names and values, in a fixed order. */
  static Map<String, String> describe(Path home) {
    Map<String, String> info = new LinkedHashMap<>();
    info.put("unlearnbench", version());
    info.putAll(commit(home));
    info.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    info.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    info.put("cpu", cpu());
    info.put("cpu_cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    info.put("native", "linux-x86_64" + NativePlatform.key());
    info.put("backend", Backend.ofThisProcess().key());
    NativePlatform.card().ifPresent(card -> info.put("card", card));
    return info;
  }

  /** Commit and state of the project's checkout; {@code unknown} where it is none. */
  private static Map<String, String> commit(Path home) {
    Map<String, String> info = new LinkedHashMap<>();
    boolean checkout = Files.exists(home.resolve(".git"));
    String commit = checkout ? git(home, "rev-parse", "HEAD") : UNKNOWN;
    String changes = checkout ? git(home, "status", "--porcelain") : UNKNOWN;
    info.put("git_commit", commit);
    info.put("git_dirty", changes.equals(UNKNOWN) ? UNKNOWN : Boolean.toString(!changes.isEmpty()));
    return info;
  }

  private static String git(Path home, String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = home.toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? output : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }

  private static String cpu() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // not Linux
    }
    return UNKNOWN;
  }
}
