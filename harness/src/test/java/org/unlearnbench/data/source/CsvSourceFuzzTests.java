package org.unlearnbench.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.Fuzz;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSource;

class CsvSourceFuzzTests {
  private static final String ROWS =
      """
      path,identity,label,split,male
      a/1.png,Anna,young,retain,1
      "b,2.png",Björn,old,forget,0
      c/3.png,Chloé,young,test,-1
      d/4.png,Dora,old,unseen,1
      """;

  @TempDir Path folder;

  private void read(Path file, String... labels) throws IOException {
    CsvSource source = new CsvSource();
    ParameterValues values =
        ParameterValues.defaults(source.info().parameters())
            .with("file", file.toString())
            .with("labels", List.of(labels))
            .with("split-column", "split");
    source.manifest(new DataSource.Request("mine", values, 16, folder)).oneSidedClasses();
  }

  @Test
  void classesAndAttributes() throws IOException {
    Path file = Files.writeString(folder.resolve("d.csv"), ROWS);
    Fuzz.readsOrRefuses(file, changed -> read(changed, "label"));
    Fuzz.readsOrRefuses(file, changed -> read(changed, "male", "label=old"));
  }
}
