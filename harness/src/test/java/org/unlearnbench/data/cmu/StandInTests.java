package org.unlearnbench.data.cmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;

class StandInTests {
  @TempDir Path folder;

  private static String hash(Path file) throws IOException {
    return Sha256.of(Files.readAllBytes(file));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The annotation files against hashes of the layouts that were made independently of this. */
  @Test
  void writesTheAnnotationFilesOfTheLayouts() throws IOException {
    Path mufac = StandIn.MUFAC.inCache(folder);
    Path mucac = StandIn.MUCAC.inCache(folder);

    assertThat(hash(mufac.resolve("custom_train_dataset.csv")))
        .isEqualTo("f5e6059f240868c7f5f3f86282d37afb453bcf3e9048a65086cf8840c0322a23");
    assertThat(hash(mufac.resolve("custom_val_dataset.csv")))
        .isEqualTo("3dad403e83892cc07bfa3fde6066178172404481f7e31710458c261a3941b1de");
    assertThat(hash(mufac.resolve("custom_test_dataset.csv")))
        .isEqualTo("b589e28ab144e6bce1e0ad4e2e3e0cdf92427bb9177afd2878b1171017dd7331");
    assertThat(hash(mucac.resolve("CelebA-HQ-identity.txt")))
        .isEqualTo("a3ad6f79d062eaca8fbf1eda697f9131bef5898e309f83fe1baa6512c9044709");
    assertThat(hash(mucac.resolve("CelebA-HQ-attribute.txt")))
        .isEqualTo("7618d8d5f5dc64b2858a86ade00f16fcd2b1fa9ef79b5610b948e3e7201088fc");
    assertThat(names(mufac.resolve("val_images"))).hasSize(121).contains("F0804_AGE_S_00_e2.JPG");
    assertThat(names(mucac.resolve("CelebAMask-HQ/CelebA-HQ-img"))).hasSize(624);
    assertThat(names(folder)).as("nothing half-done is left").hasSize(2);
    assertThat(StandIn.MUFAC.inCache(folder)).isEqualTo(mufac);
  }

  @Test
  void refusesAFolderThatHasSomethingInIt() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "x");

    assertThatThrownBy(() -> StandIn.MUFAC.build(CmuFaces.ofProject(), folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": exists and is not an empty folder");
    assertThat(names(folder)).containsExactly("mine.txt");
  }

  @Test
  void leavesNothingBehindWhenAFaceIsMissing() throws IOException {
    Path faces = Files.createDirectory(folder.resolve("faces"));
    Files.writeString(
        faces.resolve("labels.csv"),
        "path,identity,pose,expression,eyes\na.png,an2i,left,angry,open\n");
    Files.writeString(faces.resolve("a.png"), "no image");

    assertThatThrownBy(() -> StandIn.MUCAC.build(CmuFaces.in(faces), folder.resolve("out")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "labels.csv:2: image a.png: a file of an unknown kind; expected JPEG or PNG");
    assertThat(names(folder)).containsExactly("faces");
  }
}
