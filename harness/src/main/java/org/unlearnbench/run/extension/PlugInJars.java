package org.unlearnbench.run.extension;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.unlearnbench.config.Described;
import org.unlearnbench.config.PlugIn;
import org.unlearnbench.config.Registry;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;

/** The jars of a class loader: which of them brought a class, as its service files say. */
final class PlugInJars {
  private static final Pattern POM = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom.properties");
  private static final List<String> VERSIONS =
      List.of("Implementation-Version", "Bundle-Version", "Specification-Version");

  private final List<Jar> jars = new ArrayList<>();

  /**
   * A jar.
   *
   * @param providers names of the classes it brings as extensions
   */
  private record Jar(String name, String sha256, String version, TreeSet<String> providers) {
    PlugIn plugIn(String kind, String extension, String className) {
      return new PlugIn(kind, extension, className, name, sha256, version);
    }
  }

  /**
   * Reads the jars.
   *
   * @throws InputException if one cannot be read
   */
  PlugInJars(ClassLoader loader) throws InputException {
    if (loader instanceof URLClassLoader plugins) {
      for (URL url : plugins.getURLs()) {
        try {
          jars.add(jar(Path.of(url.toURI())));
        } catch (IOException | URISyntaxException e) {
          throw new InputException(url + ": cannot be read: " + e.getMessage());
        }
      }
    }
  }

  private static Jar jar(Path file) throws IOException {
    TreeSet<String> providers = new TreeSet<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (Class<?> type : Extensions.TYPES) {
        providers.addAll(Extensions.providers(jar, type));
      }
      return new Jar(file.getFileName().toString(), Sha256.ofFile(file), version(jar), providers);
    }
  }

  /** As its manifest says, or else Maven's description of it; empty if neither does. */
  private static String version(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    if (manifest != null) {
      Attributes main = manifest.getMainAttributes();
      for (String key : VERSIONS) {
        if (main.getValue(key) != null && !main.getValue(key).isBlank()) {
          return main.getValue(key).strip();
        }
      }
    }
    for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
      JarEntry entry = all.nextElement();
      if (POM.matcher(entry.getName()).matches()) {
        Properties properties = new Properties();
        properties.load(jar.getInputStream(entry));
        return properties.getProperty("version", "").strip();
      }
    }
    return "";
  }

  /** The extension, if a jar brought its class. */
  Optional<PlugIn> of(String kind, String name, Class<?> type) {
    return jars.stream()
        .filter(jar -> jar.providers.contains(type.getName()))
        .map(jar -> jar.plugIn(kind, name, type.getName()))
        .findFirst();
  }

  /** Adds those of a registry that jars brought. */
  void add(String kind, Registry<? extends Described> registry, List<PlugIn> found) {
    registry.all().forEach(e -> of(kind, e.name(), e.getClass()).ifPresent(found::add));
  }

  /** Jars without an extension. */
  List<PlugIn> libraries() {
    return jars.stream()
        .filter(jar -> jar.providers.isEmpty())
        .map(jar -> jar.plugIn(PlugIn.LIBRARY, "", ""))
        .toList();
  }
}
