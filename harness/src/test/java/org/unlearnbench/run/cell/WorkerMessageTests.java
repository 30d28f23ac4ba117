package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            Path.of("/home"),
            Path.of("/run"),
            Path.of("/data"),
            Path.of("/originals"),
            List.of(Path.of("/p1"), Path.of("/p2")),
            "name: x\n",
            Path.of("/config"),
            "faces",
            "hash",
            Long.MAX_VALUE,
            "original",
            Optional.of(new Job.Cell("retrain", "kr")),
            List.of(new Job.Cell("a", "ka"), new Job.Cell("b", "kb")),
            Map.of("java", "17"));
    Path file = folder.resolve("job.json");
    job.write(file);
    assertThat(Job.read(file)).isEqualTo(job);
    assertThat(job.with(List.of()).cells()).isEmpty();
  }
}
