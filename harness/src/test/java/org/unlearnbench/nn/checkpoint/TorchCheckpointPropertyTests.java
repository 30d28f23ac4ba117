package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Damaged files end in a message, never in a crash, a changed size or much memory. */
class TorchCheckpointPropertyTests {
  private static MutatedFile file;
  private static byte[] valid;
  private static byte[] pickle;
  private static Map<String, NamedTensor> original;
  private static final Map<String, byte[]> STORAGES = new TreeMap<>();

  @BeforeContainer
  static void readValidFile() throws IOException {
    file = MutatedFile.create(".pth");
    valid = TorchFixtures.bytes("views.pth");
    file.write(valid);
    original = TorchCheckpoint.read(file.path(), Optional.empty());
    try (ZipFile zip = new ZipFile(file.path().toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        if (entry.getName().startsWith("views/data/")) {
          STORAGES.put(entry.getName(), content);
        } else if (entry.getName().equals("views/data.pkl")) {
          pickle = content;
        }
      }
    }
  }

  @AfterContainer
  static void delete() throws IOException {
    file.delete();
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Mutation.some();
  }

  /** The checksums see to it that a file is read as it was written, or not at all. */
  @Property(tries = 10_000)
  void mutatedFiles(@ForAll("mutations") List<Mutation> mutations) throws IOException {
    file.write(Mutation.apply(mutations, valid));
    Allocation.ofLittleMemory(() -> TorchCheckpoint.read(file.path(), Optional.empty()))
        .ifPresent(
            read -> {
              assertThat(read.keySet()).isEqualTo(original.keySet());
              read.forEach(
                  (name, tensor) -> {
                    assertThat(tensor.shape()).isEqualTo(original.get(name).shape());
                    assertThat(tensor.values()).isEqualTo(original.get(name).values());
                  });
            });
  }

  /** The same damage to the pickle alone, in a file whose checksums are right. */
  @Property(tries = 10_000)
  void mutatedPickles(@ForAll("mutations") List<Mutation> mutations) throws IOException {
    byte[] content = withStorages(Mutation.apply(mutations, pickle));
    file.write(content);
    Allocation.ofLittleMemory(() -> TorchCheckpoint.read(file.path(), Optional.empty()))
        .ifPresent(
            read -> {
              long values = 0;
              for (NamedTensor tensor : read.values()) {
                assertThat(tensor.shape().stream().reduce(1L, (x, y) -> x * y))
                    .isEqualTo(tensor.values().length);
                values += tensor.values().length;
              }
              assertThat(values).isLessThan(2L * content.length);
            });
  }

  private static byte[] withStorages(byte[] mutated) throws IOException {
    TorchZip zip = new TorchZip().with("views/data.pkl", mutated);
    STORAGES.forEach(zip::with);
    return zip.bytes();
  }
}
