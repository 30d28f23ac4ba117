package org.unlearnbench.run.fakes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.NetworkFactory;

/** Puts the fakes into a plug-in folder: a jar that names them; the classes are in the tests. */
public final class FakePlugin {
  private FakePlugin() {}

  /** Writes {@code fakes.jar} into {@code folder} and returns the folder. */
  public static Path write(Path folder) throws IOException {
    Map<Class<?>, List<Class<?>>> services =
        Map.of(
            DataSource.class, List.of(SyntheticSource.class),
            NetworkFactory.class, List.of(LinearFactory.class),
            UnlearningMethod.class,
                List.of(
                    FakeMethod.Original.class,
                    FakeMethod.Retrain.class,
                    FakeMethod.Finetune.class,
                    FakeMethod.Diverge.class,
                    FakeMethod.Fail.class,
                    FakeMethod.Wait.class));
    Map<String, String> entries = new TreeMap<>();
    services.forEach(
        (type, classes) ->
            entries.put(
                "META-INF/services/" + type.getName(),
                String.join("\n", classes.stream().map(Class::getName).toList()) + "\n"));
    Files.createDirectories(folder);
    jar(folder.resolve("fakes.jar"), entries);
    return folder;
  }

  /** Writes a jar of texts. */
  public static void jar(Path file, Map<String, String> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }
}
