package org.unlearnbench.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.PixelStore;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Task;
import org.unlearnbench.data.augment.Augmentation;

class AugmentedBatchesTests {
  private static final PixelStore NUMBERS =
      new PixelStore() {
        @Override
        public int count() {
          return 10;
        }

        @Override
        public int imageSize() {
          return 2;
        }

        @Override
        public void read(int index, float[] target, int offset) {
          for (int i = 0; i < 12; i++) {
            target[offset + i] = (20 * index + i) / 255f;
          }
        }
      };

  private static final LabelledImages IMAGES =
      LabelledImages.of(
          Task.singleLabel(List.of("a", "b")),
          IntStream.range(0, 10).mapToObj(i -> new Sample("x", "y", i % 2)).toList(),
          NUMBERS);

  private static float[] pixels(TrainingBatches batches, int epoch) {
    List<Float> values = new ArrayList<>();
    try (TrainingBatches.Stream stream = batches.epoch(epoch)) {
      while (stream.hasNext()) {
        Batch batch = stream.next();
        for (float value : batch.pixels()) {
          values.add(value);
        }
      }
    }
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i);
    }
    return all;
  }

  private static AugmentedBatches batches(Augmentation augmentation, long seed) {
    return new AugmentedBatches(IMAGES, 4, augmentation, new RandomStreams(seed), "test");
  }

  @Test
  void areShuffledBatchesWithoutAugmentation() {
    TrainingBatches plain = new ShuffledBatches(IMAGES, 4, new RandomStreams(3), "test");
    AugmentedBatches none = batches(Augmentation.NONE, 3);

    assertThat(none.perEpoch()).isEqualTo(3);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(pixels(none, epoch)).containsExactly(pixels(plain, epoch));
    }
  }

  @Test
  void dependOnSeedAndEpochAlone() {
    Augmentation flips = new Augmentation(true, false, 0, 1, 1, true, 0.2, 0.2, 0.2);
    float[] first = pixels(batches(flips, 3), 1);

    assertThat(pixels(batches(flips, 3), 1)).containsExactly(first);
    assertThat(pixels(batches(flips, 3), 2)).isNotEqualTo(first);
    assertThat(pixels(batches(flips, 4), 1)).isNotEqualTo(first);
    assertThat(pixels(batches(Augmentation.NONE, 3), 1)).isNotEqualTo(first);
  }
}
