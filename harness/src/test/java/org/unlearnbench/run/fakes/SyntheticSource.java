package org.unlearnbench.run.fakes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.data.DataSet;
import org.unlearnbench.data.DataSource;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.PixelStore;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Split;
import org.unlearnbench.data.Task;
import org.unlearnbench.io.InputException;

/** Made-up images of three classes that a linear classifier can learn. */
public final class SyntheticSource implements DataSource {
  private static final Task TASK = Task.singleLabel(List.of("a", "b", "c"));

  @Override
  public Info info() {
    return new Info(
        "synthetic",
        "Synthetic",
        "Made-up images for tests.",
        "",
        Parameter.integer("count", 30, "images per split").atLeast(0),
        Parameter.integer("variant", 1, "another variant is other data"),
        Parameter.integer("held-out", 0, "another is other test and unseen images and labels"),
        Parameter.flag("one-person", false, "the same person is on every image"),
        Parameter.flag("broken", false, "pretend the files are bad"),
        Parameter.flag("forget-nothing", false, "leave the forget set empty"));
  }

  @Override
  public DataSet load(Request request) throws InputException {
    if (request.parameters().flag("broken")) {
      throw new InputException(List.of("labels.csv:3: found 39 values, expected 40", "more"));
    }
    int size = request.imageSize();
    int count = request.parameters().integer("count");
    long variant = request.parameters().integer("variant");
    SplittableRandom random = new SplittableRandom(variant);
    int total = 4 * count;
    byte[][] pixels = new byte[total][3 * size * size];
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      long heldOut = i < 2 * count ? 0 : request.parameters().integer("held-out");
      int label = (int) ((i + heldOut) % 3);
      for (int j = 0; j < pixels[i].length; j++) {
        pixels[i][j] = (byte) (random.nextInt(100) + 7 * heldOut + (j % 3 == label ? 60 : 0));
      }
      String person = request.parameters().flag("one-person") ? "p" : "p" + i;
      samples.add(new Sample("img/" + i + ".png", person, label));
    }
    LabelledImages all = LabelledImages.of(TASK, samples, new MemoryStore(size, pixels));
    Map<Split, LabelledImages> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      int begin = split.ordinal() * count;
      boolean empty = split == Split.FORGET && request.parameters().flag("forget-nothing");
      splits.put(
          split, all.subset(IntStream.range(begin, empty ? begin : begin + count).toArray()));
    }
    return new DataSet(
        request.name(),
        TASK,
        splits,
        "synthetic-"
            + (variant + 1000 * request.parameters().integer("held-out"))
            + "-"
            + count
            + "-"
            + size);
  }

  private record MemoryStore(int imageSize, byte[][] pixels) implements PixelStore {
    @Override
    public int count() {
      return pixels.length;
    }

    @Override
    public void read(int index, float[] target, int offset) {
      ByteBuffer image = ByteBuffer.wrap(pixels[index]);
      for (int j = 0; j < pixels[index].length; j++) {
        target[offset + j] = (image.get() & 0xff) / 255f;
      }
    }
  }
}
