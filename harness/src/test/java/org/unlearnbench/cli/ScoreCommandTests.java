package org.unlearnbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.unlearnbench.metric.attack.GoldenLosses;
import picocli.CommandLine;

class ScoreCommandTests {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static List<String> cases() {
    return GoldenLosses.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsPythonsNumbers(String name) throws IOException {
    JsonNode expected = GoldenLosses.expected(name);
    Path unseen = csv("u.csv", "loss\n", GoldenLosses.unseen(name));
    Path forget = csv("f.csv", "", GoldenLosses.forget(name));
    String accuracy = expected.required("accuracy").asText();
    assertThat(score(unseen, forget, "--accuracy", accuracy, "--json")).isZero();
    assertThat(err.toString()).isEmpty();
    // The very digits Python prints, not only the same doubles.
    for (String key : List.of("mia", "forgetting_score", "nomus")) {
      assertThat(json().required(key).decimalValue())
          .isEqualByComparingTo(expected.required(key).decimalValue());
    }
    assertThat(json().required("n_unseen")).isEqualTo(expected.required("n_unseen"));
    assertThat(json().required("n_forget")).isEqualTo(expected.required("n_forget"));
    assertThat(json().required("n_forget_used")).isEqualTo(expected.required("n_forget_used"));
    assertThat(json().required("fold_accuracies")).isEqualTo(expected.required("scores"));
    assertThat(out.toString()).endsWith("}\n").doesNotContain("\r");
  }

  @Test
  void readsNumpyFilesOfBothWidths() throws IOException {
    JsonNode expected = GoldenLosses.expected("tiny");
    Path unseen = npy("u.npy", "<f4", GoldenLosses.unseen("tiny"));
    Path forget = npy("f.NPY", "<f8", GoldenLosses.forget("tiny"));
    assertThat(score(unseen, forget, "--json")).isZero();
    assertThat(json().required("mia")).isEqualTo(expected.required("mia"));
    assertThat(json().required("nomus").isNull()).isTrue();
    assertThat(json().required("accuracy").isNull()).isTrue();
  }

  @Test
  void theWeightOfTheAccuracyCanBeSet() throws IOException {
    assertThat(tiny("--json", "--accuracy", "0.8", "--lambda", "1")).isZero();
    assertThat(json().required("nomus").asDouble()).isEqualTo(0.8);
  }

  @Test
  void speaksToPeopleByDefault() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(tiny("--accuracy", "0.75")).isZero();
    } finally {
      Locale.setDefault(before);
    }
    assertThat(out.toString())
        .containsPattern("MIA +0\\.6120")
        .containsPattern("forgetting score +0\\.1120")
        .containsPattern("NoMUS +0\\.7630")
        .contains("125 of them used");
  }

  @Test
  void saysWhatGuessingGivesWhereForgetIsSmallerThanUnseen() throws IOException {
    Path unseen = csv("u.csv", "loss\n", GoldenLosses.unseen("tiny"));
    Path forget = csv("f.csv", "loss\n", Arrays.copyOf(GoldenLosses.forget("tiny"), 25));
    assertThat(score(unseen, forget, "--accuracy", "0.75")).isZero();
    assertThat(out.toString())
        .contains("always guessing unseen gives 0.8333: forget is smaller than unseen")
        .contains("|MIA - 0.5| as published, though guessing gives 0.3333")
        .doesNotContain("0.5 is guessing");
    out.getBuffer().setLength(0);
    assertThat(score(unseen, forget, "--json")).isZero();
    assertThat(json().required("guessing").asDouble()).isEqualTo(125 / 150.0);
    out.getBuffer().setLength(0);
    // The other way round forget is cut to unseen's size.
    assertThat(tiny()).isZero();
    assertThat(out.toString()).contains("0.5 is guessing").contains("0 is best");
  }

  @Test
  void withoutAccuracyNomusIsNotAvailable() throws IOException {
    assertThat(tiny()).isZero();
    assertThat(out.toString()).containsPattern("NoMUS +NA +needs --accuracy");
  }

  @Test
  void theBootstrapIntervalIsRepeatableAndHoldsTheValue() throws IOException {
    assertThat(tiny("--bootstrap", "200", "--json")).isZero();
    JsonNode first = json();
    assertThat(first.required("bootstrap").asInt()).isEqualTo(200);
    double low = first.required("mia_ci95_low").asDouble();
    double high = first.required("mia_ci95_high").asDouble();
    assertThat(0.612).isStrictlyBetween(low, high);
    assertThat(high - low).isBetween(0.05, 0.3);
    out.getBuffer().setLength(0);
    assertThat(tiny("--bootstrap", "200", "--json")).isZero();
    assertThat(json()).isEqualTo(first);
    out.getBuffer().setLength(0);
    assertThat(tiny("--bootstrap", "200")).isZero();
    assertThat(out.toString()).contains("MIA 95 % interval").contains("200 bootstrap resamples");
  }

  @Test
  void listsTheMostExposedSamples() throws IOException {
    double[] losses = GoldenLosses.forget("tiny");
    double[] sorted = Arrays.stream(losses).sorted().toArray();
    assertThat(tiny("--top", "3", "--json")).isZero();
    JsonNode top = json().required("top");
    assertThat(top).hasSize(3);
    for (int i = 0; i < 3; i++) {
      // Members have the smaller losses in this case, so the smallest come first.
      assertThat(top.get(i).required("loss").asDouble()).isEqualTo(sorted[i]);
      assertThat(losses[top.get(i).required("index").asInt()]).isEqualTo(sorted[i]);
      assertThat(top.get(i).required("p_member").asDouble()).isBetween(0.5, 1.0);
    }
    int line = 2 + top.get(0).required("index").asInt();
    out.getBuffer().setLength(0);
    assertThat(tiny("--top", "1")).isZero();
    assertThat(out.toString()).contains("line " + line + ": loss " + sorted[0]);
  }

  @Test
  void everyProblemIsOneLineWithItsPlace() throws IOException {
    Path unseen = text("u.csv", "loss\n0.5\nabc\n\n1,2\nnan\n0x1p3\n1e999\n");
    Path forget = folder.resolve("none.csv");
    assertThat(score(unseen, forget, "--accuracy", "1.5", "--lambda", "NaN")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "--accuracy: found 1.5, expected a number in 0..1",
            "--lambda: found NaN, expected a number in 0..1",
            unseen + ":3: found 'abc', expected one finite number",
            unseen + ":4: found an empty line, expected one finite number",
            unseen + ":5: found '1,2', expected one finite number",
            unseen + ":6: found 'nan', expected one finite number",
            unseen + ":7: found '0x1p3', expected one finite number",
            unseen + ":8: found '1e999', expected one finite number",
            forget + ": does not exist");
  }

  @Test
  void aWrongHeaderAndManyBadLinesAreToldBriefly() throws IOException {
    Path unseen = text("u.csv", "score\n" + "x\n".repeat(30));
    Path forget = text("f.csv", "loss\n");
    assertThat(score(unseen, forget)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(12);
    assertThat(err.toString().lines().findFirst())
        .contains(unseen + ":1: found 'score', expected a number or the header 'loss'");
    assertThat(err.toString())
        .contains(unseen + ": 21 more lines like these")
        .contains(forget + ": no losses below the header");
  }

  @Test
  void tooFewLossesAreRefused() throws IOException {
    Path unseen = text("u.csv", "1\n2\n3\n");
    Path forget = text("f.csv", "1\n");
    assertThat(score(unseen, forget)).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(unseen + ", " + forget + ": forget has 1 losses, at least 2 are needed");
  }

  @Test
  void optionsOutOfRangeAreRefused() throws IOException {
    assertThat(tiny("--bootstrap", "5", "--top", "0")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "--bootstrap: found 5, expected 100..100000", "--top: found 0, expected 1 or more");
  }

  @Test
  void quotedHeadersAndWindowsLineEndsAreFine() throws IOException {
    String lines = "\"loss\"\r\n" + "0.5\r\n .25 \r\n1.\r\n+2\r\n3e-1\r\n-0.5\r\n";
    assertThat(score(text("u.csv", lines), text("f.csv", lines), "--json")).isZero();
    assertThat(json().required("n_unseen").asInt()).isEqualTo(6);
  }

  private int tiny(String... options) throws IOException {
    Path unseen = csv("tiny-u.csv", "loss\n", GoldenLosses.unseen("tiny"));
    return score(unseen, csv("tiny-f.csv", "loss\n", GoldenLosses.forget("tiny")), options);
  }

  private int score(Path unseen, Path forget, String... options) {
    CommandLine command = new CommandLine(new ScoreCommand());
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    List<String> arguments =
        new ArrayList<>(List.of("--unseen", unseen + "", "--forget", forget + ""));
    arguments.addAll(List.of(options));
    return command.execute(arguments.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readTree(out.toString());
  }

  private Path csv(String name, String header, double... values) throws IOException {
    String lines = Arrays.stream(values).mapToObj(v -> v + "\n").collect(Collectors.joining());
    return text(name, header + lines);
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private Path npy(String name, String type, double... values) throws IOException {
    String header =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + values.length + ",), }\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + 8 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (double value : values) {
      if (type.equals("<f4")) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    }
    return Files.write(folder.resolve(name), Arrays.copyOf(bytes.array(), bytes.position()));
  }
}
