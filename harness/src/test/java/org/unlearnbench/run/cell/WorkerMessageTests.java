package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Component;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.result.PlannedCell;

/** What parent and worker tell each other. */
class WorkerMessageTests {

  @Property(tries = 200)
  void anyTextSurvivesOnOneLine(
      @ForAll WorkerMessage.Kind kind, @ForAll String cell, @ForAll String text, @ForAll int done) {
    WorkerMessage message = new WorkerMessage(kind, cell, text, done, 7);
    assertThat(message.line()).doesNotContain("\n").doesNotContain("\r");
    assertThat(WorkerMessage.parse(message.line())).contains(message);
  }

  @Test
  void otherLinesAreNoMessages() {
    for (String line :
        List.of(
            "", "hello", "@unlearnbench ", "@unlearnbench {", "@unlearnbench {\"kind\":\"X\"}")) {
      assertThat(WorkerMessage.parse(line)).isEmpty();
    }
  }

  @Test
  void aJobSurvivesItsFile(@TempDir Path folder) throws IOException {
    Job job =
        new Job(
            new Places(
                Path.of("/home"),
                Path.of("/runs"),
                Path.of("/data"),
                Path.of("/originals"),
                List.of(Path.of("/p 1"), Path.of("/p%2"))),
            experiment(),
            "faces",
            "hash",
            Long.MAX_VALUE,
            "original",
            List.of(new PlannedCell("faces", "retrain", 1, "kr")),
            List.of(new PlannedCell("faces", "a", 1, "ka"), new PlannedCell("faces", "b", 1, "kb")),
            Map.of("java", "17"));
    Path file = folder.resolve("job.json");
    job.write(file);
    assertThat(Job.read(file)).isEqualTo(job);
    assertThat(job.with(List.of()).cells()).isEmpty();
  }

  /** With values of every type that settings have. */
  private static Experiment experiment() {
    ParameterValues values =
        new ParameterValues(
            Map.of(
                "rate",
                1e-5,
                "whole",
                2.0,
                "count",
                3L,
                "flag",
                true,
                "text",
                "ä \n",
                "numbers",
                List.of(0.1, 1.0),
                "steps",
                List.of(Map.of("method", "scrub", "lr", 0.5))));
    return new Experiment(
        Experiment.standard("demo", "").with("threads", 1L),
        List.of(1L, Long.MAX_VALUE),
        new Component("linear", "linear", values),
        List.of(new Component("csv", "faces", values)),
        values,
        List.of(new Component("fake", "a", values)));
  }
}
