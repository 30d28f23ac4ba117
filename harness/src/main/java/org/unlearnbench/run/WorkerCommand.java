package org.unlearnbench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.nn.graph.Nd4jBackend;
import org.unlearnbench.run.cell.Worker;
import org.unlearnbench.run.memory.MachineMemory;
import org.unlearnbench.run.memory.MemoryLimits;

/**
 * How a worker process is started: its memory, threads, backend and native library.
 *
 * @param classPath class path of the worker
 * @param backend where it computes
 * @param nativeExtension which build of ND4J's library for the processor, for example {@code
 *     -onednn-avx2}
 * @param memory limits
 */
record WorkerCommand(
    String classPath, Backend backend, String nativeExtension, MemoryLimits memory) {
  /** Measured: without these a training step spends a tenth of its time on page faults. */
  private static final Map<String, String> MALLOC =
      Map.of(
          "MALLOC_MMAP_MAX_", "0",
          "MALLOC_TRIM_THRESHOLD_", "34359738368",
          "MALLOC_TOP_PAD_", "268435456",
          "MALLOC_ARENA_MAX", "1",
          "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

  /**
   * Gives a worker its channel, where standard output was, and sends what it prints to standard
   * error; and has the kernel kill it with its parent, for a stopped process does not do it itself.
   */
  private static final String CHANNEL_AND_END =
      "exec 3>&1 1>&2; e='setpriv --pdeathsig KILL'; $e true 2>/dev/null || e=; exec $e \"$@\"";

  /** The command of this process's own class path, backend and native library. */
  static WorkerCommand ofThisProcess(MachineMemory machine) {
    return new WorkerCommand(
        System.getProperty("java.class.path"),
        Backend.ofThisProcess(),
        NativePlatform.extension(),
        MemoryLimits.ofUnknownNeed(machine.availableMegabytes()));
  }

  /** The same with other limits. */
  WorkerCommand with(MemoryLimits limits) {
    return new WorkerCommand(classPath, backend, nativeExtension, limits);
  }

  /**
   * A process that works on {@code job}. Its output is the channel for messages, its errors are all
   * that is printed; it ends with the thread that starts it.
   *
   * @param crowded whether others want the processors, too. Threads that wait for each other then
   *     sleep: measured, with two threads a step takes half of the time on a busy machine, but more
   *     than twice as long alone. Results do not depend on it.
   */
  ProcessBuilder process(Path job, Path home, int threads, boolean crowded) {
    List<String> properties =
        List.of(
            "-Dunlearnbench.home=" + home,
            "-D" + Worker.WATCH_PARENT + "=true",
            "-D" + Worker.CHANNEL + "=/dev/fd/3");
    ProcessBuilder builder = process(Worker.class, properties, List.of(job.toString()), threads);
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", CHANNEL_AND_END, "worker"));
    command.addAll(builder.command());
    if (crowded && threads > 1) {
      builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive");
    }
    return builder.command(command).directory(home.toFile()).redirectErrorStream(false);
  }

  /**
   * A process in a worker's surroundings, with output and errors in one stream.
   *
   * @param properties further options for Java
   * @param threads native threads
   */
  ProcessBuilder process(
      Class<?> main, List<String> properties, List<String> arguments, int threads) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + memory.heapMegabytes() + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ErrorFileToStderr");
    command.add("-Djava.awt.headless=true");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.add("-D" + Backend.PROPERTY + "=" + backend.key());
    command.add("-D" + NativePlatform.PROPERTY + "=" + nativeExtension);
    command.add("-D" + Nd4jBackend.MAX_MEGABYTES + "=" + memory.offHeapMegabytes());
    command.add("-Dorg.bytedeco.javacpp.maxBytes=" + memory.offHeapMegabytes() + "m");
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=" + memory.processMegabytes() + "m");
    command.add("-Dorg.nd4j.log.initialization=false");
    command.addAll(properties);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(MALLOC);
    builder.environment().putAll(backend.environment());
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    return builder;
  }
}
