package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.config.ParameterValues;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.cmu.StandIn;
import org.unlearnbench.data.source.Manifest;
import org.unlearnbench.data.source.ManifestSource;
import org.unlearnbench.data.source.PublishedCounts;
import org.unlearnbench.data.source.PublishedCounts.Counts;

/** The MUCAC benchmark (attributes of celebrities) on the published files of CelebA-HQ. */
public final class MucacSource implements ManifestSource {
  private static final Parameter TASK =
      Parameter.choice(
          "task",
          MucacTask.MULTI_LABEL.key(),
          MucacTask.keys(),
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
            "Images are in ascending number; the notebooks leave the order to the file system.",
            "The images' terms forbid passing them on.");
  }

  @Override
  public Manifest manifest(Request request) throws IOException {
    Path folder = BenchmarkFolder.of(request, StandIn.MUCAC);
    return new MucacFiles(folder, task(request.parameters())).read();
  }

  @Override
  public Optional<PublishedCounts> published(ParameterValues parameters) {
    if (parameters.flag(BenchmarkFolder.STAND_IN.name())) {
      return Optional.empty();
    }
    MucacTask task = task(parameters);
    Map<Split, Counts> counts = new EnumMap<>(Split.class);
    COUNTS.forEach((split, all) -> counts.put(split, forTask(all, task)));
    return Optional.of(
        new PublishedCounts("github.com/ndb796/MachineUnlearning at 9813cd7", counts));
  }

  private static MucacTask task(ParameterValues parameters) {
    return MucacTask.ofKey(parameters.text(TASK.name()));
  }

  /** A binary task counts its two classes, the multi-label task the images with each attribute. */
  private static Counts forTask(Counts all, MucacTask task) {
    if (task == MucacTask.MULTI_LABEL) {
      return all;
    }
    int positive = all.labels().get(task.ordinal() - 1);
    return new Counts(all.images(), all.identities(), List.of(all.images() - positive, positive));
  }
}
