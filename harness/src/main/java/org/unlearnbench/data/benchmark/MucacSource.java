package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.data.cache.ImageFile;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.Manifest.Entry;
import org.unlearnbench.data.source.ManifestSource;
import org.unlearnbench.data.source.PublishedCounts;
import org.unlearnbench.data.source.PublishedCounts.Counts;

/** The MUCAC benchmark (attributes of celebrities) on the published files of CelebA-HQ. */
public final class MucacSource implements ManifestSource {
  private static final String IMAGES = "CelebAMask-HQ/CelebA-HQ-img/";

  /** The first identity number of the forget, retain and unseen split; lower ones are test. */
  private static final int FIRST_FORGET = 190;

  private static final int FIRST_RETAIN = 1250;
  private static final int FIRST_UNSEEN = 4855;

  private static final Parameter TASK =
      Parameter.choice(
          "task",
          Question.MULTI_LABEL.key(),
          Question.keys(),
          "all three attributes with sigmoid outputs, or one of them as two classes");

  /** Images, identities, and images with Male, Smiling, Young. */
  private static final Map<Split, Counts> COUNTS =
      Map.of(
          Split.TEST, new Counts(2065, 190, List.of(364, 919, 1707)),
          Split.FORGET, new Counts(10183, 1060, List.of(2669, 5208, 8288)),
          Split.RETAIN, new Counts(15750, 3605, List.of(6973, 6900, 11851)),
          Split.UNSEEN, new Counts(2002, 1362, List.of(1051, 1065, 1522)));

  @Override
  public Info info() {
    return new Info(
            "mucac",
            "MUCAC",
            "attributes of celebrities: male, smiling, young; bring your own CelebA-HQ",
            "arXiv 2311.02240; github.com/ndb796/MachineUnlearning at 9813cd7",
            BenchmarkFolder.FOLDER,
            BenchmarkFolder.STAND_IN,
            TASK)
        .withNotes(
            "Cut by identity number: test below 190, forget below 1250, retain below 4855,"
                + " unseen from there on.",
            "CelebA-HQ-identity.txt: '<n>.jpg <identity>' per line, one space between, no header;"
                + " CelebA-HQ-attribute.txt: the count, the names, then the name and 1 or -1 for"
                + " each, white space between.",
            "Images are in ascending number; the notebooks leave the order to the file system.",
            "The images' terms forbid passing them on.");
  }

  @Override
  public Manifest manifest(Request request) throws IOException {
    Path folder = BenchmarkFolder.of(request, StandIn.MUCAC);
    Question question = question(request.parameters());
    List<Entry> entries = new ArrayList<>();
    CelebTexts.read(folder, Question.ATTRIBUTES)
        .forEach(
            (number, row) -> {
              String path = IMAGES + number + ".jpg";
              entries.add(
                  new Entry(
                      split(row.identity()),
                      new Sample(
                          path, Integer.toString(row.identity()), question.label(row.attributes())),
                      new ImageFile(folder.resolve(path), row.where())));
            });
    return new Manifest(folder, question.task(), 0, entries);
  }

  @Override
  public Optional<PublishedCounts> published(ParameterValues parameters) {
    if (parameters.flag(BenchmarkFolder.STAND_IN.name())) {
      return Optional.empty();
    }
    Question question = question(parameters);
    Map<Split, Counts> counts = new EnumMap<>(Split.class);
    COUNTS.forEach((split, all) -> counts.put(split, forQuestion(all, question)));
    return Optional.of(
        new PublishedCounts("github.com/ndb796/MachineUnlearning at 9813cd7", counts));
  }

  private static Question question(ParameterValues parameters) {
    return Question.ofKey(parameters.text(TASK.name()));
  }

  /** A binary task counts its two classes, the multi-label task the images with each attribute. */
  private static Counts forQuestion(Counts all, Question question) {
    if (question == Question.MULTI_LABEL) {
      return all;
    }
    int positive = all.labels().get(question.ordinal() - 1);
    return new Counts(all.images(), all.identities(), List.of(all.images() - positive, positive));
  }

  private static Split split(int identity) {
    if (identity < FIRST_FORGET) {
      return Split.TEST;
    }
    if (identity < FIRST_RETAIN) {
      return Split.FORGET;
    }
    return identity < FIRST_UNSEEN ? Split.RETAIN : Split.UNSEEN;
  }

  /** What MUCAC asks of an image. */
  private enum Question {
    MULTI_LABEL,
    MALE,
    SMILING,
    YOUNG;

    /** Attribute names as the annotation file spells them. */
    static final List<String> ATTRIBUTES = List.of("Male", "Smiling", "Young");

    static List<String> keys() {
      return Arrays.stream(values()).map(Question::key).toList();
    }

    static Question ofKey(String key) {
      return values()[keys().indexOf(key)];
    }

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Task task() {
      return this == MULTI_LABEL
          ? Task.multiLabel(ATTRIBUTES.stream().map(a -> a.toLowerCase(Locale.ROOT)).toList())
          : Task.singleLabel(List.of("not-" + key(), key()));
    }

    /** The label of an image whose {@link #ATTRIBUTES} are these. */
    int[] label(int[] attributes) {
      return this == MULTI_LABEL ? attributes.clone() : new int[] {attributes[ordinal() - 1]};
    }
  }
}
