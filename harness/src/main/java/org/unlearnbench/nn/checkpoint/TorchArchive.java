package org.unlearnbench.nn.checkpoint;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.unlearnbench.io.InputException;

/**
 * The zip file that {@code torch.save} writes: {@code <name>/data.pkl} and {@code
 * <name>/data/<key>} for each storage. Nothing is unpacked to the disk. PyTorch does not compress;
 * a compressed file is read if it does not unpack to much more than itself.
 */
final class TorchArchive implements Closeable {
  /** More files than any model here has tensors: the directory's size is what costs memory. */
  private static final int MAX_DIRECTORY = 1 << 20;

  private static final int MAX_PICKLE = 1 << 20;
  private static final int MAX_RATIO = 4;
  private static final int END_BYTES = 22;
  private static final int MAX_TAIL = 1 << 16;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final String PICKLE = "data.pkl";

  private final Path file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();
  private final String folder;

  private TorchArchive(Path file, ZipFile zip) throws InputException {
    this.file = file;
    this.zip = zip;
    checkEntries();
    this.folder = folder();
    checkByteOrder();
  }

  /**
   * Opens a file and checks its directory.
   *
   * @throws InputException if it is no such zip file
   */
  static TorchArchive open(Path file) throws IOException {
    checkDirectory(file);
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new InputException(file + ": cannot be read as a zip file: " + e.getMessage());
    }
    try {
      return new TorchArchive(file, zip);
    } catch (InputException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Bounds the directory before it is read: it must end the file, as PyTorch leaves it. */
  private static void checkDirectory(Path file) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[END_BYTES];
      if (raw.length() >= END_BYTES) {
        raw.seek(raw.length() - END_BYTES);
        raw.readFully(end);
      }
      ByteBuffer fields = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
      if (fields.getInt() != END_SIGNATURE) {
        throw new InputException(file, "is a zip file without its end" + end(raw));
      }
      long size = fields.getInt(12) & 0xffffffffL;
      if (size > MAX_DIRECTORY) {
        throw new InputException(
            file
                + ": has a zip directory of "
                + size
                + " bytes, expected at most "
                + MAX_DIRECTORY);
      }
    }
  }

  /** What is at the end of a file instead of a zip file's end. */
  private static String end(RandomAccessFile raw) throws IOException {
    byte[] tail = new byte[(int) Math.min(raw.length(), MAX_TAIL)];
    raw.seek(raw.length() - tail.length);
    raw.readFully(tail);
    if (IntStream.rangeClosed(1, Math.min(END_BYTES, tail.length))
        .allMatch(i -> tail[tail.length - i] == 0)) {
      return ": its last bytes are zeros";
    }
    ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = tail.length - END_BYTES; at >= 0; at--) {
      if (bytes.getInt(at) == END_SIGNATURE) {
        return " where it should be: "
            + (tail.length - at - END_BYTES)
            + " more bytes follow, expected none";
      }
    }
    return " (the list of its entries), as when a download is cut off";
  }

  private void checkEntries() throws InputException {
    long packed = 0;
    long unpacked = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!isPlain(name)) {
        throw bad("has a zip entry with the path '" + name + "', expected a plain one");
      }
      if (entries.put(name, entry) != null) {
        throw bad("has two zip entries '" + name + "'");
      }
      boolean stored = entry.getMethod() == ZipEntry.STORED;
      if (!stored && entry.getMethod() != ZipEntry.DEFLATED
          || stored && entry.getSize() != entry.getCompressedSize()) {
        throw bad("has the zip entry '" + name + "' packed in an unknown way");
      }
      packed += entry.getCompressedSize();
      unpacked += entry.getSize();
    }
    long size = file.toFile().length();
    if (packed > size || unpacked > MAX_RATIO * size) {
      throw bad("unpacks to " + unpacked + " bytes, far more than its " + size);
    }
  }

  /** Whether a path stays below its start and has nothing odd in it. */
  private static boolean isPlain(String name) {
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    return path.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\')
        && Stream.of(path.split("/", -1)).noneMatch(part -> List.of("", ".", "..").contains(part));
  }

  private String folder() throws InputException {
    List<String> pickles =
        entries.keySet().stream().filter(name -> name.matches("[^/]+/" + PICKLE)).sorted().toList();
    if (pickles.size() != 1) {
      throw bad("is no PyTorch file: has " + pickles.size() + " entries */" + PICKLE);
    }
    String found = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    if (entries.containsKey(found + "constants.pkl")) {
      throw bad("is a TorchScript program, expected a state dict");
    }
    return found;
  }

  private void checkByteOrder() throws InputException {
    if (!entries.containsKey(folder + "byteorder")) {
      return; // PyTorch 1 does not write it
    }
    byte[] order;
    try {
      order = bytes("byteorder", 16);
    } catch (IOException e) {
      throw bad("has no readable byte order");
    }
    if (!new String(order, StandardCharsets.UTF_8).equals("little")) {
      throw bad("has numbers in another byte order than little-endian");
    }
  }

  /** The pickle that describes the tensors. */
  byte[] pickle() throws IOException {
    return bytes(PICKLE, MAX_PICKLE);
  }

  /** The numbers of a storage, widened. */
  float[] storage(TensorRef.Storage storage) throws IOException {
    DType type = storage.type();
    int count = (int) storage.length();
    ZipEntry entry = entry("data/" + storage.key());
    long expected = (long) count * type.bytes();
    if (entry.getSize() != expected) {
      throw bad(
          "has " + entry.getSize() + " bytes in '" + entry.getName() + "', expected " + expected);
    }
    return read(entry, in -> type.read(in, count));
  }

  private byte[] bytes(String name, int limit) throws IOException {
    ZipEntry entry = entry(name);
    if (entry.getSize() > limit) {
      throw bad(
          "has "
              + entry.getSize()
              + " bytes in '"
              + entry.getName()
              + "', expected at most "
              + limit);
    }
    return read(entry, in -> in.readNBytes((int) entry.getSize()));
  }

  private ZipEntry entry(String name) throws InputException {
    ZipEntry entry = entries.get(folder + name);
    if (entry == null) {
      throw bad("has no zip entry '" + folder + name + "'");
    }
    return entry;
  }

  /** Reads an entry to its end and holds it against its checksum. */
  private <T> T read(ZipEntry entry, Content<T> content) throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
      T value = content.read(in);
      if (in.read() < 0 && checksum.getValue() == entry.getCrc()) {
        return value;
      }
    } catch (ZipException | EOFException e) {
      throw bad("cannot be read at the zip entry '" + entry.getName() + "': " + e.getMessage());
    }
    throw bad("cannot be used: zip entry '" + entry.getName() + "': its checksum does not fit");
  }

  private InputException bad(String problem) {
    return new InputException(file + ": " + problem);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  @FunctionalInterface
  private interface Content<T> {
    T read(InputStream in) throws IOException;
  }
}
