package org.unlearnbench.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unlearnbench.data.PixelStore;
import org.unlearnbench.data.image.Decoder;
import org.unlearnbench.data.image.Preparation;
import org.unlearnbench.data.image.RgbImage;
import org.unlearnbench.data.image.UnreadableImageException;
import org.unlearnbench.io.InputException;

class DecodedCacheTests {
  private static final int COUNT = 300;
  private static final Preparation TINY = new Preparation(0, 2);

  @TempDir Path folder;
  private Path cacheFolder;
  private List<ImageFile> files;
  private final AtomicInteger decoded = new AtomicInteger();

  /** The content is a number; the image has that value everywhere. */
  private final Decoder numbers =
      file -> {
        decoded.incrementAndGet();
        String text = new String(file, StandardCharsets.US_ASCII);
        if (!text.matches("\\d+")) {
          throw new UnreadableImageException("not a number");
        }
        byte[] pixels = new byte[12];
        Arrays.fill(pixels, (byte) Integer.parseInt(text));
        return new RgbImage(2, 2, pixels);
      };

  @BeforeEach
  void writeImages() throws IOException {
    cacheFolder = folder.resolve("cache");
    files = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Path file = folder.resolve(i + ".num");
      Files.writeString(file, Integer.toString(i % 256));
      files.add(new ImageFile(file, "list:" + (i + 1)));
    }
  }

  private DecodedImages open(Decoder decoder) throws IOException {
    return new DecodedCache(cacheFolder, decoder, (total, done) -> more -> {}).open(files, TINY);
  }

  private static void assertComplete(PixelStore store) {
    float[] pixels = new float[14];
    for (int i = 0; i < COUNT; i++) {
      store.read(i, pixels, 1);
      float[] expected = new float[14];
      Arrays.fill(expected, 1, 13, (i % 256) / 255f);
      assertThat(Arrays.equals(pixels, expected)).as("image %d", i).isTrue();
    }
  }

  private List<Path> cacheFiles() throws IOException {
    try (Stream<Path> all = Files.walk(cacheFolder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private List<Path> chunks() throws IOException {
    return cacheFiles().stream().filter(file -> file.toString().endsWith(".pixels")).toList();
  }

  @Test
  void decodesOnceAndKeepsTheOrder() throws IOException {
    DecodedImages first = open(numbers);
    DecodedImages second = open(numbers);

    assertThat(decoded).hasValue(COUNT);
    assertComplete(first);
    assertComplete(second);
    assertThat(second.contentHashes()).isEqualTo(first.contentHashes());
    assertThat(first.contentHashes().get(7))
        .isEqualTo("7902699be42c8a8e46fbbb4501726517e86b22c56a189f7625a6da49081b2451");
    assertThat(chunks()).hasSize(5);
    assertThat(cacheFiles()).as("a lock besides").hasSize(6);
  }

  @Test
  void keepsNoPixelsOfFilesThatHaveChanged() throws IOException {
    open(numbers);
    decoded.set(0);
    Files.setLastModifiedTime(files.get(0).file(), FileTime.fromMillis(1));

    assertComplete(open(numbers));
    assertThat(decoded).as("only the neighbours").hasValue(64);
    assertThat(chunks()).hasSize(5);
  }

  @Test
  void noticesAChangedFile() throws IOException {
    DecodedImages before = open(numbers);
    Files.writeString(files.get(3).file(), "1234567".substring(0, 2));

    DecodedImages after = open(numbers);

    assertThat(after.contentHashes().get(3)).isNotEqualTo(before.contentHashes().get(3));
    float[] pixels = new float[12];
    after.read(3, pixels, 0);
    assertThat(pixels[0]).isEqualTo(12 / 255f);
  }

  @Test
  void reportsEveryUnreadableImageInOrderAndGoesOnFromThereOnceRepaired() throws IOException {
    Files.writeString(files.get(250).file(), "broken");
    Files.writeString(files.get(70).file(), "too");

    assertThatThrownBy(() -> open(numbers))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "list:71: image " + files.get(70).file() + ": not a number",
                        "list:251: image " + files.get(250).file() + ": not a number"));
    assertThat(chunks()).as("the others").hasSize(3);

    Files.writeString(files.get(250).file(), "250");
    Files.writeString(files.get(70).file(), "70");
    decoded.set(0);

    assertComplete(open(numbers));
    assertThat(decoded.get()).as("only the two chunks with damaged images").isLessThan(COUNT / 2);
  }

  @Test
  void goesOnAfterACrash() throws IOException {
    AtomicInteger left = new AtomicInteger(COUNT / 2);
    Decoder crashing =
        file -> {
          if (left.decrementAndGet() < 0) {
            throw new IllegalStateException("as if killed");
          }
          return numbers.decode(file);
        };
    assertThatThrownBy(() -> open(crashing)).isInstanceOf(IllegalStateException.class);
    decoded.set(0);

    AtomicInteger resumedFrom = new AtomicInteger(-1);
    DecodedImages images =
        new DecodedCache(
                cacheFolder,
                numbers,
                (total, done) -> {
                  resumedFrom.set(done);
                  return more -> {};
                })
            .open(files, TINY);

    assertComplete(images);
    assertThat(resumedFrom.get()).isPositive();
    assertThat(decoded.get()).isEqualTo(COUNT - resumedFrom.get());
  }

  @Test
  void decodesDamagedChunksAgain() throws IOException {
    open(numbers);
    List<Path> chunks = chunks();
    for (int place : new int[] {0, 9, 17, 21, 30, -400, -1}) {
      byte[] bytes = Files.readAllBytes(chunks.get(1));
      bytes[Math.floorMod(place, bytes.length)] ^= 1;
      Files.write(chunks.get(1), bytes);
      decoded.set(0);

      assertComplete(open(numbers));
      assertThat(decoded.get()).as("byte %d", place).isBetween(1, 64);
    }
    for (int length : new int[] {0, 1, 100}) {
      Files.write(chunks.get(2), Arrays.copyOf(Files.readAllBytes(chunks.get(2)), length));

      assertComplete(open(numbers));
    }
  }

  @Test
  void sweepsWhatAKilledPassLeft() throws IOException {
    open(numbers);
    Path leftover = chunks().get(0).resolveSibling(".0123.pixels.456.partial");
    Files.writeString(leftover, "cut off in the midd");
    Files.delete(chunks().get(0));

    assertComplete(open(numbers));

    assertThat(leftover).doesNotExist();
  }

  @Test
  void letsThreadsWaitForEachOther() {
    List<CompletableFuture<DecodedImages>> loads =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return open(numbers);
                          } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                          }
                        },
                        command -> new Thread(command).start()))
            .toList();

    loads.forEach(load -> assertComplete(load.join()));
    assertThat(decoded).hasValue(COUNT);
  }

  @Test
  void namesMissingImagesAndOnesInAnotherCase() throws IOException {
    Files.move(files.get(1).file(), folder.resolve("1.NUM"));
    Files.delete(files.get(2).file());

    assertThatThrownBy(() -> open(numbers))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p ->
                            assertThat(p)
                                .startsWith("list:2: ")
                                .endsWith("does not exist, but 1.NUM does (case differs)"),
                        p -> assertThat(p).startsWith("list:3: ").endsWith("does not exist")));
    assertThat(cacheFolder).doesNotExist();
  }

  private void says(int index, String problem) {
    assertThatThrownBy(() -> open(numbers))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .startsWith("list:" + (index + 1) + ": image ")
                    .contains(problem));
  }

  private void rename(int index, Path name) throws IOException {
    files.set(index, new ImageFile(name, "list:" + (index + 1)));
  }

  @Test
  void saysWhatWasFoundInPlaceOfAnImage() throws IOException {
    Path file = files.get(1).file();
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("nowhere.num"));
    says(1, "1.num is a link to nowhere.num, which does not exist");

    Files.delete(file);
    Files.createSymbolicLink(file, file.getFileName());
    says(1, "cannot be read (Too many levels of symbolic links");

    Files.delete(file);
    Files.createDirectory(file);
    says(1, "1.num is a folder");

    Path below = files.get(2).file().resolve("x.num");
    rename(1, below);
    says(1, "x.num cannot be read (Not a directory)");

    Files.createSymbolicLink(folder.resolve("mount"), Path.of("gone"));
    rename(1, folder.resolve("mount/1.num"));
    says(1, "mount is a link to gone, which does not exist");

    Files.createDirectory(folder.resolve("Faces"));
    rename(1, folder.resolve("faces/a/1.num"));
    says(
        1, "there is no folder " + folder.resolve("faces") + ", but Faces is there (case differs)");
  }

  @Test
  void tellsNamesApartThatLookTheSame() throws IOException {
    Path decomposed = folder.resolve("e\u0301.num");
    Files.writeString(decomposed, "7");
    rename(1, folder.resolve("\u00e9.num"));
    says(1, "(Unicode differs: the list has the name composed (NFC), the disk decomposed (NFD))");

    rename(1, folder.resolve("\u00c9.num"));
    says(1, "(case and Unicode composition differ)");

    rename(1, folder.resolve("2.num "));
    says(1, "but 2.num does (spaces at an end differ)");

    // Another name is no reason, whatever it is.
    rename(1, folder.resolve("none.num"));
    says(1, "none.num does not exist");
  }

  @Test
  void keepsALongListOfMissingImagesShort() throws IOException {
    for (ImageFile file : files) {
      Files.delete(file.file());
    }

    assertThatThrownBy(() -> open(numbers))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(21)
                    .last()
                    .isEqualTo("... and 280 more such problems"));
  }
}
