package org.unlearnbench.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.unlearnbench.data.Batch;
import org.unlearnbench.data.LabelledImages;
import org.unlearnbench.data.PixelStore;
import org.unlearnbench.data.Sample;
import org.unlearnbench.data.Task;

@Timeout(60)
class BatchStreamTests {
  private static final int SIZE = 8;
  private static final Augmentation ALL =
      new Augmentation(true, true, 10, 0.8, 1.2, true, 0.2, 0.2, 0.2);

  /** Image i is a gradient that starts at i; image 99 cannot be read. */
  private static final PixelStore GRADIENTS =
      new PixelStore() {
        @Override
        public int count() {
          return 100;
        }

        @Override
        public int imageSize() {
          return SIZE;
        }

        @Override
        public void read(int index, float[] target, int offset) {
          if (index == 99) {
            throw new IllegalStateException("the disk is gone");
          }
          for (int i = 0; i < 3 * SIZE * SIZE; i++) {
            target[offset + i] = (index + i) / 255f;
          }
        }
      };

  private static final LabelledImages IMAGES =
      LabelledImages.of(
          Task.singleLabel(List.of("a", "b")),
          IntStream.range(0, 100).mapToObj(i -> new Sample(i + ".png", "p" + i, i % 2)).toList(),
          GRADIENTS);

  private static int[] firstBackwards(int count) {
    return IntStream.range(0, count).map(i -> count - 1 - i).toArray();
  }

  private static List<Batch> all(Augmentation augmentation, int count, long seed, int epoch) {
    List<Batch> batches = new ArrayList<>();
    try (var stream =
        new BatchStream(IMAGES, firstBackwards(count), 16, augmentation, seed, epoch)) {
      stream.forEachRemaining(batches::add);
    }
    return batches;
  }

  @Test
  void givesThePlainBatchesWithoutAugmentation() {
    List<Batch> batches = all(Augmentation.NONE, 40, 1, 0);

    assertThat(batches).extracting(Batch::size).containsExactly(16, 16, 8);
    assertThat(batches.get(2).pixels())
        .containsExactly(IMAGES.batch(7, 6, 5, 4, 3, 2, 1, 0).pixels());
    assertThat(batches.get(0).labels()[0]).containsExactly(1);
  }

  @Test
  void augmentsEachImageByItsPositionNotByItsPlaceInTheBatch() {
    float[] backwards = all(ALL, 10, 7, 2).get(0).pixels();
    int length = 3 * SIZE * SIZE;
    try (var alone = new BatchStream(IMAGES, new int[] {4}, 1, ALL, 7, 2)) {
      assertThat(java.util.Arrays.copyOfRange(backwards, 5 * length, 6 * length))
          .containsExactly(alone.next().pixels());
    }
  }

  @Test
  void changesWithSeedAndEpochOnly() {
    float[] first = all(ALL, 16, 7, 2).get(0).pixels();

    assertThat(all(ALL, 16, 7, 2).get(0).pixels()).containsExactly(first);
    assertThat(all(ALL, 16, 8, 2).get(0).pixels()).isNotEqualTo(first);
    assertThat(all(ALL, 16, 7, 3).get(0).pixels()).isNotEqualTo(first);
  }

  @Test
  void neverTouchesWhatEvaluationReads() {
    int[] some = {0, 5, 9};
    float[] before = IMAGES.batch(some).pixels();

    all(ALL, 40, 7, 2);

    assertThat(IMAGES.batch(some).pixels()).containsExactly(before);
  }

  @Test
  void keepsAugmentedPixelsEightBitInTheUnitInterval() {
    for (Batch batch : all(ALL, 40, 7, 2)) {
      for (float value : batch.pixels()) {
        assertThat(value >= 0 && value <= 1 && value == Math.round(value * 255) / 255f).isTrue();
      }
    }
  }

  @Test
  void passesOnWhatGoesWrongAfterTheBatchesBefore() {
    int[] order = {0, 1, 99, 2};
    try (var stream = new BatchStream(IMAGES, order, 2, ALL, 1, 0)) {
      assertThat(stream.next().size()).isEqualTo(2);
      assertThatThrownBy(stream::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the disk is gone");
      assertThatThrownBy(stream::hasNext).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void endsAnEmptyEpochAtOnce() {
    try (var stream = new BatchStream(IMAGES, new int[0], 2, ALL, 1, 0)) {
      assertThat(stream.hasNext()).isFalse();
      assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void canBeClosedHalfWayAndTwice() {
    int threads = Thread.activeCount();
    for (int i = 0; i < 20; i++) {
      var stream = new BatchStream(IMAGES, firstBackwards(90), 2, ALL, 1, i);
      assertThat(stream.next().size()).isEqualTo(2);
      stream.close();
      stream.close();
      assertThat(stream.hasNext()).isFalse();
    }
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
  }

  @Test
  void refusesABatchSizeOfNothing() {
    assertThatThrownBy(() -> new BatchStream(IMAGES, new int[] {1}, 0, ALL, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
