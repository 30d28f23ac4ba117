package org.unlearnbench.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.method.UnlearningMethod;
import org.unlearnbench.nn.Network;
import org.unlearnbench.result.SampleScores;
import org.unlearnbench.run.cell.Worker;

/**
 * The version of the code that makes a cell: a hash of the class files it consists of.
 *
 * <p>A constant bumped by hand would be forgotten once, and then stale results would pass for
 * current ones. Hashing everything would throw all results away when a chart changes. So the
 * packages that move numbers are hashed (data, nn, method, run.cell, the scores of a sample, and
 * the package of the method or data source itself), and no others.
 */
final class CodeFingerprint {
  private static final List<Class<?>> ENGINE =
      List.of(DataSource.class, Network.class, UnlearningMethod.class, Worker.class);

  /** What methods that watch their own progress decide by; other metrics move no cell. */
  private static final List<String> SCORES = List.of("SampleScores.class", "SampleScore.class");

  private final Map<String, String> byPackage = new HashMap<>();

  /** The harness itself: data handling, engine, shared parts of methods, the worker. */
  String engine() throws IOException {
    Sha256 all = new Sha256().add("code/1");
    for (Class<?> type : ENGINE) {
      all.add(type.getPackageName(), of(type));
    }
    for (String name : SCORES) {
      try (InputStream in = SampleScores.class.getResourceAsStream(name)) {
        all.add(name).add(in.readAllBytes());
      }
    }
    return all.hex();
  }

  /** The package of an extension's class, and the packages below it. */
  String of(Class<?> type) throws IOException {
    String known = byPackage.get(type.getPackageName());
    if (known == null) {
      known = compute(type);
      byPackage.put(type.getPackageName(), known);
    }
    return known;
  }

  private static String compute(Class<?> type) throws IOException {
    Path location;
    try {
      location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the class path has a malformed entry for " + type, e);
    }
    String folder = type.getPackageName().replace('.', '/');
    if (Files.isDirectory(location)) {
      return hash(location, folder);
    }
    try (FileSystem jar = FileSystems.newFileSystem(location)) {
      return hash(jar.getPath("/"), folder);
    }
  }

  private static String hash(Path root, String folder) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.resolve(folder))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".class")) {
          classes.put(root.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    Sha256 fingerprint = new Sha256().add("package/1");
    classes.forEach((name, code) -> fingerprint.add(name).add(code));
    return fingerprint.hex();
  }

  /** Names of the jars that compute: their versions move bits. */
  static List<String> engineJars() {
    String[] entries = System.getProperty("java.class.path").split(java.io.File.pathSeparator);
    return Arrays.stream(entries)
        .map(entry -> Path.of(entry).getFileName())
        .filter(name -> name != null)
        .map(Path::toString)
        .filter(name -> name.matches("(nd4j|deeplearning4j|dnnl|openblas|javacpp)-.*\\.jar"))
        .sorted()
        .distinct()
        .toList();
  }
}
