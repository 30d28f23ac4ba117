package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.unlearnbench.io.AtomicFiles;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.result.Publishable;
import org.unlearnbench.result.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./unlearn pack}: what of a run may be published, as one archive. */
@Command(
    name = "pack",
    description = {
      "Puts what may be published of a run into one ZIP archive; the same run gives the same bytes.",
      "Refuses a run with files in which images could be seen that may not be shown (show-images of"
          + " the data set), and names each of them."
    },
    footer = {
      "  ./unlearn pack results/runs/quickstart",
      "  ./unlearn pack results/runs/mufac -o mufac.zip"
    })
final class PackCommand extends Subcommand {
  /** The first instant that a ZIP archive can name. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  @Parameters(paramLabel = "RUN_DIR", description = "The run directory.")
  private Path directory;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.zip",
      description = "The archive to write (default: RUN_DIR.zip).")
  private Path file;

  @Option(names = "--force", description = "Replace FILE if it is there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    StoredRun run = StoredRun.open(root);
    Path target =
        file == null
            ? root.resolveSibling(root.getFileName() + ".zip")
            : file.toAbsolutePath().normalize();
    if (target.startsWith(root)) {
      throw new InputException("--out: " + file + " lies in the run directory it is to hold");
    }
    if (Files.isDirectory(target)) {
      throw new InputException("--out: " + file + " is a folder, expected a file to write");
    }
    if (Files.exists(target) && !force) {
      throw new InputException("--out: " + target + " exists; --force replaces it");
    }
    if (run.cells().isEmpty()) {
      throw new InputException(directory, "has no finished cell, so there is nothing to publish");
    }
    Publishable found = Publishable.of(run);
    List<String> refused = found.refused();
    if (!refused.isEmpty()) {
      tell(refused.stream().map(line -> "refused: " + line).toList());
      tell(
          List.of(
              "nothing written: images of this data may not be shown; run the experiment again with"
                  + " --fresh, so that methods leave noise alone, then pack"));
      return Failures.FOUND_SOMETHING;
    }
    AtomicFiles.write(
        target,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Path packed : found.files()) {
            add(zip, root.getFileName() + "/" + name(root, packed), Files.readAllBytes(packed));
          }
          zip.finish();
        });
    out()
        .print(
            "%s: %d files, SHA-256 %s%n"
                .formatted(target, found.files().size(), Sha256.ofFile(target)));
    return 0;
  }

  /** Stored as it is: what compression makes of it depends on the library. */
  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString();
  }
}
