package org.unlearnbench.data.cmu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.unlearnbench.data.cmu.CmuFaces.Image;
import org.unlearnbench.data.cmu.CmuFaces.Person;
import org.unlearnbench.io.Sha256;

/**
 * The CMU faces named and arranged as CelebA-HQ is. Male says sunglasses, Smiling happy, Young a
 * straight pose, Eyeglasses again sunglasses; the other attributes are -1 and mean nothing.
 */
final class MucacLayout {
  private static final List<String> ATTRIBUTES =
      List.of(
          "5_o_Clock_Shadow",
          "Arched_Eyebrows",
          "Attractive",
          "Bags_Under_Eyes",
          "Bald",
          "Bangs",
          "Big_Lips",
          "Big_Nose",
          "Black_Hair",
          "Blond_Hair",
          "Blurry",
          "Brown_Hair",
          "Bushy_Eyebrows",
          "Chubby",
          "Double_Chin",
          "Eyeglasses",
          "Goatee",
          "Gray_Hair",
          "Heavy_Makeup",
          "High_Cheekbones",
          "Male",
          "Mouth_Slightly_Open",
          "Mustache",
          "Narrow_Eyes",
          "No_Beard",
          "Oval_Face",
          "Pale_Skin",
          "Pointy_Nose",
          "Receding_Hairline",
          "Rosy_Cheeks",
          "Sideburns",
          "Smiling",
          "Straight_Hair",
          "Wavy_Hair",
          "Wearing_Earrings",
          "Wearing_Hat",
          "Wearing_Lipstick",
          "Wearing_Necklace",
          "Wearing_Necktie",
          "Young");

  /**
   * The identity number of each person in the order of {@link Person}: on both ends of every range
   * of the benchmark's cut, so that a cut that is off by one changes the counts.
   */
  private static final int[] IDENTITIES = {
    190, 543, 896, 1249, 1250, 1765, 2280, 2795, 3310, 3825, 4340, 4854, 0, 63, 126, 189, 4855,
    5309, 5763, 6216
  };

  private final CmuFaces faces;
  private final Path folder;

  MucacLayout(CmuFaces faces, Path folder) {
    this.faces = faces;
    this.folder = folder;
  }

  void write() throws IOException {
    // Image numbers must mix the people, so that no split is a block of rows.
    List<Image> mixed = new ArrayList<>(faces.images());
    mixed.sort(Comparator.comparing(MucacLayout::pathHash));
    StringBuilder identities = new StringBuilder();
    StringBuilder attributes = new StringBuilder();
    attributes.append(mixed.size()).append('\n');
    attributes.append(String.join(" ", ATTRIBUTES)).append('\n');
    StandInImages images = new StandInImages(faces);
    for (int i = 0; i < mixed.size(); i++) {
      Image image = mixed.get(i);
      String name = i + ".jpg";
      images.write(image, folder.resolve("CelebAMask-HQ/CelebA-HQ-img").resolve(name));
      identities.append(name + " " + IDENTITIES[image.person().ordinal()] + "\n");
      attributes.append(name + "  " + values(image) + "\n");
    }
    Files.writeString(folder.resolve("CelebA-HQ-identity.txt"), identities);
    Files.writeString(folder.resolve("CelebA-HQ-attribute.txt"), attributes);
    StandInImages.writeNotice(
        folder,
        "These are not CelebA images. Male means sunglasses, Smiling happy, Young a straight pose.");
  }

  private static String pathHash(Image image) {
    return Sha256.of(image.path().getBytes(StandardCharsets.UTF_8));
  }

  private static String values(Image image) {
    StringJoiner values = new StringJoiner(" ");
    for (String attribute : ATTRIBUTES) {
      boolean yes =
          switch (attribute) {
            case "Male", "Eyeglasses" -> image.wearsSunglasses();
            case "Smiling" -> image.looksHappy();
            case "Young" -> image.looksStraight();
            default -> false;
          };
      values.add(yes ? "1" : "-1");
    }
    return values.toString();
  }
}
