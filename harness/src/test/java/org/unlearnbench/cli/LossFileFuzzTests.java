package org.unlearnbench.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.Fuzz;

class LossFileFuzzTests {
  @TempDir Path folder;

  @Test
  void texts() throws IOException {
    Path file = Files.writeString(folder.resolve("u.csv"), "loss\n0.25\n1e-3\n  7\n.5\n");
    Fuzz.readsOrRefuses(file, LossFile::read);
  }

  @Test
  void arrays() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }\n";
    ByteBuffer array =
        ByteBuffer.allocate(10 + header.length() + 12).order(ByteOrder.LITTLE_ENDIAN);
    array.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    array.put((byte) 0).putShort((short) header.length());
    array.put(header.getBytes(StandardCharsets.US_ASCII)).putFloat(1).putFloat(2).putFloat(3);
    Path file = Files.write(folder.resolve("u.npy"), array.array());
    Fuzz.readsOrRefuses(file, NpyFile::read);
  }
}
