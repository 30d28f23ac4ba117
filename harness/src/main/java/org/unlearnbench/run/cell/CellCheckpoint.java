package org.unlearnbench.run.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.io.InputException;
import org.unlearnbench.method.Section;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;

/**
 * How far the making of one model has come, in a folder under the key of that model, so that a
 * process that goes on after a kill loses minutes and no bit.
 *
 * <p>Every section of epochs has a file of its own. What a method does outside of them is done
 * again, and so is a section without a file: both always come out the same, as they start from the
 * same network. Therefore it does not matter which sections are stored, nor how recently.
 */
final class CellCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(CellCheckpoint.class);
  private static final long MINUTE = 60_000_000_000L;

  private final Path folder;
  private final int epochs;
  private final long nanos;
  private final LongSupplier clock;
  private final List<Resumable> always;
  private long stored;
  private int sections;
  private boolean able = true;

  /**
   * @param folder of the model's key; made when there is something to store
   * @param often how often to store
   * @param network the one that is trained
   * @param others what changes in any section beside it
   */
  CellCheckpoint(
      Path folder,
      Experiment.Checkpointing often,
      LongSupplier clock,
      Network network,
      List<Resumable> others) {
    this.folder = folder;
    this.epochs = often.epochs();
    this.nanos = Math.round(often.minutes() * MINUTE);
    this.clock = clock;
    this.always = new ArrayList<>(others);
    this.always.add(new Weights(network));
    this.stored = clock.getAsLong();
  }

  /** The next section, restored as far as an earlier process had stored it. */
  Section section(Resumable... carried) {
    sections++;
    Stored section = new Stored(folder.resolve("section-" + sections + ".state"), carried);
    section.restore();
    return section;
  }

  private final class Stored implements Section, Resumable {
    private final Path file;
    private final List<Resumable> parts = new ArrayList<>();
    private final long begin = clock.getAsLong();
    private int done;
    private boolean over;

    Stored(Path file, Resumable... carried) {
      this.file = file;
      parts.add(this);
      parts.addAll(always);
      parts.addAll(List.of(carried));
    }

    @Override
    public int done() {
      return done;
    }

    @Override
    public boolean isOver() {
      return over;
    }

    @Override
    public void save(StateFile.Out out) throws IOException {
      out.number(done);
      out.flag(over);
    }

    @Override
    public void restore(StateFile.In in) throws IOException {
      done = (int) in.number();
      over = in.flag();
    }

    void restore() {
      if (!Files.exists(file)) {
        return;
      }
      try {
        StateFile.read(file, parts);
        LOG.info("goes on after epoch {} of section {}, stored earlier", done, sections);
      } catch (InputException damaged) {
        LOG.warn("a stored state is not used: {}", damaged.getMessage());
      } catch (IOException e) {
        throw new IllegalStateException("a stored state cannot be read: " + e.getMessage(), e);
      }
    }

    @Override
    public void finished(int epoch, int total, boolean last) {
      done = epoch;
      over = last;
      if (able && isDue()) {
        store();
        stored = clock.getAsLong();
      }
    }

    /** A finished section is not stored again, so it is stored earlier: if it took a minute. */
    private boolean isDue() {
      if (epochs > 0 && (over || done % epochs == 0)) {
        return true;
      }
      long since = clock.getAsLong() - (over ? Math.max(stored, begin) : stored);
      return nanos > 0 && since >= (over ? Math.min(nanos, MINUTE) : nanos);
    }

    private void store() {
      try {
        StateFile.write(file, parts);
      } catch (IOException e) {
        LOG.warn("the state after epoch {} is not stored: {}", done, e.toString());
      } catch (UnsupportedOperationException | IllegalStateException e) {
        able = false;
        LOG.warn("no state is stored, so a kill means beginning anew: {}", e.getMessage());
      }
    }
  }

  private record Weights(Network network) implements Resumable {

    @Override
    public void save(StateFile.Out out) throws IOException {
      out.floats(network.parameters());
    }

    @Override
    public void restore(StateFile.In in) throws IOException {
      network.setParameters(in.floats());
    }
  }
}
