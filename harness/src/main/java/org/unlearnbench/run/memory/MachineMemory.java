package org.unlearnbench.run.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory new processes may take: what the kernel calls available, or less where this
 * process's control group, or one it is part of, has a limit. Memory that holds files counts as
 * free, since it is given up when needed.
 */
public final class MachineMemory {
  private static final long MEGABYTE = 1 << 20;
  private static final Pattern GROUP = Pattern.compile("\\d+:([^:]*):(.*)");

  private final Path root;

  /** This machine's. */
  public MachineMemory() {
    this(Path.of("/"));
  }

  /**
   * @param root where {@code proc} and {@code sys} are
   */
  public MachineMemory(Path root) {
    this.root = root;
  }

  /** Megabytes that are available; nothing where the system does not tell. */
  public OptionalLong availableMegabytes() {
    OptionalLong kernel = number(root.resolve("proc/meminfo"), "MemAvailable: *(\\d+) kB");
    if (kernel.isEmpty()) {
      return OptionalLong.empty();
    }
    long least = kernel.getAsLong() * 1024;
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      Matcher group = GROUP.matcher(line);
      if (group.matches()) {
        least = Math.min(least, leftInGroup(group.group(1), group.group(2)));
      }
    }
    return OptionalLong.of(Math.max(0, least) / MEGABYTE);
  }

  /** The least that a group and its ancestors have left, in bytes. */
  private long leftInGroup(String controllers, String path) {
    boolean second = controllers.isEmpty();
    if (!second && !List.of(controllers.split(",")).contains("memory")) {
      return Long.MAX_VALUE;
    }
    Path mount = root.resolve(second ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
    long least = Long.MAX_VALUE;
    // In a container the path may be the host's and absent here; the mount is then the group
    // itself.
    Path group = mount.resolve(Path.of("/").relativize(Path.of(path))).normalize();
    while (group.startsWith(mount) && !group.equals(mount)) {
      least = Math.min(least, second ? leftInV2(group) : leftInV1(group));
      group = group.getParent();
    }
    return Math.min(least, second ? leftInV2(mount) : leftInV1(mount));
  }

  private static long leftInV2(Path group) {
    return left(
        number(group.resolve("memory.max"), "(\\d+)"),
        number(group.resolve("memory.current"), "(\\d+)"),
        group.resolve("memory.stat"),
        "");
  }

  private static long leftInV1(Path group) {
    return left(
        number(group.resolve("memory.limit_in_bytes"), "(\\d+)"),
        number(group.resolve("memory.usage_in_bytes"), "(\\d+)"),
        group.resolve("memory.stat"),
        "total_");
  }

  private static long left(OptionalLong limit, OptionalLong usage, Path stat, String prefix) {
    if (limit.isEmpty() || usage.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long files =
        number(stat, prefix + "inactive_file (\\d+)").orElse(0)
            + number(stat, prefix + "active_file (\\d+)").orElse(0);
    return limit.getAsLong() - Math.max(0, usage.getAsLong() - files);
  }

  /** The number in the first line that matches as a whole. */
  private static OptionalLong number(Path file, String pattern) {
    Pattern whole = Pattern.compile(pattern);
    for (String line : lines(file)) {
      Matcher matcher = whole.matcher(line);
      if (matcher.matches()) {
        return OptionalLong.of(Long.parseLong(matcher.group(1)));
      }
    }
    return OptionalLong.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
