package org.unlearnbench.figures.leaderboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.Fuzz;

class RowFileFuzzTests {
  @TempDir Path folder;

  @Test
  void aRowOfSomebodyElse() throws IOException {
    Path row = folder.resolve("row.json");
    Files.copy(Path.of("../results/quickstart--cmu-mufac--aru.json"), row);
    Fuzz.readsOrRefuses(row, RowFile::read);
  }
}
