package org.unlearnbench.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.method.Section;
import org.unlearnbench.method.SmallContext;
import org.unlearnbench.method.SmallSetting;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.run.cell.Sections;

/** Every method, its process killed after each of its epochs, ends in the same bits. */
class ResumeTests {
  /** Without epochs there is nothing to go on at: they do their work in one piece. */
  private static final Set<String> NO_EPOCHS = Set.of("original", "ssd");

  @TempDir Path folder;

  /** What stands for a kill: nobody catches it, and nothing in memory is used again. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  static Stream<Arguments> methodsAndTasks() {
    return Methods.registry().all().stream()
        .flatMap(method -> Stream.of(false, true).map(multi -> Arguments.of(method.name(), multi)));
  }

  /** What a method leaves: the parameters, then its files by name. */
  private record Left(float[] parameters, Map<String, Object> files) {}

  @ParameterizedTest
  @MethodSource("methodsAndTasks")
  void goesOnAfterEveryEpochAndEndsInTheSameBits(String name, boolean multiLabel)
      throws IOException {
    UnlearningMethod method = Methods.registry().get(name);
    ParameterValues values = Methods.withEvery(method, Methods.small(method), "epochs", 3L);
    int[] epochs = {0};
    Left whole =
        run(
            method,
            values,
            multiLabel,
            network -> carried -> hearing(Section.NONE, () -> epochs[0]++));
    int kills = 0;
    Left resumed = null;
    while (resumed == null) {
      try {
        resumed =
            run(
                method,
                values,
                multiLabel,
                network -> {
                  Function<Resumable[], Section> stored = Sections.in(folder, network);
                  return carried ->
                      hearing(
                          stored.apply(carried),
                          () -> {
                            throw new Killed();
                          });
                });
      } catch (Killed e) {
        kills++;
      }
    }
    assertThat(resumed.parameters).isEqualTo(whole.parameters);
    assertThat(resumed.files).isEqualTo(whole.files);
    assertThat(kills).isEqualTo(epochs[0]);
    assertThat(kills == 0).isEqualTo(NO_EPOCHS.contains(name));
  }

  /** The same section; whoever listens is told of an epoch once it is stored. */
  private static Section hearing(Section section, Runnable listener) {
    return new Section() {
      @Override
      public int done() {
        return section.done();
      }

      @Override
      public boolean isOver() {
        return section.isOver();
      }

      @Override
      public void finished(int done, int total, boolean over) {
        section.finished(done, total, over);
        listener.run();
      }
    };
  }

  private static Left run(
      UnlearningMethod method,
      ParameterValues values,
      boolean multiLabel,
      Function<Network, Function<Resumable[], Section>> sections)
      throws IOException {
    try (SmallContext context = SmallSetting.of(multiLabel).context(method, values, 1, sections)) {
      method.unlearn(context);
      Map<String, Object> files = new TreeMap<>(context.artefacts().tables());
      context.artefacts().files().forEach((file, bytes) -> files.put(file, Sha256.of(bytes)));
      return new Left(context.network().parameters(), files);
    }
  }
}
