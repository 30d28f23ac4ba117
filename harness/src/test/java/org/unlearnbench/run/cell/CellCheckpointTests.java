package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment.Checkpointing;
import org.unlearnbench.method.Section;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.nn.optim.Optimizer;

class CellCheckpointTests {
  @TempDir Path folder;
  private Network network;
  private long nanos;

  @BeforeEach
  void makeNetwork() {
    network = SmallSetting.of(false).originalNetwork();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private CellCheckpoint checkpoint(double minutes, int epochs) {
    return new CellCheckpoint(
        folder.resolve("key"), new Checkpointing(minutes, epochs), () -> nanos, network, List.of());
  }

  /** Counts epochs and what they did. */
  private static final class Sum implements Resumable {
    long value;

    @Override
    public void save(StateFile.Out out) throws IOException {
      out.number(value);
    }

    @Override
    public void restore(StateFile.In in) throws IOException {
      value = in.number();
    }
  }

  private Path file(int section) {
    return folder.resolve("key").resolve("section-" + section + ".state");
  }

  /** Works until the epoch with that number, each of which takes so many seconds. */
  private List<Integer> work(Section section, Sum sum, int until, int total, int seconds) {
    List<Integer> worked = new ArrayList<>();
    for (int epoch = section.done(); epoch < until && !section.isOver(); epoch++) {
      worked.add(epoch);
      sum.value = 10 * sum.value + epoch;
      float[] parameters = network.parameters();
      parameters[0] = sum.value;
      network.setParameters(parameters);
      nanos += TimeUnit.SECONDS.toNanos(seconds);
      section.finished(epoch + 1, total, epoch + 1 == total);
    }
    return worked;
  }

  @Test
  void goesOnAtTheLastStoredEpochWithEverythingAsItWas() throws IOException {
    Sum sum = new Sum();
    work(checkpoint(0, 2).section(sum), sum, 5, 8, 1);
    assertThat(sum.value).isEqualTo(1234);
    network.setParameters(new float[network.layout().length()]);
    Sum restored = new Sum();
    Section section = checkpoint(0, 2).section(restored);
    assertThat(section.done()).isEqualTo(4);
    assertThat(restored.value).isEqualTo(123);
    assertThat(network.parameters()[0]).isEqualTo(123f);
    assertThat(work(section, restored, 8, 8, 1)).containsExactly(4, 5, 6, 7);

    Section over = checkpoint(0, 2).section(restored);
    assertThat(over.isOver()).isTrue();
    assertThat(over.done()).isEqualTo(8);
    assertThat(restored.value).isEqualTo(1_234_567);
  }

  @Test
  void storesWhenTheMinutesAreOverAndNotMoreOften() throws IOException {
    Sum sum = new Sum();
    Section section = checkpoint(5, 0).section(sum);
    work(section, sum, 4, 100, 70);
    assertThat(file(1)).doesNotExist();
    work(section, sum, 5, 100, 70);
    byte[] first = Files.readAllBytes(file(1));
    work(section, sum, 9, 100, 70);
    assertThat(Files.readAllBytes(file(1))).isEqualTo(first);
    work(section, sum, 10, 100, 70);
    assertThat(checkpoint(5, 0).section(new Sum()).done()).isEqualTo(10);
  }

  @Test
  void aSectionOfAMinuteIsStoredAtItsEnd() {
    CellCheckpoint checkpoint = checkpoint(5, 0);
    Sum sum = new Sum();
    work(checkpoint.section(sum), sum, 2, 2, 29);
    work(checkpoint.section(sum), sum, 2, 2, 31);
    work(checkpoint.section(sum), sum, 2, 2, 1);
    assertThat(file(1)).doesNotExist();
    assertThat(file(2)).exists();
    assertThat(file(3)).doesNotExist();
  }

  @Test
  void neverMeansNever() {
    Sum sum = new Sum();
    work(checkpoint(0, 0).section(sum), sum, 20, 20, 3600);
    assertThat(folder.resolve("key")).doesNotExist();
  }

  @Test
  void whatIsDamagedIsNotUsed() throws IOException {
    Sum sum = new Sum();
    work(checkpoint(0, 1).section(sum), sum, 3, 8, 1);
    byte[] bytes = Files.readAllBytes(file(1));
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(1), bytes);
    float[] before = network.parameters();
    Sum fresh = new Sum();
    Section section = checkpoint(0, 1).section(fresh);
    assertThat(section.done()).isZero();
    assertThat(fresh.value).isZero();
    assertThat(network.parameters()).isEqualTo(before);
  }

  @Test
  void anOptimizerThatDoesNotTellItsStateTrainsWithoutBeingStored() {
    Optimizer silent = (trained, lr) -> {};
    Section section = checkpoint(0, 1).section(silent);
    section.finished(1, 2, false);
    section.finished(2, 2, true);
    assertThat(file(1)).doesNotExist();
  }

  @Test
  void aDiskThatTakesNothingStopsNoCell() throws IOException {
    Files.writeString(folder.resolve("key"), "a file where the folder would be");
    Sum sum = new Sum();
    Section section = checkpoint(0, 1).section(sum);
    assertThat(work(section, sum, 3, 3, 1)).hasSize(3);
  }

  @Test
  void aStateOfSomethingElseIsAFault() {
    Sum sum = new Sum();
    work(checkpoint(0, 1).section(sum), sum, 3, 8, 1);
    assertThatIllegalStateException().isThrownBy(() -> checkpoint(0, 1).section(sum, new Sum()));
  }
}
