package org.unlearnbench.run.cell;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.unlearnbench.config.Experiment.Checkpointing;
import org.unlearnbench.method.Section;
import org.unlearnbench.nn.Network;
import org.unlearnbench.nn.checkpoint.Resumable;

/** The worker's own checkpoints for tests elsewhere. */
public final class Sections {
  private Sections() {}

  /** Makes a network's sections, which are stored after every epoch. */
  public static Function<Resumable[], Section> in(Path folder, Network network) {
    CellCheckpoint checkpoint =
        new CellCheckpoint(folder, new Checkpointing(0, 1), () -> 0, network, List.of());
    return checkpoint::section;
  }
}
