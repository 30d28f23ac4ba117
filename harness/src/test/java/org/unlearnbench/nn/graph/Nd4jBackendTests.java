package org.unlearnbench.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Nd4jBackendTests {
  /** JavaCPP's own failure is an error in an initialiser, with no text. */
  @Test
  void librariesThatCannotBeLoadedSayWhereTheyAreAndWhatIsFree() {
    UnsatisfiedLinkError inner = new UnsatisfiedLinkError("libx.so: file too short");
    String message =
        Nd4jBackend.unusable(new ExceptionInInitializerError(inner)).getCause().getMessage();
    assertThat(message)
        .startsWith(
            "the native libraries cannot be loaded (java.lang.UnsatisfiedLinkError: libx.so")
        .containsPattern("cache, where \\d+ MB are free")
        .contains("JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER");
  }
}
