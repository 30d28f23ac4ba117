package org.unlearnbench.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Task;
import org.unlearnbench.method.attack.FloatImages;

class MixedBatchesTests {
  private static final RandomStreams STREAMS = new RandomStreams(1);

  /** Images of one value each: first + 0, first + 1, .. */
  private static LabelledImages images(int count, int first) {
    List<float[]> pixels = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] image = new float[3];
      Arrays.fill(image, first + i);
      pixels.add(image);
      samples.add(new Sample("p" + i, "x", (first + i) % 2));
    }
    return LabelledImages.of(
        Task.singleLabel(List.of("even", "odd")), samples, new FloatImages(1, pixels));
  }

  @Property(tries = 200)
  void everyImageOnceInItsPlace(
      @ForAll @IntRange(min = 1, max = 60) int firsts,
      @ForAll @IntRange(min = 1, max = 60) int seconds,
      @ForAll @IntRange(min = 2, max = 20) int batchSize) {
    LabelledImages one = images(firsts, 0);
    LabelledImages other = images(seconds, 100);
    MixedBatches batches =
        new MixedBatches(
            firsts,
            size -> new ShuffledBatches(one, size, STREAMS, "one"),
            seconds,
            size -> new ShuffledBatches(other, size, STREAMS, "other"),
            batchSize);
    List<Integer> seen = new ArrayList<>();
    int[] count = {0};
    batches.epoch(
        0,
        mixed -> {
          count[0]++;
          Batch batch = mixed.batch();
          assertThat(batch.size()).isBetween(1, batchSize);
          for (int i = 0; i < batch.size(); i++) {
            int value = (int) batch.pixels()[3 * i];
            assertThat(value >= 100).isEqualTo(i >= mixed.firsts());
            assertThat(batch.labels()[i]).containsExactly(value % 2);
            seen.add(value);
          }
        });
    assertThat(count[0]).isEqualTo(batches.perEpoch());
    assertThat(seen).hasSize(firsts + seconds).doesNotHaveDuplicates();
  }

  @Test
  void batchesHoldBothInProportion() {
    LabelledImages one = images(30, 0);
    LabelledImages other = images(10, 100);
    MixedBatches batches =
        new MixedBatches(
            30,
            size -> new ShuffledBatches(one, size, STREAMS, "one"),
            10,
            size -> new ShuffledBatches(other, size, STREAMS, "other"),
            8);
    List<Integer> firsts = new ArrayList<>();
    batches.epoch(0, mixed -> firsts.add(mixed.firsts()));
    assertThat(firsts).containsExactly(6, 6, 6, 6, 6);
  }

  @Test
  void endlessBatchesBeginAnew() {
    LabelledImages images = images(5, 0);
    List<Integer> seen = new ArrayList<>();
    try (PairedPasses.EndlessBatches endless =
        new PairedPasses.EndlessBatches(new ShuffledBatches(images, 2, STREAMS, "endless"))) {
      for (int i = 0; i < 6; i++) {
        Batch batch = endless.next();
        assertThat(batch.size()).isEqualTo(i % 3 == 2 ? 1 : 2);
        for (int k = 0; k < batch.size(); k++) {
          seen.add((int) batch.pixels()[3 * k]);
        }
      }
    }
    assertThat(seen.subList(0, 5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(seen.subList(5, 10)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    ShuffledBatches none = new ShuffledBatches(images.subset(), 2, STREAMS, "none");
    assertThatThrownBy(() -> new PairedPasses.EndlessBatches(none))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
