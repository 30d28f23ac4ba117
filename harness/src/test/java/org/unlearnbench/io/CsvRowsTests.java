package org.unlearnbench.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class CsvRowsTests {

  private static List<List<String>> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<List<String>> read(InputStream in) throws IOException {
    List<List<String>> records = new ArrayList<>();
    CsvRows rows = new CsvRows(in);
    while (rows.next()) {
      records.add(rows.texts());
    }
    assertThat(rows.next()).isFalse();
    return records;
  }

  @Test
  void readsPlainAndQuotedFields() throws IOException {
    assertThat(read("a,b\n\"c, \"\"d\"\"\",\u00e9\r\n,\n"))
        .containsExactly(List.of("a", "b"), List.of("c, \"d\"", "\u00e9"), List.of("", ""));
    assertThat(read("a\rb")).containsExactly(List.of("a"), List.of("b"));
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).containsExactly(List.of(""));
    assertThat(read("\"a\nb\"")).containsExactly(List.of("a\nb"));
  }

  @Property(tries = 500)
  void readsWhatCommonsCsvReads(
      @ForAll @Size(min = 1, max = 5)
          List<
                  @Size(min = 1, max = 4) List<
                      @StringLength(max = 6) @Chars({',', '"', '\n', '\r', '\u00e9', ' '})
                      @CharRange(from = 'a', to = 'c') String>>
              records)
      throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (List<String> record : records) {
        printer.printRecord(record);
      }
    }
    List<List<String>> expected = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text.toString()), format)) {
      for (CSVRecord record : parser) {
        expected.add(record.toList());
      }
    }
    assertThat(read(text.toString())).isEqualTo(expected);
  }

  @Test
  void recordsMayBeLongerThanAnyBuffer() throws IOException {
    String field = "0123456789".repeat(20_000);
    String line = field + ",1".repeat(100);
    List<List<String>> records = read(line + "\n" + line + "\n");
    assertThat(records).hasSize(2);
    assertThat(records.get(1)).hasSize(101).startsWith(field).endsWith("1");
  }

  @Test
  void aStreamMayGiveAByteAtATime() throws IOException {
    byte[] bytes = "a,\"b\"\r\n1,2\n".getBytes(StandardCharsets.UTF_8);
    InputStream drops =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int most) {
            return super.read(target, offset, Math.min(1, most));
          }
        };
    assertThat(read(drops)).containsExactly(List.of("a", "b"), List.of("1", "2"));
  }

  @Test
  void brokenQuotesAreRefused() {
    for (String text : List.of("a,\"b", "\"a\"b\n", "\"")) {
      assertThatExceptionOfType(IOException.class).as(text).isThrownBy(() -> read(text));
    }
  }
}
