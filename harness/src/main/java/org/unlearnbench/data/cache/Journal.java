package org.unlearnbench.data.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The finished chunks of a decoding pass, one text line each: chunk number, hash of the chunk's
 * listing, checksum of its pixels, content hashes. A line that a kill cut short has no line end and
 * is ignored.
 */
final class Journal implements AutoCloseable {

  /** One finished chunk. */
  record Entry(int chunk, String listingHash, long checksum, List<String> contentHashes) {}

  private final FileChannel channel;

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens the journal for appending; what {@code keep} holds becomes its whole content. */
  static Journal restart(Path file, List<Entry> keep) throws IOException {
    Journal journal =
        new Journal(
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    for (Entry entry : keep) {
      journal.append(entry);
    }
    return journal;
  }

  /** The whole lines of {@code file}; none if there is no such file. */
  static List<Entry> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<Entry> entries = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
      String[] fields = line.split(" ");
      if (fields.length > 3 && fields[0].matches("\\d{1,9}") && fields[2].matches("\\d{1,10}")) {
        entries.add(
            new Entry(
                Integer.parseInt(fields[0]),
                fields[1],
                Long.parseLong(fields[2]),
                List.of(fields).subList(3, fields.length)));
      }
    }
    return entries;
  }

  void append(Entry entry) throws IOException {
    String line =
        entry.chunk
            + " "
            + entry.listingHash
            + " "
            + entry.checksum
            + " "
            + String.join(" ", entry.contentHashes)
            + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The checksum an entry holds for these pixels. */
  static long checksum(ByteBuffer pixels) {
    CRC32 crc = new CRC32();
    crc.update(pixels.duplicate());
    return crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
