package org.unlearnbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.InputException;

class OutputsFileTests {
  private static final Task MULTI = Task.multiLabel(List.of("x", "y"));

  @TempDir Path folder;

  private static void assertSame(Map<Split, SplitOutputs> read, Map<Split, SplitOutputs> written) {
    assertThat(read.keySet()).containsExactly(Split.values());
    for (Split split : Split.values()) {
      SplitOutputs a = read.get(split);
      SplitOutputs b = written.get(split);
      assertThat(a.paths()).isEqualTo(b.paths());
      assertThat(a.labels()).isDeepEqualTo(b.labels());
      assertThat(a.logits().length).isEqualTo(b.logits().length);
      for (int i = 0; i < a.size(); i++) {
        for (int k = 0; k < a.task().outputs(); k++) {
          assertThat(Float.floatToRawIntBits(a.logits()[i][k]))
              .isEqualTo(Float.floatToRawIntBits(b.logits()[i][k]));
        }
      }
    }
  }

  @Test
  void readsBackBitEqual() throws IOException {
    for (Task task : List.of(SampleRun.TASK, MULTI)) {
      Map<Split, SplitOutputs> outputs = SampleRun.outputs(task, 300, 7);
      Path file = folder.resolve("o.csv.gz");
      OutputsFile.write(file, outputs);
      assertSame(OutputsFile.read(file, task), outputs);
    }
  }

  @Test
  void readsSomeSplitsAlone() throws IOException {
    Map<Split, SplitOutputs> outputs = SampleRun.outputs(SampleRun.TASK, 20, 7);
    Path file = folder.resolve("o.csv.gz");
    OutputsFile.write(file, outputs);
    Map<Split, SplitOutputs> read =
        OutputsFile.read(file, SampleRun.TASK, Set.of(Split.UNSEEN, Split.FORGET));
    assertThat(read.keySet()).containsExactly(Split.FORGET, Split.UNSEEN);
    assertThat(read.get(Split.UNSEEN).logits()).isDeepEqualTo(outputs.get(Split.UNSEEN).logits());
    assertThat(OutputsFile.read(file, SampleRun.TASK, Set.of())).isEmpty();
  }

  @Test
  void keepsOddPathsExtremeLogitsAndEmptySplits() throws IOException {
    float[] extremes = {
      Float.MIN_VALUE, -Float.MAX_VALUE, -0f, 1f / 3, Float.NaN, Float.POSITIVE_INFINITY, 1e-10f
    };
    Map<Split, SplitOutputs> outputs = new EnumMap<>(SampleRun.outputs(MULTI, 0, 1));
    float[][] logits = new float[extremes.length][];
    int[][] labels = new int[extremes.length][];
    String[] paths = new String[extremes.length];
    for (int i = 0; i < extremes.length; i++) {
      logits[i] = new float[] {extremes[i], 1};
      labels[i] = new int[] {0, 1};
      paths[i] = "a, \"b\"\u00e9/" + i + ".JPG";
    }
    outputs.put(Split.TEST, new SplitOutputs(Split.TEST, MULTI, List.of(paths), labels, logits));
    Path file = folder.resolve("o.csv.gz");
    OutputsFile.write(file, outputs);
    assertSame(OutputsFile.read(file, MULTI), outputs);
  }

  @Test
  void writesTheDocumentedColumns() throws IOException {
    Map<Split, SplitOutputs> outputs = new EnumMap<>(SampleRun.outputs(SampleRun.TASK, 0, 1));
    outputs.put(
        Split.FORGET,
        new SplitOutputs(
            Split.FORGET,
            SampleRun.TASK,
            List.of("f.png"),
            new int[][] {{1}},
            new float[][] {{0, 0.5f, 0}}));
    Path file = folder.resolve("o.csv.gz");
    OutputsFile.write(file, outputs);
    String text;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    double p = Math.exp(0.5) / (2 + Math.exp(0.5));
    String[] lines = text.split("\n");
    assertThat(lines[0])
        .isEqualTo("split,index,path,label,loss,p_true,correct,logit_0,logit_1,logit_2");
    String[] cells = lines[1].split(",");
    assertThat(List.of(cells[0], cells[1], cells[2], cells[3]))
        .containsExactly("forget", "0", "f.png", "1");
    assertThat(Double.parseDouble(cells[4])).isCloseTo(-Math.log(p), within(1e-15));
    assertThat(Double.parseDouble(cells[5])).isCloseTo(p, within(1e-15));
    assertThat(List.of(cells[6], cells[7], cells[8], cells[9]))
        .containsExactly("1", "0.0", "0.5", "0.0");
    assertThat(lines).hasSize(2);
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  @Test
  void equalOutputsGiveEqualBytes() throws IOException {
    Path a = folder.resolve("a.csv.gz");
    Path b = folder.resolve("b.csv.gz");
    OutputsFile.write(a, SampleRun.outputs(SampleRun.TASK, 50, 3));
    OutputsFile.write(b, SampleRun.outputs(SampleRun.TASK, 50, 3));
    assertThat(Files.readAllBytes(a)).isEqualTo(Files.readAllBytes(b));
    // Bytes 4 to 7 of a gzip file are its time stamp.
    assertThat(java.util.Arrays.copyOfRange(Files.readAllBytes(a), 4, 8)).containsOnly(0);
  }

  @Test
  void saysWhichLineIsDamaged() throws IOException {
    String header = "split,index,path,label,loss,p_true,correct,logit_0,logit_1\n";
    assertProblem("nonsense\n", "line 1: found [nonsense], expected [split,");
    assertProblem("", "is empty, expected [split,");
    assertProblem(header + "test,0,p,0;1,1,1,1,1\n", "line 2: found 8 columns, expected 9");
    assertProblem(header + "tset,0,p,0;1,1,1,1,1,1\n", "line 2: no split is called 'tset'");
    assertProblem(header + "test,1,p,0;1,1,1,1,1,1\n", "line 2: found index 1, expected 0");
    assertProblem(header + "test,0,p,0;1,1,1,1,x,1\n", "line 2: For input string: \"x\"");
    assertProblem(header + "test,0,\"p,0;1,1,1,1,x,1\n", "cannot be read: ");
  }

  private void assertProblem(String text, String problem) throws IOException {
    Path file = folder.resolve("damaged.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> OutputsFile.read(file, MULTI))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": " + problem);
  }

  @Test
  void refusesWhatIsNoCompressedFile() throws IOException {
    Path file = folder.resolve("o.csv.gz");
    assertThatThrownBy(() -> OutputsFile.read(file, MULTI)).hasMessage(file + ": no such file");
    Files.writeString(file, "plain");
    assertThatThrownBy(() -> OutputsFile.read(file, MULTI))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is no whole gzip file: ");
    OutputsFile.write(file, SampleRun.outputs(MULTI, 50, 3));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> OutputsFile.read(file, MULTI))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is no whole gzip file: ");
  }
}
