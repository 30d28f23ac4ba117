package org.unlearnbench.nn.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.unlearnbench.io.InputException;

/**
 * Weights from anywhere: a safetensors file, or a state dict as PyTorch saves it.
 *
 * @param path the file
 * @param format what it turned out to be
 * @param sha256 hash of its bytes, in hexadecimal
 * @param tensors by the names the file has, in its order
 */
public record WeightsFile(
    Path path, Format format, String sha256, Map<String, NamedTensor> tensors) {

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

  private static final int START_BYTES = 16;
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** The number that begins files of PyTorch before 1.6, as a pickle of its own. */
  private static final byte[] LEGACY = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

  public WeightsFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Reads a file, whatever its name ends in.
   *
   * @throws InputException if it is neither, damaged, or more than weights
   */
  public static WeightsFile read(Path file) throws IOException {
    requireFile(file);
    Format format = format(file);
    Map<String, NamedTensor> tensors =
        format == Format.SAFETENSORS ? SafeTensors.read(file) : TorchCheckpoint.read(file);
    return new WeightsFile(file, format, sha256(file), tensors);
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
          file
              + ": is in the format of PyTorch before 1.6, expected the zip format: load it with"
              + " PyTorch and save model.state_dict() again");
    }
    throw new InputException(
        file + ": is neither a safetensors file nor a state dict saved by PyTorch (zip format)");
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Refuses folders, devices and what is not there. */
  static void requireFile(Path file) throws InputException {
    if (!Files.exists(file)) {
      throw new InputException(file + ": no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": is not a file");
    }
  }
}
