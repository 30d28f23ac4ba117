package org.unlearnbench.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTests {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("t.csv");
  }

  private CsvTable read(String text, TextFile.Ends ends) throws IOException {
    Files.writeString(file, text);
    return CsvTable.read(file, ends);
  }

  private void refuses(String text, String... problems) {
    assertThatThrownBy(() -> read(text, TextFile.Ends.LF))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> {
              assertThat(e.problems()).hasSize(problems.length);
              for (int i = 0; i < problems.length; i++) {
                assertThat(e.problems().get(i)).startsWith(file + problems[i]);
              }
            });
  }

  @Test
  void readsColumnsByNameAndKeepsLineNumbers() throws IOException {
    CsvTable table = read("a,b\n1,2\n3,\"x, y\"\n", TextFile.Ends.LF);

    assertThat(table.column("b")).isEqualTo(1);
    assertThat(table.rows()).hasSize(2);
    assertThat(table.rows().get(1).fields()).containsExactly("3", "x, y");
    assertThat(table.where(table.rows().get(1))).isEqualTo(file + ":3");
  }

  @Test
  void acceptsAMissingLastLineEnd() throws IOException {
    assertThat(read("a,b\n1,2", TextFile.Ends.LF).rows()).hasSize(1);
  }

  @Test
  void acceptsWindowsLineEndsOnlyWhereAllowed() throws IOException {
    assertThat(read("a,b\r\n1,2\r\n", TextFile.Ends.LF_OR_CRLF).rows().get(0).fields())
        .containsExactly("1", "2");
    refuses("a,b\r\n1,2\r\n", ":1: Windows line ends (CRLF)");
    refuses("a,b\n1,2\r\n", ":2: Windows line ends (CRLF)");
  }

  @Test
  void refusesWhatIsNotACommaSeparatedTable() {
    refuses("", ":1: the file is empty");
    refuses("a,b\n", ":1: a header but no rows");
    refuses("\uFEFFa,b\n1,2\n", ":1: begins with a byte order mark (BOM)");
    refuses("a;b\n1;2\n", ":1: columns are separated by ';', expected ','");
    refuses("a\tb\n1\t2\n", ":1: columns are separated by tabs, expected ','");
    refuses("a,a\n1,2\n", ":1: column 'a' appears twice");
    refuses("a,b\n1,2\n\n3,4\n", ":3: an empty line, expected 2 fields (a,b)");
    refuses("a,b\n1,2\n3\n4,5,6\n", ":3: 1 fields, expected 2 (a,b)", ":4: 3 fields, expected 2");
  }

  @Test
  void namesTheLineThatIsNotUtf8() throws IOException {
    byte[] latin = "a,b\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, latin);

    assertThatThrownBy(() -> CsvTable.read(file, TextFile.Ends.LF))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ":2: not UTF-8 text");
  }

  @Test
  void refusesAMissingFileAndAFolder() {
    assertThatThrownBy(() -> CsvTable.read(file, TextFile.Ends.LF))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": does not exist");
    assertThatThrownBy(() -> CsvTable.read(folder, TextFile.Ends.LF))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": is a folder, expected a file");
  }

  @Test
  void refusesAnUnclosedQuote() {
    refuses("a,b\n1,\"2\n", ":");
  }
}
