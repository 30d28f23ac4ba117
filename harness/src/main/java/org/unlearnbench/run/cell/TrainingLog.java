package org.unlearnbench.run.cell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unlearnbench.data.Batch;
import org.unlearnbench.nn.checkpoint.Resumable;
import org.unlearnbench.nn.checkpoint.StateFile;
import org.unlearnbench.result.TrainingCurve;

/**
 * Follows training, epoch by epoch, from what its steps compute anyway: nothing is evaluated for
 * it, no random number drawn.
 */
final class TrainingLog implements Resumable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLog.class);

  private String model = "";
  private List<TrainingCurve.Epoch> epochs = new ArrayList<>();
  private long images;
  private double loss;
  private double right;
  private long[] labels = {};
  private boolean multiLabel;

  /** Forgets what was; what comes is the training of {@code name}. */
  void begin(String name) {
    model = name;
    epochs = new ArrayList<>();
    clear();
  }

  private void clear() {
    images = 0;
    loss = 0;
    right = 0;
    labels = new long[0];
  }

  /** One forward pass of a step; {@code value} is its mean loss. */
  void step(Batch batch, float[][] logits, double value) {
    images += batch.size();
    loss += value * batch.size();
    for (int i = 0; i < batch.size(); i++) {
      int[] label = batch.labels()[i];
      if (labels.length == 0) {
        labels = new long[logits[i].length];
      }
      if (label.length == logits[i].length) {
        for (int k = 0; k < label.length; k++) {
          labels[k] += label[k];
          right += (logits[i][k] > 0) == (label[k] == 1) ? 1.0 / label.length : 0;
        }
      } else {
        labels[label[0]]++;
        right += largest(logits[i]) == label[0] ? 1 : 0;
      }
      multiLabel = label.length == logits[i].length;
    }
  }

  private static int largest(float[] logits) {
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    return best;
  }

  /** Share that is right if every image gets the most frequent answer. */
  private double guess() {
    double sum = 0;
    long most = 0;
    for (long count : labels) {
      sum += Math.max(count, images - count);
      most = Math.max(most, count);
    }
    return (multiLabel ? sum / labels.length : most) / images;
  }

  /** An epoch is over; one without steps leaves nothing. */
  void epoch(int done, int total) {
    if (images == 0) {
      return;
    }
    TrainingCurve.Epoch epoch =
        new TrainingCurve.Epoch(model, done, total, images, loss / images, right / images, guess());
    epochs.add(epoch);
    LOG.info("{}", epoch.line());
    clear();
  }

  @Override
  public void save(StateFile.Out out) throws IOException {
    out.number(epochs.size());
    for (TrainingCurve.Epoch e : epochs) {
      out.text(e.model());
      out.numbers(e.epoch(), e.epochs(), e.images());
      out.doubles(e.loss(), e.accuracy(), e.guess());
    }
    out.number(images);
    out.doubles(loss, right);
    out.numbers(labels);
    out.flag(multiLabel);
  }

  @Override
  public void restore(StateFile.In in) throws IOException {
    epochs = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      String of = in.text();
      long[] counts = in.numbers();
      double[] means = in.doubles();
      epochs.add(
          new TrainingCurve.Epoch(
              of, (int) counts[0], (int) counts[1], counts[2], means[0], means[1], means[2]));
    }
    images = in.number();
    double[] sums = in.doubles();
    loss = sums[0];
    right = sums[1];
    labels = in.numbers();
    multiLabel = in.flag();
  }

  /** The epochs so far. */
  TrainingCurve curve() {
    return new TrainingCurve(epochs);
  }
}
