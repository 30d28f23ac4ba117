package org.unlearnbench.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ExperimentReader;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.io.InputException;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.run.Runner.Outcome;
import org.unlearnbench.run.cell.Places;
import org.unlearnbench.run.extension.Extensions;
import org.unlearnbench.run.fakes.FakePlugin;
import org.unlearnbench.run.memory.MachineMemory;
import org.unlearnbench.run.memory.MemoryLimits;

/** A folder with a plug-in of fakes, and experiments made of them. */
final class RunFixture {
  final Path folder;
  final Extensions extensions;
  final Places places;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  RunFixture(Path folder) throws Exception {
    this.folder = folder;
    Path plugins = FakePlugin.write(folder.resolve("plugins"));
    this.extensions = Extensions.load(List.of(plugins));
    this.places = places("");
  }

  Places places(String suffix) {
    return Places.of(
        folder,
        folder.resolve("runs" + suffix),
        folder.resolve("cache" + suffix),
        List.of(folder.resolve("plugins")));
  }

  Experiment experiment(String methods) throws InputException {
    String text =
        """
        name: demo
        threads: 1
        network: linear
        data: [{source: synthetic, image-size: 8}]
        training: {epochs: 3, batch-size: 8, lr: 0.1, schedule: {type: constant}}
        methods: %s
        """
            .formatted(methods);
    return new ExperimentReader(extensions.vocabulary()).parse(text, "x.yaml", folder);
  }

  /** The same experiment with other seeds, threads, training or settings of its data set. */
  static Experiment edited(
      Experiment from,
      List<Long> seeds,
      int threads,
      Map<String, Object> training,
      Map<String, Object> data) {
    Component source = from.data().get(0);
    return new Experiment(
        from.settings().with("threads", (long) threads),
        seeds,
        from.network(),
        List.of(new Component(source.name(), source.label(), with(source.values(), data))),
        with(from.training(), training),
        from.methods());
  }

  private static ParameterValues with(ParameterValues values, Map<String, Object> changes) {
    ParameterValues changed = values;
    for (Map.Entry<String, Object> change : changes.entrySet()) {
      changed = changed.with(change.getKey(), change.getValue());
    }
    return changed;
  }

  /** A progress whose lines {@link #shown} tells. */
  RunProgress progress() {
    shown.reset();
    return new PlainProgress(new PrintStream(shown, true, StandardCharsets.UTF_8));
  }

  String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  Outcome run(Experiment experiment) throws Exception {
    return run(places, experiment, false);
  }

  Outcome run(Places where, Experiment experiment, boolean fresh) throws Exception {
    return new Runner(extensions, where, progress(), new InProcessExecutor())
        .run(experiment, fresh);
  }

  /** A runner with real worker processes of little memory. */
  Runner processes() {
    return processes(Duration.ofMinutes(5), 2);
  }

  Runner processes(Duration timeout) {
    return processes(timeout, 2);
  }

  Runner processes(Duration timeout, int workers) {
    MachineMemory machine = new MachineMemory();
    WorkerCommand own = WorkerCommand.ofThisProcess(machine);
    MemoryLimits small = new MemoryLimits(128, 256, 2048);
    Executor executor = new LocalExecutor(own.with(small), 1, workers, machine, timeout);
    return new Runner(extensions, places, progress(), executor);
  }

  static Path cell(Outcome outcome, String method, long seed) {
    return new RunLayout(outcome.run()).cell(new CellId("synthetic", method, seed));
  }

  /** runs.csv without its time columns. */
  static List<String> stable(Outcome outcome) throws Exception {
    List<String> lines = Files.readAllLines(new RunLayout(outcome.run()).runs());
    List<String> header = List.of(lines.get(0).split(","));
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      String[] values = line.split(",");
      List<String> row = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        if (!header.get(i).endsWith("_seconds") && !header.get(i).equals("rte")) {
          row.add(values[i]);
        }
      }
      kept.add(String.join(",", row));
    }
    return kept;
  }

  static Map<Path, FileTime> times(Path root) throws Exception {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
