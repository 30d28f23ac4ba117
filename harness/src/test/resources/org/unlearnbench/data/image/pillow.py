"""Makes the expected images of PillowGoldenTests with Pillow (9.4 was used). Run in this folder."""
import random

from PIL import Image, ImageFilter

FACES = "../../../../../../../../experiments/data/cmu-faces/images/"


def padded(image, rows):
    """Repeats the first and the last row."""
    tall = Image.new("RGB", (image.width, image.height + 2 * rows))
    for y in range(tall.height):
        source = min(max(y - rows, 0), image.height - 1)
        tall.paste(image.crop((0, source, image.width, source + 1)), (0, y))
    return tall


def main():
    face = Image.open(FACES + "an2i/an2i_left_happy_sunglasses.png").convert("RGB")
    for size in (40, 64, 200):
        padded(face, 4).resize((size, size), Image.BILINEAR).save(f"face-{size}.png")

    # A colour photograph's stand-in: soft blobs with 4:2:0 chroma, wider than high.
    source = random.Random(7)
    blobs = Image.new("RGB", (150, 110))
    blobs.putdata([tuple(source.randrange(256) for _ in range(3)) for _ in range(150 * 110)])
    blobs.filter(ImageFilter.GaussianBlur(3)).point(
        lambda v: min(255, max(0, (v - 128) * 6 + 128))
    ).save("colour.jpg", quality=90, subsampling=2)
    colour = Image.open("colour.jpg").convert("RGB")
    for size in (48, 160):
        colour.resize((size, size), Image.BILINEAR).save(f"colour-{size}.png")

    alpha = Image.new("RGBA", (9, 7))
    alpha.putdata([tuple(source.randrange(256) for _ in range(4)) for _ in range(63)])
    alpha.save("alpha.png")
    alpha.convert("RGB").save("alpha-rgb.png")
    palette = colour.resize((30, 20)).quantize(16)
    palette.save("palette.png")
    palette.convert("RGB").save("palette-rgb.png")


if __name__ == "__main__":
    main()
