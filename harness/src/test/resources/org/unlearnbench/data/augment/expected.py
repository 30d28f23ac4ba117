"""Makes the expected images of TrainTransformTests with torchvision (0.14 on Pillow 9.4 was used).

Run in this folder. The source is the colour picture of the decoding tests.
"""
from PIL import Image
from torchvision.transforms import functional as F

SOURCE = "../image/colour-160.png"


def main():
    image = Image.open(SOURCE).convert("RGB").resize((64, 64), Image.BILINEAR)
    image.save("source.png")
    F.hflip(image).save("flip.png")
    for name, shear, scale in (("out", 7.3, 0.83), ("in", -9.9, 1.17), ("shear", 4.0, 1.0)):
        F.affine(image, 0, [0, 0], scale, [shear, 0.0]).save(f"affine-{name}.png")
    for name, change in (
        ("brightness", F.adjust_brightness),
        ("contrast", F.adjust_contrast),
        ("saturation", F.adjust_saturation),
    ):
        change(image, 0.81).save(f"{name}-less.png")
        change(image, 1.19).save(f"{name}-more.png")
    all_of_it = F.affine(F.hflip(image), 0, [0, 0], 0.9, [-3.0, 0.0])
    all_of_it = F.adjust_contrast(all_of_it, 1.1)
    all_of_it = F.adjust_saturation(all_of_it, 0.9)
    F.adjust_brightness(all_of_it, 1.15).save("all.png")


if __name__ == "__main__":
    main()
