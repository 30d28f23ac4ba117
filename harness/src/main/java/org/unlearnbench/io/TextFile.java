package org.unlearnbench.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines of a UTF-8 text file.
 *
 * @param file where it was read from
 * @param lines without their line ends; a line end at the end of the file begins no further line
 */
public record TextFile(Path file, List<String> lines) {
  private static final long MAX_BYTES = 512L << 20;

  /** Which line ends a file may have. */
  public enum Ends {
    /** Line feeds only, as published files have: others say that the file was changed. */
    LF,
    /** Line feeds, alone or after carriage returns. */
    LF_OR_CRLF
  }

  /**
   * Reads {@code file}.
   *
   * @throws InputException if it is missing, empty, too large, not UTF-8, begins with a byte order
   *     mark, or has other line ends than {@code allowed}
   */
  public static TextFile read(Path file, Ends allowed) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file, InputException.noFile(file, "does not exist"));
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new InputException(
          file + ": " + Files.size(file) + " bytes; at most " + MAX_BYTES + " are read");
    }
    String text = decode(file, Files.readAllBytes(file));
    if (text.isEmpty()) {
      throw new InputException(file + ":1: the file is empty");
    }
    if (text.charAt(0) == '\uFEFF') {
      throw new InputException(
          file + ":1: begins with a byte order mark (BOM); save it as UTF-8 without one");
    }
    List<String> lines = List.of(text.split("\n", -1));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines = lines.subList(0, lines.size() - 1);
    }
    int carriageReturn = firstCarriageReturn(lines);
    if (carriageReturn >= 0 && allowed == Ends.LF) {
      throw new InputException(
          file
              + ":"
              + (carriageReturn + 1)
              + ": Windows line ends (CRLF); expected LF as in the published file");
    }
    return new TextFile(file, lines.stream().map(TextFile::withoutCarriageReturn).toList());
  }

  /** {@code file:line}, counting from 1. */
  public String where(int index) {
    return file + ":" + (index + 1);
  }

  private static int firstCarriageReturn(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith("\r")) {
        return i;
      }
    }
    return -1;
  }

  private static String withoutCarriageReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Text from UTF-8, or a problem with the line that is not. */
  static String decode(Path file, byte[] bytes) throws InputException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(file + ":" + firstUndecodableLine(bytes) + ": not UTF-8 text");
    }
  }

  private static int firstUndecodableLine(byte[] bytes) {
    int line = 1;
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, i - start));
        } catch (CharacterCodingException e) {
          return line;
        }
        line++;
        start = i + 1;
      }
    }
    return line;
  }
}
