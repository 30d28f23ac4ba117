package org.unlearnbench.data.cmu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.config.Vocabulary;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Task;
import org.unlearnbench.data.cache.ImageFile;
import org.unlearnbench.data.cmu.CmuFaces.Image;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.Manifest.Entry;
import org.unlearnbench.data.source.ManifestSource;
import org.unlearnbench.io.Problems;

/**
 * The CMU Face Images that come with the project: 624 grey pictures of 20 people, of whom four are
 * to be forgotten, eight retained, four tested on, and four never seen.
 */
public final class CmuFacesSource implements ManifestSource {
  private static final String EIGHT_CLASSES = "mufac";
  private static final String ATTRIBUTES = "mucac";

  private static final List<String> CLASSES =
      List.of(
          "straight-open",
          "left-open",
          "right-open",
          "up-open",
          "straight-sunglasses",
          "left-sunglasses",
          "right-sunglasses",
          "up-sunglasses");

  @Override
  public Info info() {
    return new Info(
            "cmu-faces",
            "CMU faces",
            "624 grey faces of 20 people; ships with the project",
            "CMU Face Images, Tom Mitchell, School of Computer Science, Carnegie Mellon University",
            Parameter.choice(
                "task",
                EIGHT_CLASSES,
                List.of(EIGHT_CLASSES, ATTRIBUTES),
                "mufac: 8 classes, pose x eyes; mucac: sunglasses, happy, straight (multi-label)"),
            Parameter.path(
                    "folder",
                    "where labels.csv is; default: " + CmuFaces.PROJECT_FOLDER + " of the project")
                .orAbsent(),
            Parameter.flag(
                Vocabulary.SHOW_IMAGES,
                true,
                "whether its images may be seen in what is passed on"))
        .withNotes(
            "Educational use, attribution required: see "
                + CmuFaces.PROJECT_FOLDER
                + "/ATTRIBUTION.md.",
            "Split by identity: forget 4 people, retain 8, test 4, unseen 4.",
            "Four repeated edge rows above and below make the pictures square.",
            "A horizontal flip would swap left and right: switch it off for task mufac.",
            "Twenty people check the machinery; they are no evidence about other data sets.");
  }

  @Override
  public Manifest manifest(Request request) throws IOException {
    ParameterValues parameters = request.parameters();
    Optional<Path> folder = parameters.optionalPath("folder");
    CmuFaces faces = folder.isPresent() ? CmuFaces.in(folder.get()) : CmuFaces.ofProject();
    boolean multiLabel = parameters.text("task").equals(ATTRIBUTES);
    Problems problems = new Problems();
    List<Entry> entries = new ArrayList<>();
    for (Image image : faces.images()) {
      int[] label = multiLabel ? attributes(image) : new int[] {image.poseAndEyes()};
      entries.add(
          new Entry(
              image.person().split(),
              new Sample(image.path(), image.person().id(), label),
              ImageFile.of(faces.folder(), image.path(), image.where(), problems)));
    }
    problems.throwIfAny();
    Task task =
        multiLabel
            ? Task.multiLabel(List.of("sunglasses", "happy", "straight"))
            : Task.singleLabel(CLASSES);
    return new Manifest(faces.labels(), task, CmuFaces.EDGE_ROWS, entries);
  }

  private static int[] attributes(Image image) {
    return new int[] {
      image.wearsSunglasses() ? 1 : 0, image.looksHappy() ? 1 : 0, image.looksStraight() ? 1 : 0
    };
  }
}
