package org.unlearnbench.nn.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip files put together as {@code torch.save} does, or nearly so. */
final class TorchZip {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private boolean compressed;

  /** With a pickle in it. */
  static TorchZip of(byte... pickle) {
    return new TorchZip().with("archive/data.pkl", pickle);
  }

  TorchZip with(String name, byte... content) {
    entries.put(name, content);
    return this;
  }

  TorchZip compressed() {
    compressed = true;
    return this;
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        if (!compressed) {
          CRC32 checksum = new CRC32();
          checksum.update(content.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.getValue().length);
          entry.setCrc(checksum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content.getValue());
      }
    }
    return out.toByteArray();
  }
}
