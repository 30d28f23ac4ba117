package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Nearest;
import org.unlearnbench.io.InputException;
import org.unlearnbench.nn.checkpoint.SafeTensors;
import org.unlearnbench.nn.checkpoint.WeightsFile;
import org.unlearnbench.result.Cell;
import org.unlearnbench.result.Fault;
import org.unlearnbench.result.RunLayout;
import org.unlearnbench.result.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./unlearn export}: a cell's model as a file that other programs read. */
@Command(
    name = "export",
    description = "Writes a cell's model as safetensors, with torchvision's names.",
    footer = {
      "  ./unlearn run experiments/quickstart.yaml --set keep-models=true",
      "  ./unlearn export --run results/runs/quickstart --cell cmu-mufac/aru/1 -o aru.safetensors",
      "  experiments/compare/load_in_torchvision.py aru.safetensors --images a.png b.png"
    })
final class ExportCommand extends Subcommand {

  @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
  private Path directory;

  @Option(
      names = "--cell",
      required = true,
      paramLabel = "DATASET/METHOD/SEED",
      description = "Which model.")
  private String cell;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The safetensors file to write.")
  private Path file;

  @Option(names = "--force", description = "Replace FILE if it is there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    StoredRun run = StoredRun.inspect(directory, true);
    Cell found = find(run);
    requireSound(run, found);
    Path model = RunLayout.model(run.folder(found));
    if (!Files.exists(model)) {
      throw new InputException(
          name(found)
              + ": its model was not kept; run the experiment again with --set keep-models=true");
    }
    Path target = file.toAbsolutePath().normalize();
    if (!Files.isDirectory(target.getParent())) {
      throw new InputException("--out: " + target.getParent() + " is no folder");
    }
    if (Files.exists(target) && !force) {
      throw new InputException("--out: " + file + " exists; --force replaces it");
    }
    WeightsFile weights = WeightsFile.read(model);
    SafeTensors.write(target, List.copyOf(weights.tensors().values()), metadata(run, found));
    String sha256 = WeightsFile.read(target).sha256();
    out().print(file + ": " + weights.tensors().size() + " tensors, SHA-256 " + sha256 + "\n");
    return 0;
  }

  /** A model whose cell is not as it was made is none to pass on. */
  private static void requireSound(StoredRun run, Cell found) throws InputException {
    List<String> faults =
        run.faults().stream()
            .filter(fault -> fault.cell().equals(Optional.of(found.id())) && !fault.beside())
            .map(Fault::text)
            .toList();
    if (!faults.isEmpty()) {
      throw new InputException(faults);
    }
  }

  private Cell find(StoredRun run) throws InputException {
    String wanted = cell.replaceFirst("/seed-(?=\\d+$)", "/");
    List<Cell> finished = run.cells().stream().filter(c -> c.ok()).toList();
    List<String> valid = finished.stream().map(ExportCommand::name).toList();
    int place = valid.indexOf(wanted);
    if (place < 0) {
      throw new InputException(
          "--cell: found '"
              + cell
              + "', expected a finished cell of "
              + directory
              + "; "
              + Nearest.hint(wanted, valid));
    }
    return finished.get(place);
  }

  private static String name(Cell cell) {
    return cell.dataset() + "/" + cell.method() + "/" + cell.seed();
  }

  /** Tells where the model comes from; programs that want weights alone skip it. */
  private static Map<String, String> metadata(StoredRun run, Cell cell) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put("unlearnbench.experiment", run.experiment());
    metadata.put("unlearnbench.cell", name(cell));
    metadata.put("unlearnbench.key", cell.key());
    cell.task()
        .ifPresent(task -> metadata.put("unlearnbench.labels", String.join(",", task.labels())));
    return metadata;
  }
}
