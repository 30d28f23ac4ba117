package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.unlearnbench.run.memory.MachineMemory;

class WorkerCommandTests {
  private final WorkerCommand command = WorkerCommand.ofThisProcess(new MachineMemory());

  private String policy(int threads, boolean crowded) {
    ProcessBuilder worker = command.process(Path.of("job"), Path.of("/"), threads, crowded);
    assertThat(worker.environment()).containsEntry("OMP_NUM_THREADS", "" + threads);
    return worker.environment().get("OMP_WAIT_POLICY");
  }

  @Test
  void threadsThatWaitSleepWhereOthersWantTheProcessors() {
    String given = System.getenv("OMP_WAIT_POLICY");
    assertThat(policy(2, true)).isEqualTo(given == null ? "passive" : given);
    assertThat(policy(2, false)).isEqualTo(given);
    assertThat(policy(1, true)).isEqualTo(given);
  }
}
