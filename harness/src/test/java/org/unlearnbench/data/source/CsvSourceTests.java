package org.unlearnbench.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.SplitOverlap;
import org.unlearnbench.data.cmu.CmuFacesSource;
import org.unlearnbench.data.source.Manifest.Entry;
import org.unlearnbench.io.InputException;

class CsvSourceTests {
  private static final Path CMU = Path.of("../experiments/data/cmu-faces/labels.csv");

  private final CsvSource source = new CsvSource();
  private ParameterValues parameters;

  @TempDir Path folder;

  @BeforeEach
  void defaults() {
    parameters =
        ParameterValues.defaults(source.info().parameters())
            .with("file", folder.resolve("d.csv").toString());
  }

  private DataSource.Request request(ParameterValues values) {
    return new DataSource.Request("mine", values, 16, folder.resolve("cache"));
  }

  private Manifest manifest(String csv) throws IOException {
    Files.writeString(folder.resolve("d.csv"), csv);
    return source.manifest(request(parameters));
  }

  private void refuses(String csv, String... problems) {
    assertThatThrownBy(() -> manifest(csv))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> {
              assertThat(e.problems()).hasSize(problems.length);
              for (int i = 0; i < problems.length; i++) {
                assertThat(e.problems().get(i)).startsWith(folder.resolve("d.csv") + problems[i]);
              }
            });
  }

  @Test
  void agreesWithTheBuiltInSourceOnTheCmuFaces() throws IOException {
    parameters =
        parameters
            .with("file", CMU.toString())
            .with("labels", List.of("eyes=sunglasses", "expression=happy", "pose=straight"))
            .with("identities.forget", List.of("an2i", "at33", "boland", "bpm"))
            .with(
                "identities.retain",
                List.of(
                    "ch4f",
                    "cheyer",
                    "choon",
                    "danieln",
                    "glickman",
                    "karyadi",
                    "kawamura",
                    "kk49"))
            .with("identities.test", List.of("megak", "mitchell", "night", "phoebe"))
            .with("identities.unseen", List.of("saavik", "steffi", "sz24", "tammo"));
    CmuFacesSource builtIn = new CmuFacesSource();
    Manifest expected =
        builtIn.manifest(
            request(ParameterValues.defaults(builtIn.info().parameters()).with("task", "mucac")));

    Manifest actual = source.manifest(request(parameters));

    assertThat(actual.task()).isEqualTo(expected.task());
    for (Entry entry : actual.entries()) {
      Entry other =
          expected.entries().stream()
              .filter(e -> e.sample().path().equals(entry.sample().path()))
              .findFirst()
              .orElseThrow();
      assertThat(entry.split()).isEqualTo(other.split());
      assertThat(entry.sample().label()).containsExactly(other.sample().label());
    }
    DataSet data =
        source.load(new DataSource.Request("mine", parameters, 16, folder.resolve("cache")));
    assertThat(data.split(Split.RETAIN).size()).isEqualTo(250);
  }

  private static String rows(String... labels) {
    StringBuilder csv = new StringBuilder("path,identity,label,set\n");
    for (int i = 0; i < labels.length; i++) {
      csv.append(i + ".png,p" + i + "," + labels[i] + "," + Split.values()[i % 4].key() + "\n");
    }
    return csv.toString();
  }

  @Test
  void sortsLabelsThatAreAllNumbersAsNumbers() throws IOException {
    parameters = parameters.with("split-column", "set");

    assertThat(manifest(rows("10", "2", "0", "-1", "2")).task().labels())
        .containsExactly("-1", "0", "2", "10");
    assertThat(manifest(rows("10.0", "2.0", "0.0")).task().labels())
        .containsExactly("0.0", "2.0", "10.0");
    assertThat(manifest(rows("010", "002", "000")).task().labels())
        .containsExactly("000", "002", "010");
    assertThat(manifest(rows("10", "2", "x")).task().labels()).containsExactly("10", "2", "x");
    refuses(rows("1", "2", "01"), ": column 'label' has '01' and '1', which are one number");
  }

  @Test
  void refusesLabelsThatAreMissing() throws IOException {
    parameters = parameters.with("split-column", "set");

    refuses(rows("a", "", "b"), ":3: the label (column 'label') is missing");
    refuses(rows("a", "b", "  "), ":4: the label (column 'label') is missing");
    refuses(rows("a", "b", "nan", "N/A"), ":4: the label", ":5: the label");
    refuses(
        rows("a", "b ", "b"), ":3: the label (column 'label') is 'b ', with a space at its end");
    refuses(rows("", "", ""), ": column 'label' has one class only ()");

    parameters = parameters.with("classes", List.of("nan", "b"));
    refuses(rows("b", "", "nan"), ":3: the label (column 'label') is missing");
    assertThat(manifest(rows("b", "nan")).entries()).hasSize(2);
  }

  @Test
  void refusesNamesThatNoFileCanHave() {
    parameters = parameters.with("split-column", "set");

    refuses(
        rows("a", "b").replace("0.png", "x\0y.png"),
        ":2: no file here can be called 'x\\u0000y.png'");
  }

  @Test
  void saysWhichClassesAreInOneSplitOnly() throws IOException {
    parameters = parameters.with("split-column", "set").with("classes", List.of("a", "b", "c"));

    assertThat(manifest(rows("a", "b", "a", "a", "a")).oneSidedClasses())
        .containsExactly("1 of 3 classes is in the forget split only: b", "no image is of class c");
    assertThat(manifest(rows("a", "b", "c", "a", "b", "c", "a")).oneSidedClasses()).isEmpty();
  }

  @Test
  void readsAHundredThousandClasses() throws IOException {
    StringBuilder csv = new StringBuilder("path,identity,label,set\n");
    for (int i = 0; i < 200_000; i++) {
      csv.append(i + ".png,p,c" + i / 2 + "," + Split.values()[i % 4].key() + "\n");
    }
    parameters = parameters.with("split-column", "set");

    assertThat(manifest(csv.toString()).task().outputs()).isEqualTo(100_000);
  }

  @Test
  void sortsClassesUnlessTheyAreGiven() throws IOException {
    String csv = "path,identity,label,set\nx.png,p,b,retain\ny.png,q,a,test\n";
    parameters = parameters.with("split-column", "set");

    assertThat(manifest(csv).task().labels()).containsExactly("a", "b");
    assertThat(manifest(csv).entries().get(0).sample().label()).containsExactly(1);

    parameters = parameters.with("classes", List.of("b", "a", "c"));
    assertThat(manifest(csv).task().labels()).containsExactly("b", "a", "c");
    assertThat(manifest(csv).entries().get(0).sample().label()).containsExactly(0);
  }

  @Test
  void readsAttributesInSeveralColumns() throws IOException {
    parameters = parameters.with("split-column", "set").with("labels", List.of("hat", "beard"));

    Manifest manifest =
        manifest("path,identity,hat,beard,set\r\nx.png,p,1,-1,retain\r\ny.png,q,0,1,test\r\n");

    assertThat(manifest.entries().get(0).sample().label()).containsExactly(1, 0);
    assertThat(manifest.entries().get(1).sample().label()).containsExactly(0, 1);
  }

  @Test
  void reportsEveryBadRowWithItsLine() {
    parameters = parameters.with("split-column", "set").with("labels", List.of("hat", "beard"));

    refuses(
        "path,identity,hat,beard,set\nx.png,p,1,yes,retain\ny.png,q,0,1,train\n,r,1,1,test\n",
        ":2: beard is 'yes'",
        ":3: split is 'train', expected retain, forget, test or unseen",
        ":4: no path");
  }

  @Test
  void refusesAnIdentityWithoutSplitOrWithTwo() {
    String csv = "path,identity,label\nx.png,p,a\ny.png,q,b\n";
    parameters = parameters.with("identities.retain", List.of("p"));
    refuses(csv, ":3: identity 'q' is in no list of 'identities'");

    parameters =
        parameters
            .with("identities.test", List.of("Q", "s"))
            .with("identities.unseen", List.of("q"));
    refuses(
        csv,
        ": identities.test: no row has the identity 'Q', did you mean 'q'?",
        ": identities.test: no row has the identity 's', there are 2 others");
    parameters = parameters.with("identities.unseen", List.of());

    parameters = parameters.with("identities.test", List.of("p", "q"));
    refuses(csv, ": identity 'p' is listed under retain and under test");
  }

  @Test
  void refusesUnclearSettings() {
    String csv = "path,identity,label,set\nx.png,p,a,retain\ny.png,q,a,test\n";
    refuses(csv.replace("q,a", "q,b"), ": no splits");
    parameters = parameters.with("split-column", "set");
    refuses(csv, ": column 'label' has one class only (a)");
    parameters = parameters.with("labels", List.of("label=b"));
    refuses(csv, ": no row has label 'b'");
    parameters = parameters.with("labels", List.of());
    refuses(csv, ": 'labels' names no column");
    parameters = parameters.with("labels", List.of("lable"));
    refuses(csv, ":1: no column 'lable'; found path, identity, label, set");
  }

  @Test
  void tellsWhatSplitsShare() throws IOException {
    String image = Files.readAllLines(CMU).get(1).split(",")[0];
    String other = Files.readAllLines(CMU).get(2).split(",")[0];
    parameters = parameters.with("split-column", "set");
    for (String name : List.of("a.png", "b.png", "c.png")) {
      Files.copy(CMU.resolveSibling(image), folder.resolve(name));
    }
    Files.copy(CMU.resolveSibling(other), folder.resolve("d.png"));
    Manifest manifest =
        manifest(
            "path,identity,label,set\na.png,p,x,retain\nb.png,q,y,forget\n"
                + "c.png,r,x,unseen\nd.png,p,y,test\n");
    assertThat(manifest.load("mine", 8, folder.resolve("cache")).overlaps())
        .containsExactly(
            new SplitOverlap(Split.RETAIN, Split.FORGET, 0, 1),
            new SplitOverlap(Split.RETAIN, Split.TEST, 1, 0),
            new SplitOverlap(Split.RETAIN, Split.UNSEEN, 0, 1),
            new SplitOverlap(Split.FORGET, Split.UNSEEN, 0, 1));
  }

  @Test
  void refusesAnEmptySplit() throws IOException {
    parameters = parameters.with("split-column", "set");
    Manifest manifest =
        manifest("path,identity,label,set\nx.png,p,a,retain\ny.png,q,b,forget\nz.png,r,b,test\n");

    assertThatThrownBy(() -> manifest.load("mine", 8, folder.resolve("cache")))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("d.csv: the unseen split is empty");
  }
}
