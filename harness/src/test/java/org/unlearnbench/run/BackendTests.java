package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.Experiment;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.Backend;
import org.unlearnbench.nn.NetworkSpec;
import org.unlearnbench.nn.graph.Nd4jBackend;
import org.unlearnbench.nn.graph.ResNet18Factory;
import org.unlearnbench.run.memory.MachineMemory;

/** Nobody gets the processor's numbers for a card's. */
@Timeout(120)
class BackendTests {
  @TempDir Path folder;

  private static WorkerCommand command(Backend backend) {
    WorkerCommand own = WorkerCommand.ofThisProcess(new MachineMemory());
    return new WorkerCommand(own.classPath(), backend, own.nativeExtension(), own.memory());
  }

  @Test
  void aBackendThatNd4jDoesNotTakeIsRefusedBeforeAnyWork() {
    assumeThat(System.getProperty("java.class.path")).doesNotContain("nd4j-cuda");
    assertThatThrownBy(() -> BackendCheck.require(command(Backend.CUDA)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--backend cuda: ND4J cannot use ")
        .hasMessageNotContainingAny("\n", "\tat ");
    assertThatCode(() -> BackendCheck.require(command(Backend.CPU))).doesNotThrowAnyException();
  }

  @Test
  void networksRefuseToComputeElsewhere() {
    Backend other = Nd4jBackend.found() == Backend.CPU ? Backend.CUDA : Backend.CPU;
    String before = System.getProperty(Backend.PROPERTY);
    System.setProperty(Backend.PROPERTY, other.key());
    try {
      assertThatThrownBy(() -> new ResNet18Factory().create(new NetworkSpec("resnet18", 1, 32, 2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("asked for " + other.key() + ", ND4J took " + Nd4jBackend.found().key());
    } finally {
      if (before == null) {
        System.clearProperty(Backend.PROPERTY);
      } else {
        System.setProperty(Backend.PROPERTY, before);
      }
    }
  }

  @Test
  void workersPreferTheirBackend() {
    ProcessBuilder cuda = command(Backend.CUDA).process(folder, folder, 2, false);
    assertThat(cuda.command()).contains("-Dunlearnbench.backend=cuda");
    assertThat(cuda.environment())
        .containsEntry("BACKEND_PRIORITY_GPU", "100")
        .containsEntry("BACKEND_PRIORITY_CPU", "0");
    ProcessBuilder cpu = command(Backend.CPU).process(folder, folder, 2, false);
    assertThat(cpu.command()).contains("-Dunlearnbench.backend=cpu");
    assertThat(cpu.environment())
        .containsEntry("BACKEND_PRIORITY_GPU", "0")
        .containsEntry("BACKEND_PRIORITY_CPU", "100");
  }

  @Test
  void keysTellBackendsApartAndThoseOfTheProcessAreAsBefore() throws Exception {
    assertThat(NativePlatform.key(Backend.CPU)).isEqualTo(NativePlatform.extension());
    RunFixture fixture = new RunFixture(folder);
    Experiment experiment = fixture.experiment("[original]");
    List<LoadedData> data =
        LoadedData.all(experiment, fixture.extensions, fixture.places.dataCache());
    CodeFingerprint code = new CodeFingerprint();
    String[] keys = new String[2];
    for (Backend backend : Backend.values()) {
      String library = NativePlatform.key(backend);
      keys[backend.ordinal()] =
          new CellKeys(experiment, fixture.extensions, code, library).original(data.get(0), 1);
    }
    assertThat(keys[0]).isNotEqualTo(keys[1]);
  }
}
