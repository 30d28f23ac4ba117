package org.unlearnbench.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Damaged files end in a message, never in a crash, a changed size or much memory. */
class SafeTensorsPropertyTests {
  private static MutatedFile file;
  private static byte[] valid;

  @BeforeContainer
  static void makeValidFile() throws IOException {
    file = MutatedFile.create(".safetensors");
    SafeTensors.write(
        file.path(),
        List.of(
            new NamedTensor("conv1.weight", List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, 6}),
            new NamedTensor("fc.bias", List.of(2L), new float[] {-1, Float.NaN}),
            new NamedTensor("scalar", List.of(), new float[] {9})),
        Map.of("format", "pt"));
    valid = Files.readAllBytes(file.path());
  }

  @AfterContainer
  static void delete() throws IOException {
    file.delete();
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Mutation.some();
  }

  @Property(tries = 10_000)
  void mutatedFiles(@ForAll("mutations") List<Mutation> mutations) throws IOException {
    byte[] content = Mutation.apply(mutations, valid);
    file.write(content);
    Allocation.ofLittleMemory(() -> SafeTensors.read(file.path()))
        .ifPresent(tensors -> assertCovered(content, tensors));
  }

  /** Accepted tensors fill the file to the last byte. */
  private static void assertCovered(byte[] content, Map<String, NamedTensor> tensors) {
    ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long data = content.length - 8 - buffer.getLong();
    long values = 0;
    for (NamedTensor tensor : tensors.values()) {
      assertThat(tensor.shape().stream().reduce(1L, (a, b) -> a * b))
          .isEqualTo(tensor.values().length);
      values += tensor.values().length;
    }
    assertThat(data).isBetween(values, 8 * values);
    if (content.length != valid.length) {
      assertThat(buffer.getLong(0))
          .isNotEqualTo(ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }
  }
}
