package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.Fuzz;
import org.unlearnbench.config.ParameterValues;

class BenchmarkFuzzTests {
  @TempDir Path folder;

  @Test
  void tablesOfMufac() throws IOException {
    StringBuilder rows = new StringBuilder("family_id,person_id,age_class,image_path\n");
    for (int i = 1; i < 5; i++) {
      rows.append("F000%d,D,%c,F000%d_AGE_D_18_a1.jpg\n".formatted(i, 'a' + i, i));
    }
    for (String part : new String[] {"train", "val", "test"}) {
      Files.writeString(folder.resolve("custom_" + part + "_dataset.csv"), rows);
    }
    MufacSource source = new MufacSource();
    ParameterValues values = Layouts.parameters(source, folder).with("forget-count", 1L);
    Fuzz.readsOrRefuses(
        folder.resolve("custom_train_dataset.csv"),
        file -> source.manifest(Layouts.request(values, folder)));
  }

  @Test
  void textsOfCelebA() throws IOException {
    StringBuilder identities = new StringBuilder();
    StringBuilder attributes = new StringBuilder("4\nMale Smiling Young Bald\n");
    int[] numbers = {3, 200, 1300, 5000};
    for (int i = 0; i < numbers.length; i++) {
      identities.append(i).append(".jpg ").append(numbers[i]).append('\n');
      attributes.append(i).append(".jpg  1 -1  1 -1\n");
    }
    Path identity = Files.writeString(folder.resolve("CelebA-HQ-identity.txt"), identities);
    Path attribute = Files.writeString(folder.resolve("CelebA-HQ-attribute.txt"), attributes);
    MucacSource source = new MucacSource();
    ParameterValues values = Layouts.parameters(source, folder).with("task", "multi-label");
    for (Path text : new Path[] {identity, attribute}) {
      Fuzz.readsOrRefuses(text, file -> source.manifest(Layouts.request(values, folder)));
    }
  }
}
