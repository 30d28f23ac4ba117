package org.unlearnbench.result;

import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.CsvRows;
import org.unlearnbench.io.CsvWriter;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.LimitedInputStream;

/**
 * {@code outputs.csv.gz}: one row per image with the columns {@code
 * split,index,path,label,loss,p_true,correct,logit_0..}.
 *
 * <p>Multi-label labels are written {@code 1;0;1}. Logits are written so that they read back
 * bit-equal; loss, p_true and correct follow from them ({@link SampleScores}) and are there for
 * other programs. Equal outputs give equal bytes.
 */
public final class OutputsFile {
  /** More than any data set here; a file that unpacks to more is not one of ours. */
  private static final long MAX_BYTES = 4L << 30;

  private static final List<String> FIXED =
      List.of("split", "index", "path", "label", "loss", "p_true", "correct");

  private OutputsFile() {}

  /** Writes the splits in the order of {@link Split}. */
  public static void write(Path file, Map<Split, SplitOutputs> outputs) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          try (Writer writer =
                  new BufferedWriter(
                      new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8));
              CsvWriter csv = new CsvWriter(writer)) {
            csv.row(header(outputs.values().iterator().next().task()));
            for (SplitOutputs split : new EnumMap<>(outputs).values()) {
              write(csv, split);
            }
          }
        });
  }

  private static List<String> header(Task task) {
    List<String> header = new ArrayList<>(FIXED);
    for (int i = 0; i < task.outputs(); i++) {
      header.add("logit_" + i);
    }
    return header;
  }

  private static void write(CsvWriter csv, SplitOutputs outputs) throws IOException {
    SampleScores scores = SampleScores.of(outputs);
    double[] loss = scores.loss();
    double[] truth = scores.pTrue();
    double[] correct = scores.correct();
    boolean fractions = outputs.task().isMultiLabel();
    for (int i = 0; i < outputs.size(); i++) {
      List<Object> row = new ArrayList<>(FIXED.size() + outputs.task().outputs());
      row.add(outputs.split().key());
      row.add(i);
      row.add(outputs.paths().get(i));
      row.add(label(outputs.labels()[i]));
      row.add(loss[i]);
      row.add(truth[i]);
      if (fractions || Double.isNaN(correct[i])) {
        row.add(correct[i]);
      } else {
        row.add((int) correct[i]);
      }
      for (float logit : outputs.logits()[i]) {
        row.add(logit);
      }
      csv.row(row);
    }
  }

  private static String label(int... label) {
    List<String> parts = new ArrayList<>();
    for (int value : label) {
      parts.add(Integer.toString(value));
    }
    return String.join(";", parts);
  }

  /**
   * Reads the logits and labels back; all four splits are there, in file order.
   *
   * @param task what the outputs mean
   * @throws InputException if a line is not as {@link #write} makes it, with its number
   */
  public static Map<Split, SplitOutputs> read(Path file, Task task) throws IOException {
    return read(file, task, EnumSet.allOf(Split.class));
  }

  /** The same for some splits alone; the rows of others are passed over. */
  static Map<Split, SplitOutputs> read(Path file, Task task, Set<Split> wanted) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file, InputException.noFile(file, "no such file"));
    }
    Map<String, Rows> rows = new HashMap<>();
    wanted.forEach(split -> rows.put(split.key(), new Rows()));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      CsvRows records = new CsvRows(new LimitedInputStream(in, MAX_BYTES));
      if (!records.next()) {
        throw new InputException(file, "is empty, expected " + header(task));
      }
      if (!records.texts().equals(header(task))) {
        throw new InputException(
            file, "line 1: found " + records.texts() + ", expected " + header(task));
      }
      for (long line = 2; records.next(); line++) {
        try {
          read(records, task, rows);
        } catch (IllegalArgumentException e) {
          throw new InputException(file, "line " + line + ": " + e.getMessage());
        }
      }
    } catch (InputException e) {
      throw e;
    } catch (ZipException | EOFException e) {
      throw new InputException(file, "is no whole gzip file: " + e.getMessage());
    } catch (IOException e) {
      throw new InputException(file, "cannot be read: " + e.getMessage());
    }
    Map<Split, SplitOutputs> outputs = new EnumMap<>(Split.class);
    wanted.forEach(split -> outputs.put(split, rows.get(split.key()).outputs(split, task)));
    return outputs;
  }

  private static void read(CsvRows record, Task task, Map<String, Rows> rows) {
    int columns = FIXED.size() + task.outputs();
    if (record.size() != columns) {
      throw new IllegalArgumentException(
          "found " + record.size() + " columns, expected " + columns);
    }
    String key = record.text(0);
    Rows split = rows.get(key);
    if (split == null) {
      Split.ofKey(key); // refuses what is no split
      return;
    }
    String index = record.text(1);
    if (Integer.parseInt(index) != split.paths.size()) {
      throw new IllegalArgumentException(
          "found index " + index + ", expected " + split.paths.size());
    }
    String[] label = record.text(3).split(";", -1);
    int[] values = new int[label.length];
    int expected = task.isMultiLabel() ? task.outputs() : 1;
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "found the label " + record.text(3) + ", expected " + expected + " of them");
    }
    int most = task.isMultiLabel() ? 1 : task.outputs() - 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = Integer.parseInt(label[i]);
      if (values[i] < 0 || values[i] > most) {
        throw new IllegalArgumentException(
            "found the label " + values[i] + ", expected 0.." + most);
      }
    }
    float[] logits = new float[task.outputs()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = record.number(FIXED.size() + i);
    }
    split.paths.add(record.text(2));
    split.labels.add(values);
    split.logits.add(logits);
  }

  /** The rows of a split while they are read. */
  private static final class Rows {
    private final List<String> paths = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();
    private final List<float[]> logits = new ArrayList<>();

    SplitOutputs outputs(Split split, Task task) {
      return new SplitOutputs(
          split, task, paths, labels.toArray(new int[0][]), logits.toArray(new float[0][]));
    }
  }
}
