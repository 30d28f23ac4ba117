package org.unlearnbench.data.cmu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cmu.CmuFaces.Image;
import org.unlearnbench.data.cmu.CmuFaces.Person;

/**
 * The CMU faces named and arranged as MUFAC is: one person per "family", the role always S, the age
 * a placeholder 00, and as age class a..h the pose and the eyes. File e2 of every family ends in
 * {@code .JPG}, since some of MUFAC's do.
 */
final class MufacLayout {
  private static final String HEADER = "family_id,person_id,age_class,image_path\n";
  private static final int FIRST_TEST_FAMILY = 801;
  private static final int FIRST_UNSEEN_FAMILY = 851;

  private final CmuFaces faces;
  private final Path folder;

  MufacLayout(CmuFaces faces, Path folder) {
    this.faces = faces;
    this.folder = folder;
  }

  void write() throws IOException {
    Map<Split, StringBuilder> rows = new EnumMap<>(Split.class);
    Map<String, Integer> numbers = new HashMap<>();
    StandInImages images = new StandInImages(faces);
    for (Image image : faces.images()) {
      Split part = part(image);
      String family = family(image.person());
      char age = (char) ('a' + image.poseAndEyes());
      int number = numbers.merge(family + age, 1, Integer::sum);
      String suffix = age == 'e' && number == 2 ? ".JPG" : ".jpg";
      String name = family + "_AGE_S_00_" + age + number + suffix;
      images.write(image, folder.resolve(name(part) + "_images").resolve(name));
      rows.computeIfAbsent(part, p -> new StringBuilder(HEADER))
          .append(family + ",S," + age + "," + name + "\n");
    }
    for (Map.Entry<Split, StringBuilder> file : rows.entrySet()) {
      Files.writeString(
          folder.resolve("custom_" + name(file.getKey()) + "_dataset.csv"), file.getValue());
    }
    StandInImages.writeNotice(
        folder,
        "These are not MUFAC images. family_id is one CMU person, age_class a..h is pose x eyes.");
  }

  /** Forget and retain are one file: the train CSV. */
  private static Split part(Image image) {
    Split split = image.person().split();
    return split == Split.FORGET ? Split.RETAIN : split;
  }

  private static String name(Split part) {
    return switch (part) {
      case RETAIN, FORGET -> "train";
      case TEST -> "val";
      case UNSEEN -> "test";
    };
  }

  private static String family(Person person) {
    int number =
        switch (person.split()) {
          case FORGET, RETAIN -> person.ordinal() + 1;
          case TEST -> FIRST_TEST_FAMILY + person.ordinal() - Person.MEGAK.ordinal();
          case UNSEEN -> FIRST_UNSEEN_FAMILY + person.ordinal() - Person.SAAVIK.ordinal();
        };
    return String.format(Locale.ROOT, "F%04d", number);
  }
}
