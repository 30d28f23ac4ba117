package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file that gets thousands of contents. It is not truncated in between: some file systems then
 * flush it to the disk every time.
 */
record MutatedFile(Path path) {

  static MutatedFile create(String suffix) throws IOException {
    return new MutatedFile(Files.createTempFile("mutated", suffix));
  }

  void write(byte[] content) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(content);
      file.setLength(content.length);
    }
  }

  void delete() throws IOException {
    Files.delete(path);
  }
}
