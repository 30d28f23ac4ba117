package org.unlearnbench.data.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Annotation texts of CelebA-HQ's size whose splits have the published counts, without images. */
final class GeneratedCelebTexts {
  private static final int NAMES = 40;

  private record Image(int identity, boolean male, boolean smiling, boolean young) {}

  private final List<Image> images = new ArrayList<>();

  GeneratedCelebTexts() {
    add(0, 190, 2065, 364, 919, 1707);
    add(190, 1060, 10183, 2669, 5208, 8288);
    add(1250, 3605, 15750, 6973, 6900, 11851);
    add(4855, 1362, 2002, 1051, 1065, 1522);
    Collections.shuffle(images, new Random(1));
  }

  private void add(int first, int identities, int count, int male, int smiling, int young) {
    for (int i = 0; i < count; i++) {
      images.add(new Image(first + i % identities, i < male, i < smiling, i < young));
    }
  }

  void write(Path folder) throws IOException {
    StringBuilder identity = new StringBuilder();
    StringBuilder attribute = new StringBuilder(images.size() + "\n");
    for (int k = 1; k <= NAMES; k++) {
      attribute.append(k == 1 ? "" : " ").append(name(k));
    }
    attribute.append('\n');
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      identity.append(i + ".jpg " + image.identity + "\n");
      attribute.append(i + ".jpg ");
      for (int k = 1; k <= NAMES; k++) {
        boolean yes = k == 21 && image.male || k == 32 && image.smiling || k == 40 && image.young;
        attribute.append(yes ? " 1" : " -1");
      }
      attribute.append('\n');
    }
    Files.writeString(folder.resolve("CelebA-HQ-identity.txt"), identity);
    Files.writeString(folder.resolve("CelebA-HQ-attribute.txt"), attribute);
  }

  private static String name(int token) {
    return switch (token) {
      case 21 -> "Male";
      case 32 -> "Smiling";
      case 40 -> "Young";
      default -> "Attribute_" + token;
    };
  }
}
