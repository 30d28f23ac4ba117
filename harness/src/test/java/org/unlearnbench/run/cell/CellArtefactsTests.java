package org.unlearnbench.run.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellArtefactsTests {
  @TempDir Path folder;

  @Test
  void writesTablesAndBytes() throws IOException {
    CellArtefacts artefacts = new CellArtefacts(folder.resolve("artefacts"), true);
    assertThat(folder.resolve("artefacts")).doesNotExist();
    artefacts.csv("t.csv", List.of("a", "b"), List.of(List.of(1, 0.1), List.of("x,y", true)));
    artefacts.bytes("b.bin", new byte[] {1, 2});
    assertThat(folder.resolve("artefacts/t.csv")).hasContent("a,b\n1,0.1\n\"x,y\",true\n");
    assertThat(folder.resolve("artefacts/b.bin")).hasBinaryContent(new byte[] {1, 2});
  }

  @Test
  void notesWhatShowsNoImageOnlyWhereImagesMayNotBeShown() throws IOException {
    Path names = folder.resolve("without-images.txt");
    new CellArtefacts(folder, true).withoutImages("a.png");
    assertThat(names).doesNotExist();
    CellArtefacts artefacts = new CellArtefacts(folder, false);
    artefacts.withoutImages("b.png");
    artefacts.withoutImages("a.png");
    assertThat(names).hasContent("a.png\nb.png\n");
  }

  @Test
  void refusesPathsAndRaggedTables() {
    CellArtefacts artefacts = new CellArtefacts(folder, false);
    for (String name : List.of("../x", "a/b", "", ".hidden")) {
      assertThatThrownBy(() -> artefacts.bytes(name, new byte[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is no plain file name");
    }
    assertThatThrownBy(() -> artefacts.csv("t.csv", List.of("a"), List.of(List.of(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("t.csv: a row has 2 values, the header 1");
  }
}
