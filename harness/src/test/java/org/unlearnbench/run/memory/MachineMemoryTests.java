package org.unlearnbench.run.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Linux has them, below a folder of our own. */
class MachineMemoryTests {
  private static final long GB = 1L << 30;

  @TempDir Path root;

  @BeforeEach
  void aMachineWithEightGigabytes() throws Exception {
    write("proc/meminfo", "MemTotal:  16777216 kB\nMemFree: 100 kB\nMemAvailable:   8388608 kB\n");
  }

  private void write(String file, String text) throws Exception {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private void writeV2(String group, String limit, long usage, String stat) throws Exception {
    write("sys/fs/cgroup" + group + "/memory.max", limit + "\n");
    write("sys/fs/cgroup" + group + "/memory.current", usage + "\n");
    write("sys/fs/cgroup" + group + "/memory.stat", stat);
  }

  private long available() {
    return new MachineMemory(root).availableMegabytes().orElseThrow();
  }

  @Test
  void isWhatTheKernelCallsAvailable() throws Exception {
    assertThat(available()).isEqualTo(8192);
    write("proc/self/cgroup", "0::/user.slice\nnonsense\n");
    assertThat(available()).isEqualTo(8192);
  }

  @Test
  void isLessInAGroupWithALimit() throws Exception {
    write("proc/self/cgroup", "0::/a/b\n");
    writeV2("/a/b", "max", 0, "");
    writeV2(
        "/a", Long.toString(4 * GB), 3 * GB, "anon 5\ninactive_file 536870912\nactive_file 0\n");
    assertThat(available()).isEqualTo(1536);
    writeV2("/a/b", Long.toString(GB), 2 * GB, "");
    assertThat(available()).isZero();
  }

  @Test
  void knowsTheOldKindOfGroups() throws Exception {
    write("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/host/only\n0::/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", Long.toString(2 * GB));
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", Long.toString(GB));
    write("sys/fs/cgroup/memory/memory.stat", "inactive_file 7\ntotal_active_file 1048576\n");
    assertThat(available()).isEqualTo(1025);
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
    assertThat(available()).isEqualTo(8192);
  }

  @Test
  void aGroupOutsideOfWhatIsMountedCountsAsTheMount() throws Exception {
    write("proc/self/cgroup", "0::/../../other\n");
    writeV2("", Long.toString(3 * GB), GB, "");
    assertThat(available()).isEqualTo(2048);
  }

  @Test
  void isUnknownElsewhere() throws Exception {
    Files.delete(root.resolve("proc/meminfo"));
    assertThat(new MachineMemory(root).availableMegabytes()).isEmpty();
    assertThat(new MachineMemory().availableMegabytes().orElseThrow()).isPositive();
  }
}
