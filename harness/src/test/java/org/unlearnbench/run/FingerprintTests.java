package org.unlearnbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.Sha256;
import org.unlearnbench.run.fakes.FakePlugin;

class FingerprintTests {
  @TempDir Path folder;

  private static String hash(String... parts) {
    Sha256 fingerprint = new Sha256().add("test");
    for (String part : parts) {
      fingerprint.add("part", part);
    }
    return fingerprint.hex();
  }

  @Test
  void tellsPartsApart() {
    assertThat(hash("a", "b")).isEqualTo(hash("a", "b")).hasSize(64);
    assertThat(hash("ab")).isNotEqualTo(hash("a", "b"));
    assertThat(hash("a", "")).isNotEqualTo(hash("a"));
    assertThat(hash("a", "b")).isNotEqualTo(hash("b", "a"));
    assertThat(new Sha256().add("other").hex()).isNotEqualTo(hash());
    assertThat(new Sha256().add("x").add("n", "v").hex())
        .isNotEqualTo(new Sha256().add("x").add("nv", "").hex());
  }

  @Test
  void hashesFilesAsSha256sumDoes() throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    assertThat(Sha256.ofFile(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  /** The classes of the fakes, one of them changed if asked for, in a jar of their own. */
  private Path jar(String name, boolean changed) throws Exception {
    Path root =
        Path.of(FakePlugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        var files = Files.list(root.resolve("org/unlearnbench/run/fakes"))) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
        if (changed && file.endsWith("LinearFactory.class")) {
          zip.write(0);
        }
        zip.closeEntry();
      }
    }
    return jar;
  }

  private static String codeIn(Path jar) throws Exception {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, platform)) {
      return new CodeFingerprint().of(loader.loadClass(FakePlugin.class.getName()));
    }
  }

  @Test
  void codeIsTheSameInAFolderAndInAJarAndDiffersWhenAClassDoes() throws Exception {
    String inFolder = new CodeFingerprint().of(FakePlugin.class);
    assertThat(codeIn(jar("same.jar", false))).isEqualTo(inFolder);
    assertThat(codeIn(jar("changed.jar", true))).isNotEqualTo(inFolder);
    assertThat(new CodeFingerprint().engine()).isEqualTo(new CodeFingerprint().engine());
  }
}
