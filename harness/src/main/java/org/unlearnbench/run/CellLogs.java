package org.unlearnbench.run;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.unlearnbench.io.PrintableOutput;
import org.unlearnbench.result.CellId;
import org.unlearnbench.result.RunLayout;

/**
 * Sorts what a worker prints into the logs of its cells, each beside its cell until that is in
 * place. What is printed before the first cell belongs to that one. Every line has the time at
 * which it came, in UTC; of a long log the start and the end are kept.
 */
final class CellLogs implements AutoCloseable {
  /** Bytes kept at either end of a cell's log. */
  static final int KEPT = 1 << 20;

  private static final int KEPT_BEFORE = 1 << 16;

  private final RunLayout layout;
  private final byte[] buffer = new byte[1 << 16];
  private ByteArrayOutputStream early = new ByteArrayOutputStream();
  private OutputStream log = log(early, KEPT_BEFORE);
  private boolean inCell;

  CellLogs(RunLayout layout) {
    this.layout = layout;
  }

  private static OutputStream log(OutputStream target, int kept) {
    return new PrintableOutput(new Stamped(new Ends(target, kept)));
  }

  void begin(CellId cell) throws IOException {
    log.close();
    Path file = layout.stagingLog(cell);
    Files.createDirectories(file.getParent());
    OutputStream target =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    early.writeTo(target);
    early = new ByteArrayOutputStream();
    log = log(target, KEPT);
    inCell = true;
  }

  /**
   * Takes over what a worker has printed so far, without waiting for more.
   *
   * @return bytes read
   */
  int take(InputStream printed) throws IOException {
    int rest = printed.available();
    int read = 0;
    while (read < rest) {
      int count = printed.read(buffer, 0, Math.min(buffer.length, rest - read));
      if (count < 0) {
        break;
      }
      log.write(buffer, 0, count);
      read += count;
    }
    if (read > 0) {
      log.flush(); // somebody may be following
    }
    return read;
  }

  /** A line of the parent's own. */
  void line(String text) throws IOException {
    log.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the current cell's log, if there is one. */
  void end() throws IOException {
    if (inCell) {
      log.close();
      early = new ByteArrayOutputStream();
      log = log(early, KEPT_BEFORE);
      inCell = false;
    }
  }

  /** Moves a cell's log into the cell's folder, if there is one. */
  static void moveIntoPlace(RunLayout layout, CellId cell) throws IOException {
    Path log = layout.stagingLog(cell);
    Path folder = layout.cell(cell);
    if (Files.exists(log)) {
      Files.move(log, RunLayout.log(folder), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    end();
  }

  /** Puts the time before every line. */
  private static final class Stamped extends FilterOutputStream {
    private boolean atStart = true;

    Stamped(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      byte[] stamp =
          (Instant.now().truncatedTo(ChronoUnit.SECONDS) + " ").getBytes(StandardCharsets.US_ASCII);
      int line = from;
      for (int i = from; i < from + count; i++) {
        if (atStart) {
          out.write(stamp);
          atStart = false;
        }
        if (bytes[i] == '\n') {
          out.write(bytes, line, i + 1 - line);
          line = i + 1;
          atStart = true;
        }
      }
      out.write(bytes, line, from + count - line);
    }

    @Override
    public void close() throws IOException {
      if (!atStart) {
        out.write('\n');
      }
      super.close();
    }
  }

  /**
   * Passes the first bytes on at once, keeps the last, and says at the end how many went between.
   */
  private static final class Ends extends FilterOutputStream {
    private final byte[] tail;
    private int head;
    private long more;

    Ends(OutputStream out, int kept) {
      super(out);
      head = kept;
      tail = new byte[kept];
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int first = Math.min(head, count);
      out.write(bytes, from, first);
      head -= first;
      int start = Math.max(from + first, from + count - tail.length);
      more += start - from - first;
      while (start < from + count) {
        int place = (int) (more % tail.length);
        int fits = Math.min(tail.length - place, from + count - start);
        System.arraycopy(bytes, start, tail, place, fits);
        start += fits;
        more += fits;
      }
    }

    @Override
    public void close() throws IOException {
      byte[] last = Arrays.copyOf(tail, (int) Math.min(more, tail.length));
      if (more > tail.length) {
        int place = (int) (more % tail.length);
        System.arraycopy(tail, place, last, 0, tail.length - place);
        System.arraycopy(tail, 0, last, tail.length - place, place);
        int line = 0;
        while (line < last.length && last[line] != '\n') {
          line++; // whole lines only, if there are any
        }
        int skip = line < last.length ? line + 1 : 0;
        out.write(
            ("\n[" + (more - last.length + skip) + " bytes left out]\n")
                .getBytes(StandardCharsets.US_ASCII));
        last = Arrays.copyOfRange(last, skip, last.length);
      }
      out.write(last);
      super.close();
    }
  }
}
