package org.unlearnbench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unlearnbench.config.Experiment.Probes;
import org.unlearnbench.io.InputException;

class ExperimentReaderTests {
  private static final String GOOD =
      """
      name: demo
      description: What it is for.
      seeds: [1, 2]
      threads: 1
      network: {name: linear, width: 4}
      data:
        - {source: faces, as: cmu-mufac, image-size: 32, folder: pictures}
      training:
        epochs: 3
        lr: 1e-2
        schedule: {type: constant}
      methods:
        - original
        - method: aru
          as: aru-clean
          attack: {epsilon: 4/255}
          mask.ratio: .5
      """;

  @TempDir Path folder;

  private Experiment parse(String text) throws InputException {
    return new ExperimentReader(SampleVocabulary.vocabulary()).parse(text, "x.yaml", folder);
  }

  private List<String> problems(String text) {
    return catchThrowableOfType(InputException.class, () -> parse(text)).problems();
  }

  @Test
  void takesAnOldRunsSettingsAsTheyWereMeant() throws Exception {
    String text = GOOD.replace("mask.ratio: .5", "mask: {share: 0.5}");
    Path file = Files.writeString(folder.resolve("config.resolved.yaml"), text);
    Experiment stored = new ExperimentReader(SampleVocabulary.vocabulary()).stored(file);

    ParameterValues aru = stored.methods().get(1).values();
    assertThat(aru.number("mask.ratio")).isEqualTo(0.5);
    assertThat(aru.flag("attack.random-start")).isFalse();
    assertThat(parse(GOOD).methods().get(1).values().flag("attack.random-start")).isTrue();
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("is 'methods[1].mask.ratio' now");
  }

  @Test
  void readsMethodsInsideSettings() throws InputException {
    Experiment experiment =
        parse(
            """
            data: [faces]
            methods:
              - method: chain
                steps:
                  - scrub
                  - method: aru
                    attack: {epsilon: 4/255}
            """);
    List<Component> steps = experiment.methods().get(0).values().methods("steps");
    assertThat(steps).extracting(Component::name).containsExactly("scrub", "aru");
    assertThat(steps.get(0).values().number("lr")).isEqualTo(0.001);
    assertThat(steps.get(1).values().number("attack.epsilon")).isEqualTo(4 / 255.0);
    assertThat(steps.get(1).values().flag("attack.random-start")).isTrue();
    assertThat(steps.get(1).values().has("method")).isFalse();
  }

  @Test
  void saysWhatIsWrongWithMethodsInsideSettings() {
    assertThat(problems("data: [faces]\nmethods:\n  - {method: chain, steps: [scrup]}\n"))
        .singleElement()
        .asString()
        .contains("x.yaml:3:", "methods[0].steps[0]", "'scrup'", "scrub");
    assertThat(problems("data: [faces]\nmethods:\n  - {method: chain, steps: []}\n"))
        .singleElement()
        .asString()
        .contains("methods[0].steps", "an empty list", "at least one method");
    assertThat(
            problems(
                "data: [faces]\nmethods:\n  - method: chain\n    steps: [{method: scrub, lr: -1}]\n"))
        .singleElement()
        .asString()
        .contains("x.yaml:4:", "methods[0].steps[0].lr", "-1");
    assertThat(problems("data: [faces]\nmethods: [chain]\n"))
        .singleElement()
        .asString()
        .contains("methods[0].steps", "is missing");
  }

  @Test
  void readsEveryKey() throws InputException {
    Experiment experiment = parse(GOOD);
    assertThat(experiment.name()).isEqualTo("demo");
    assertThat(experiment.description()).isEqualTo("What it is for.");
    assertThat(experiment.seeds()).containsExactly(1L, 2L);
    assertThat(experiment.threads()).isEqualTo(1);
    assertThat(experiment.network().name()).isEqualTo("linear");
    assertThat(experiment.network().values().integer("width")).isEqualTo(4);
    Component data = experiment.data().get(0);
    assertThat(data.label()).isEqualTo("cmu-mufac");
    assertThat(data.values().integer("image-size")).isEqualTo(32);
    assertThat(data.values().path("folder")).isEqualTo(folder.resolve("pictures"));
    assertThat(experiment.training().number("lr")).isEqualTo(0.01);
    assertThat(experiment.training().text("schedule.type")).isEqualTo("constant");
    Component aru = experiment.methods().get(1);
    assertThat(aru.name()).isEqualTo("aru");
    assertThat(aru.label()).isEqualTo("aru-clean");
    assertThat(aru.values().number("attack.epsilon")).isEqualTo(4 / 255.0);
    assertThat(aru.values().number("mask.ratio")).isEqualTo(0.5);
    assertThat(aru.values().flag("attack.random-start")).isTrue();
  }

  @Test
  void fillsInDefaults() throws InputException {
    Experiment experiment = parse("data: [faces]\nmethods: [original]\n");
    assertThat(experiment.name()).isEqualTo("experiment");
    assertThat(experiment.seeds()).isEqualTo(List.of(1L));
    assertThat(experiment.threads()).isEqualTo(2);
    assertThat(experiment.network().name()).isEqualTo("resnet18");
    assertThat(experiment.network().values().integer("width")).isEqualTo(64);
    assertThat(experiment.data().get(0).values().integer("image-size")).isEqualTo(128);
    assertThat(experiment.data().get(0).values().has("folder")).isFalse();
    assertThat(experiment.training().integer("epochs")).isEqualTo(30);
    assertThat(experiment.ranking()).isEqualTo("nomus");
    assertThat(experiment.keepModels()).isFalse();
  }

  @Test
  void namesTheExperimentAfterItsFile() throws Exception {
    Path file = folder.resolve("my-run.yaml");
    Files.writeString(file, "data: [faces]\nmethods: [original]\n");
    Experiment experiment =
        new ExperimentReader(SampleVocabulary.vocabulary()).read(file, Overrides.none());
    assertThat(experiment.name()).isEqualTo("my-run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs: 3       | epochs: 2.5         | x.yaml:9:11: key 'training.epochs': found 2.5,"
            + " expected an integer of at least 0",
        "lr: 1e-2        | lr: -0.1            | x.yaml:10:7: key 'training.lr': found -0.1,"
            + " expected a number of at least 0",
        "lr: 1e-2        | lr: .nan            | x.yaml:10:7: key 'training.lr': found .nan,"
            + " expected a number of at least 0",
        "lr: 1e-2        | lr: 1/0             | x.yaml:10:7: key 'training.lr': found 1/0,"
            + " expected a number of at least 0",
        "lr: 1e-2        | lr: \"0.1\"        | x.yaml:10:7: key 'training.lr': found '0.1',"
            + " expected a number of at least 0",
        "lr: 1e-2        | lr:                 | x.yaml:10:6: key 'training.lr': found nothing,"
            + " expected a number of at least 0",
        "lr: 1e-2        | lr: [1]             | x.yaml:10:7: key 'training.lr': found a list,"
            + " expected a number of at least 0",
        "lr: 1e-2        | learning-rate: 1    | x.yaml:10:3: key 'training.learning-rate': is"
            + " unknown, valid: epochs, lr, schedule",
        "lr: 1e-2        | epochs: 4           | x.yaml:10:3: key 'training.epochs': occurs twice,"
            + " first at x.yaml:9:3",
        "{type: constant} | {type: steps}      | x.yaml:11:20: key 'training.schedule.type': found"
            + " steps, expected one of constant, step, did you mean 'step'?",
        "{type: constant} | {milestones: 3}    | x.yaml:11:26: key 'training.schedule.milestones':"
            + " found 3, expected a list such as [a, b], each a number of at least 0",
        "{type: constant} | {milestones: [1, a]} | x.yaml:11:30: key"
            + " 'training.schedule.milestones[1]': found a, expected a number of at least 0",
        "{type: constant} | step               | x.yaml:11:13: key 'training.schedule': found step,"
            + " expected a mapping with type, milestones",
        "threads: 1      | threads: 0          | x.yaml:4:10: key 'threads': found 0, expected an"
            + " integer of at least 1 and at most 256",
        "threads: 1      | thread: 1           | x.yaml:4:1: key 'thread': is unknown, did you mean"
            + " 'threads'? valid: data, methods, network, seeds, training, name,"
            + " description, threads, ranking, keep-models, eval-every, probes, checkpoint,"
            + " tuned-on, changed",
        "seeds: [1, 2]   | seeds: []           | x.yaml:3:8: key 'seeds': found an empty list,"
            + " expected a list of different integers in 0..999999999999999999, such as [1, 2, 3]",
        "seeds: [1, 2]   | seeds: [1, 1]       | x.yaml:3:12: key 'seeds': found 1 twice, expected"
            + " a list of different integers in 0..999999999999999999, such as [1, 2, 3]",
        "seeds: [1, 2]   | seeds: [1, -2]      | x.yaml:3:12: key 'seeds': found -2, expected a"
            + " list of different integers in 0..999999999999999999, such as [1, 2, 3]",
        "seeds: [1, 2]   | seeds: [1000000000000000000] | x.yaml:3:9: key 'seeds': found"
            + " 1000000000000000000, expected a list of different integers in"
            + " 0..999999999999999999, such as [1, 2, 3]",
        "name: demo      | name: a/b           | x.yaml:1:7: key 'name': found 'a/b', expected a"
            + " folder name: letters, digits and . _ + : -, at most 64 of them",
        "source: faces   | source: facess      | x.yaml:7:14: key 'data[0].source': found 'facess',"
            + " expected a data source; did you mean 'faces'? valid: faces, table",
        "source: faces, as: cmu-mufac, image-size: 32, folder: pictures | source: table | x.yaml:7:5: key 'data[0].file': is missing,"
            + " expected a path: the table",
        "name: linear    | name: resnet19      | x.yaml:5:17: key 'network.name': found 'resnet19',"
            + " expected a network; did you mean 'resnet18'? valid: linear, resnet18",
        "- original      | - orginal           | x.yaml:13:5: key 'methods[0]': found 'orginal',"
            + " expected a method; did you mean 'original'? valid: aru, chain, original, retrain, scrub",
        "- original      | - aru-clean         | x.yaml:13:5: key 'methods[0]': found 'aru-clean',"
            + " expected a method; valid: aru, chain, original, retrain, scrub",
        "- original      | - {as: a}           | x.yaml:13:5: key 'methods[0].method': is missing,"
            + " expected a method; valid: aru, chain, original, retrain, scrub",
        "- original      | - {method: scrub, as: aru-clean} | x.yaml:14:5: key 'methods[1]': a"
            + " second entry is called 'aru-clean', give it an 'as'",
        "mask.ratio: .5  | mask.ratio: 1.5     | x.yaml:17:17: key 'methods[1].mask.ratio': found"
            + " 1.5, expected a number of at least 0 and at most 1",
        "epsilon: 4/255  | epsilon: 0          | x.yaml:16:23: key 'methods[1].attack.epsilon':"
            + " found 0, expected a number above 0 and at most 1",
        "epsilon: 4/255  | random-start: yes   | x.yaml:16:28: key"
            + " 'methods[1].attack.random-start': found yes, expected true or false",
        "epsilon: 4/255  | epsilom: 1          | x.yaml:16:14: key 'methods[1].attack.epsilom': is"
            + " unknown, did you mean 'epsilon'? valid: norm, epsilon, random-start",
      })
  void saysWhereWhatAndWhatElse(String good, String bad, String problem) {
    assertThat(GOOD).contains(good);
    assertThat(problems(GOOD.replaceFirst(java.util.regex.Pattern.quote(good), bad)))
        .containsExactly(problem);
  }

  @Test
  void probesAreOffUnlessAskedFor() throws InputException {
    assertThat(parse(GOOD).probes()).isEqualTo(new Probes(false, false, false, 100));
    assertThat(parse(GOOD).tunedOn()).isEqualTo(Selection.NOT_STATED);
    Experiment all =
        parse(
            GOOD
                + "probes: {weight-distance: true, relearn-time: true, relearn-cap: 7}\n"
                + "tuned-on: test\n");
    assertThat(all.probes()).isEqualTo(new Probes(false, true, true, 7));
    assertThat(all.tunedOn()).isEqualTo(Selection.TEST);
    assertThat(problems(GOOD + "probes: {relearn-cap: 0}\n"))
        .singleElement()
        .asString()
        .endsWith(
            "'probes.relearn-cap': found 0, expected an integer of at least 1 and at most"
                + " 10000");
    assertThat(problems(GOOD + "probes: {relearn: true}\n"))
        .singleElement()
        .asString()
        .contains("'probes.relearn': is unknown, valid: weight-distance, relearn-time,");
    assertThat(problems(GOOD + "probes: true\n"))
        .singleElement()
        .asString()
        .endsWith("expected a mapping with weight-distance, relearn-time, relearn-cap");
    assertThat(problems(GOOD + "tuned-on: tests\n"))
        .singleElement()
        .asString()
        .endsWith("expected one of not-stated, held-out, test, did you mean 'test'?");
  }

  @Test
  void reportsAllProblemsAtOnce() {
    String text =
        GOOD.replace("epochs: 3", "epochs: -3").replace("- original", "- nothing").concat("x: 1\n");
    assertThat(problems(text))
        .hasSize(3)
        .anyMatch(line -> line.contains("'training.epochs'"))
        .anyMatch(line -> line.contains("'methods[0]'"))
        .anyMatch(line -> line.contains("'x'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | x.yaml:1:1: found nothing, expected keys such as data and methods",
        "'- 1'             | x.yaml:1:1: found a list, expected keys such as data and methods",
        "'name: x'         | x.yaml:1:1: key 'data': is missing, expected a list with at least one"
            + " data source",
        "'data: faces'     | x.yaml:1:7: key 'data': found faces, expected a list with at least one"
            + " data source",
        "'a: [1'           | x.yaml:1:6: is not valid YAML",
        "'[1]: 2'          | x.yaml:1:1: found a key that is not a text",
        "'a: !!java.net.URL x' | x.yaml:1:4: is not valid YAML: Global tag is not allowed",
      })
  void refusesDocumentsOfTheWrongShape(String text, String problem) {
    assertThat(problems(text).get(0)).startsWith(problem);
  }

  @Test
  void refusesASecondDocument() {
    assertThat(problems("a: 1\n---\nb: 1\n"))
        .containsExactly("x.yaml:3:1: found a second document, expected one");
  }

  @Test
  void showsControlCharactersEscapedAndShortensLongTexts() {
    String text = GOOD.replace("lr: 1e-2", "lr: \"a\\nb\\e" + "x".repeat(100) + "\"");
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("found 'a\\u000ab\\u001bxx")
        .contains("...', expected")
        .doesNotContain("\n");
  }

  @Test
  void boundsWhatAliasesCanGrowTo() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String ref = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (ref + ", ").repeat(4) + ref + "]\n");
    }
    assertThat(problems(bomb.toString())).singleElement().asString().startsWith("x.yaml:");
    assertThat(problems("a: &a [*a]\n")).singleElement().asString().contains("too deep");
    assertThat(problems("a: " + "[".repeat(5000))).singleElement().asString().startsWith("x.yaml");
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws Exception {
    ExperimentReader reader = new ExperimentReader(SampleVocabulary.vocabulary());
    Path missing = folder.resolve("none.yaml");
    assertThat(problems(reader, missing)).containsExactly(missing + ": no such file");
    assertThat(problems(reader, folder)).containsExactly(folder + ": is not a file");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, 0, 1});
    assertThat(problems(reader, binary)).containsExactly(binary + ": is not UTF-8 text");
    Path large = Files.write(folder.resolve("l.yaml"), new byte[2 << 20]);
    assertThat(problems(reader, large)).singleElement().asString().contains("2097152 bytes");
  }

  @Test
  void acceptsAByteOrderMarkAndCarriageReturns() throws Exception {
    Path file = folder.resolve("bom.yaml");
    Files.write(file, ("\uFEFF" + GOOD.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
    Experiment experiment =
        new ExperimentReader(SampleVocabulary.vocabulary()).read(file, Overrides.none());
    assertThat(experiment.name()).isEqualTo("demo");
  }

  @Test
  void doesNotDependOnTheLocale() throws InputException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(parse(GOOD).training().number("lr")).isEqualTo(0.01);
      assertThat(problems(GOOD.replace("mask.ratio: .5", "mask.ratio: 1.5")))
          .singleElement()
          .asString()
          .contains("found 1.5");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> problems(ExperimentReader reader, Path file) {
    return catchThrowableOfType(InputException.class, () -> reader.read(file, Overrides.none()))
        .problems();
  }
}
