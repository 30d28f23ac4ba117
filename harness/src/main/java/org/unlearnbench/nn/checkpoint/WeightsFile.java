package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.io.InputException;
import org.unlearnbench.io.Sha256;

/**
 * Weights from anywhere: a safetensors file, or a state dict as PyTorch saves it.
 *
 * @param path the file
 * @param format what it turned out to be
 * @param sha256 hash of its bytes, in hexadecimal
 * @param tensors by the names the file has, in its order
 * @param classes what it says of its outputs: lists of names in their order, by where they stand;
 *     also what a {@code config.json} beside it says
 */
public record WeightsFile(
    Path path,
    Format format,
    String sha256,
    Map<String, NamedTensor> tensors,
    Map<String, List<String>> classes) {

  /** How weights are stored. */
  public enum Format {
    SAFETENSORS("safetensors"),
    TORCH_ZIP("PyTorch state dict");

    private final String title;

    Format(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** A text of at most this size is shown: servers' answers, pointers of other stores. */
  private static final int LONGEST_NOTE = 1000;

  private static final int LONGEST_SHOWN = 60;
  private static final int START_BYTES = 1024;

  private static final Map<String, String> OTHERS =
      Map.of(
          "\u001f\u008b", "a gzip archive: unpack it first",
          "\u0089HDF", "an HDF5 file, as Keras writes",
          "\u0093NUMPY", "a NumPy array");
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** The number that begins files of PyTorch before 1.6, as a pickle of its own. */
  private static final byte[] LEGACY = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

  public WeightsFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  /**
   * Reads a file, whatever its name ends in.
   *
   * @param key which state dict, if a PyTorch file has several: the names on the way to it, with /
   *     between
   * @throws InputException if it is neither, damaged, or more than weights
   */
  public static WeightsFile read(Path file, Optional<String> key) throws IOException {
    requireFile(file);
    Format format = format(file);
    if (format == Format.SAFETENSORS && key.isPresent()) {
      throw new InputException(
          file, "is a safetensors file, which is one dict; a key chooses in PyTorch's files");
    }
    boolean safe = format == Format.SAFETENSORS;
    Map<String, NamedTensor> tensors =
        safe ? SafeTensors.read(file) : TorchCheckpoint.read(file, key);
    Map<String, List<String>> classes =
        new LinkedHashMap<>(safe ? SafeTensors.classes(file) : TorchCheckpoint.classes(file));
    classes.putAll(ClassNames.beside(file));
    return new WeightsFile(file, format, Sha256.ofFile(file), tensors, classes);
  }

  /** Reads a file with one dict of tensors. */
  public static WeightsFile read(Path file) throws IOException {
    return read(file, Optional.empty());
  }

  private static Format format(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(START_BYTES);
    }
    if (SafeTensors.looksLike(start, Files.size(file))) {
      return Format.SAFETENSORS;
    }
    if (startsWith(start, ZIP)) {
      return Format.TORCH_ZIP;
    }
    if (startsWith(start, LEGACY)) {
      throw new InputException(
          file,
          "is in the format of PyTorch before 1.6, expected the zip format: load it with"
              + " PyTorch and save model.state_dict() again");
    }
    throw new InputException(
        file,
        "is neither a safetensors file nor a state dict saved by PyTorch (zip format)"
            + but(start, Files.size(file)));
  }

  /** What people have in place of weights, if it can be told by how it begins. */
  private static String but(byte[] start, long size) {
    if (size == 0) {
      return ", but empty";
    }
    if (SafeTensors.isCutOff(start, size)) {
      return ", but the beginning of a safetensors file that was cut off: download it again";
    }
    String written = new String(start, StandardCharsets.ISO_8859_1).strip();
    String text = written.toLowerCase(Locale.ROOT);
    // A byte order mark may come first.
    text = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3).strip() : text;
    if (text.startsWith("version https://git-lfs")) {
      return ", but a Git LFS pointer to one: git lfs pull fetches the weights";
    }
    if (text.startsWith("<!doctype html")
        || text.startsWith("<head")
        || text.startsWith("<") && text.contains("<html")) {
      return ", but an HTML page: the download brought a web page instead of the file";
    }
    if (text.startsWith("<?xml") || text.startsWith("<error")) {
      return ", but an XML document: the download may have brought an error message";
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return ", but a JSON text";
    }
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      if (startsWith(start, other.getKey().getBytes(StandardCharsets.ISO_8859_1))) {
        return ", but " + other.getValue();
      }
    }
    boolean readable = text.chars().allMatch(c -> c == '\n' || c == '\r' || c >= ' ' && c < 0x7f);
    String first = written.lines().findFirst().orElse("");
    return readable && size <= LONGEST_NOTE && !first.isEmpty()
        ? ", but a text: '" + first.substring(0, Math.min(first.length(), LONGEST_SHOWN)) + "'"
        : "";
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** Refuses folders, devices and what is not there. */
  static void requireFile(Path file) throws InputException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file, Files.exists(file) ? "is not a file" : InputException.noFile(file, "no such file"));
    }
  }
}
