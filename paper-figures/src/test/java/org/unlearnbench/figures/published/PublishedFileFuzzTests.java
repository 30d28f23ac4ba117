package org.unlearnbench.figures.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.Fuzz;

class PublishedFileFuzzTests {
  @TempDir Path folder;

  @Test
  void aTableOfPublishedNumbers() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.csv"),
            """
            dataset,method,published_name,seeds,source,commit,caveat,recipe,start,test_accuracy,mia
            mufac,original,Original,3,a paper,9813cd7,,x.yaml,scratch,0.6,0.7
            mufac,finetune,"Fine-tuning, theirs",1,a paper,9813cd7,said so,x.yaml,checkpoint,0.59,NA
            """);
    Fuzz.readsOrRefuses(
        file, changed -> PublishedFile.read(changed, List.of("test_accuracy", "mia")));
  }
}
