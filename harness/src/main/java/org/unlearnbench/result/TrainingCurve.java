package org.unlearnbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.unlearnbench.io.CsvTable;

/**
 * {@code artefacts/training.csv}: a row per epoch of what trained in a cell: the method, or
 * Original in the cell of Original.
 *
 * @param epochs in order
 */
public record TrainingCurve(List<Epoch> epochs) {
  public static final String FILE = "training.csv";

  /** What the training of Original is called. */
  public static final String ORIGINAL = "Original";

  public static final List<String> HEADER =
      List.of("model", "epoch", "epochs", "images", "loss", "accuracy", "guess");

  private static final int ENOUGH = 4;
  private static final double RISE = 0.1;

  public TrainingCurve {
    epochs = List.copyOf(epochs);
  }

  /**
   * One epoch, as its steps saw it: every batch's loss and answers are those of the weights before
   * its step, in the mode of training, with augmentation. So they differ a little from what the
   * model at the end of the epoch would say of the same images.
   *
   * @param model what trained
   * @param epoch epochs finished, from 1
   * @param epochs in all, as far as known
   * @param images passes of an image, those of every term of a step
   * @param loss what is minimised, mean over the images; may be negative
   * @param accuracy share of right answers, 0..1; with several labels, of labels
   * @param guess the same if every image got the most frequent answer, 0..1
   */
  public record Epoch(
      String model,
      int epoch,
      int epochs,
      long images,
      double loss,
      double accuracy,
      double guess) {

    /** For a log. */
    public String line() {
      return String.format(
          Locale.ROOT,
          "%s: epoch %d of %d: loss %.4f, accuracy %.4f on %d training images",
          model,
          epoch,
          epochs,
          loss,
          accuracy,
          images);
    }
  }

  /** The file's rows, see {@link #HEADER}. */
  public List<List<Object>> table() {
    List<List<Object>> table = new ArrayList<>();
    for (Epoch e : epochs) {
      table.add(List.of(e.model, e.epoch, e.epochs, e.images, e.loss, e.accuracy, e.guess));
    }
    return table;
  }

  /** The one in a folder, if anything trained. */
  public static Optional<TrainingCurve> find(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<Epoch> epochs = new ArrayList<>();
    for (CsvTable.Row row : CsvTable.exactly(file, HEADER).rows()) {
      epochs.add(
          new Epoch(
              row.text("model"),
              row.count("epoch"),
              row.count("epochs"),
              row.count("images"),
              row.number("loss"),
              row.number("accuracy"),
              row.number("guess")));
    }
    return Optional.of(new TrainingCurve(epochs));
  }

  /** What a reader should know of the end of the training: a sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (epochs.isEmpty()) {
      return warnings;
    }
    Epoch last = epochs.get(epochs.size() - 1);
    if (last.model.equals(ORIGINAL) && last.accuracy <= last.guess) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%s is no better than guessing: in its last epoch %.3f of its training images are"
                  + " right, one answer for all gives %.3f.",
              ORIGINAL,
              last.accuracy,
              last.guess));
    }
    Epoch least = last;
    for (Epoch epoch : epochs) {
      least = epoch.loss < least.loss ? epoch : least;
    }
    double largest = epochs.stream().mapToDouble(Epoch::loss).max().orElse(0);
    if (epochs.size() >= ENOUGH
        && last.loss - least.loss > RISE * (largest - least.loss)
        && last.loss - least.loss > RISE * Math.abs(least.loss)) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The loss of %s rises at the end of its training: %.4f in epoch %d, %.4f in epoch %d"
                  + " of %d.",
              last.model,
              least.loss,
              least.epoch,
              last.loss,
              last.epoch,
              last.epochs));
    }
    return warnings;
  }
}
