"""Writes jpeg-variants.zip: small JPEG files of every kind, and what Pillow makes of each.

    pip install pillow==11.0.0 simplejpeg numpy && python jpeg_variants.py

In expected.txt of the archive: name, width, height and the SHA-256 of the red, green and blue
planes of Image.open(..).convert("RGB"). Pillow 9.4 gives the same for all of them.
"""
import hashlib, io, struct, zipfile
import numpy as np, simplejpeg
from PIL import Image, ImageCms

W, H = 29, 21  # no multiple of any block
rng = np.random.default_rng(1)
yy, xx = np.mgrid[0:H, 0:W]
waves = [np.sin(xx / a + yy / b + c) for a, b, c in ((3, 9, 0), (7, -4, 1), (-5, 5, 2), (2, 11, 4))]
PICTURE = np.stack([np.clip(128 + 110 * w + rng.normal(0, 5, (H, W)), 0, 255) for w in waves], 2)
PICTURE = PICTURE.astype(np.uint8)
RGB = np.ascontiguousarray(PICTURE[:, :, :3])

JFIF = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
def adobe(t): return b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0" + bytes([t])
def icc(profile): return b"\xff\xe2" + struct.pack(">H", len(profile) + 16) + b"ICC_PROFILE\0\1\1" + profile
def segments(jpeg):
    """(marker, bytes) of all before the scan's data, and the rest."""
    at, found = 2, []
    while True:
        size = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        found.append((jpeg[at + 1], jpeg[at : at + 2 + size]))
        at += 2 + size
        if found[-1][0] == 0xDA: return found, jpeg[at:]
def patched(jpeg, front=b"", ids=None):
    """The file without APPn markers but with `front`, its components numbered `ids`."""
    assert ids is None or b"\xff\xda" in jpeg
    found, rest = segments(jpeg)
    out, names = b"\xff\xd8" + front, None
    def renumber(segment, first, step, count):
        segment = bytearray(segment)
        for i in range(count):
            segment[first + i * step] = names[segment[first + i * step]]
        return bytes(segment)
    def renumber_scan(segment): return renumber(segment, 5, 2, segment[4])
    for marker, segment in found:
        if 0xE0 <= marker <= 0xEF or marker == 0xFE: continue
        if ids and marker in (0xC0, 0xC1, 0xC2):
            names = dict(zip(segment[10::3], ids))
            segment = renumber(segment, 10, 3, segment[9])
        if ids and marker == 0xDA: segment = renumber_scan(segment)
        out += segment
    if ids:  # later scans of progressive files
        at = 0
        while (at := rest.find(b"\xff\xda", at)) >= 0:
            size = struct.unpack(">H", rest[at + 2 : at + 4])[0]
            rest = rest[:at] + renumber_scan(rest[at : at + 2 + size]) + rest[at + 2 + size :]
            at += 2 + size
    return out + rest
def pil(array, mode, **options):
    out = io.BytesIO(); Image.fromarray(array, mode).save(out, "JPEG", **{"quality": 90, **options})
    return out.getvalue()

files = {}
grey = pil(RGB[:, :, 0].copy(), "L")
files["grey"] = grey
files["grey-progressive"] = pil(RGB[:, :, 0].copy(), "L", progressive=True)
files["grey-bare"] = patched(grey)
files["grey-id0-adobe1"] = patched(grey, adobe(1), [0])
srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
files["grey-icc-of-rgb"] = patched(grey, JFIF + icc(srgb))
full = pil(RGB, "RGB", subsampling=0)
for name, front in {"bare": b"", "jfif": JFIF, "adobe0": adobe(0), "adobe1": adobe(1), "adobe2": adobe(2),
                    "jfif-adobe0": JFIF + adobe(0), "jfif-adobe1": JFIF + adobe(1), "adobe0-jfif": adobe(0) + JFIF,
                    "jfif-adobe2": JFIF + adobe(2), "adobe0-adobe1": adobe(0) + adobe(1)}.items():
    for ids in ([1, 2, 3], [0, 1, 2], [82, 71, 66], [114, 103, 98], [66, 71, 82], [34, 35, 36]):
        if name in ("bare", "adobe0", "jfif") or ids in ([0, 1, 2], [82, 71, 66]):
            files["rgb-%s-ids-%s" % (name, "-".join(map(str, ids)))] = patched(full, front, ids)
grey_icc = srgb[:16] + b"GRAY" + srgb[20:]
cmyk_icc = srgb[:16] + b"CMYK" + srgb[20:]
for name, profile in {"srgb": srgb, "of-grey": grey_icc, "of-cmyk": cmyk_icc, "broken": b"no profile"}.items():
    files["rgb-icc-" + name] = patched(full, JFIF + icc(profile))
for name, sampling in {"444": 0, "422": 1, "420": 2}.items():
    for kind in ({}, {"progressive": True}, {"optimize": True}):
        for quality in (30, 95):
            files["sampling-%s-%s-q%d" % (name, "-".join(kind) or "plain", quality)] = pil(RGB, "RGB", subsampling=sampling, quality=quality, **kind)
files["quality-1"] = pil(RGB, "RGB", quality=1, subsampling=2)
files["quality-100"] = pil(RGB, "RGB", quality=100, subsampling=2)
files["wide-quanta"] = pil(RGB, "RGB", qtables=[list(range(1, 1025, 16)), list(range(3, 1027, 16))])
for sampling in ("440", "411"):
    files["sampling-" + sampling] = simplejpeg.encode_jpeg(RGB, quality=90, colorspace="RGB", colorsubsampling=sampling)
for w, h in ((1, 1), (2, 1), (1, 2), (3, 3), (5, 4), (8, 8), (16, 16), (17, 33), (4, 40), (64, 8)):
    for sampling in (0, 1, 2):
        part = np.resize(RGB, (h, w, 3)).astype(np.uint8)
        files["size-%dx%d-%d" % (w, h, sampling)] = pil(part, "RGB", subsampling=sampling)
    files["size-%dx%d-440" % (w, h)] = simplejpeg.encode_jpeg(np.ascontiguousarray(part), quality=90, colorspace="RGB", colorsubsampling="440")
inks = pil(PICTURE, "CMYK", subsampling=0)
inks420 = pil(PICTURE, "CMYK", subsampling=2)
for name, front in {"bare": b"", "jfif": JFIF, "adobe0": adobe(0), "adobe1": adobe(1), "adobe2": adobe(2), "jfif-adobe2": JFIF + adobe(2)}.items():
    files["cmyk-" + name] = patched(inks, front)
    files["cmyk-420-" + name] = patched(inks420, front)
files["cmyk-ids"] = patched(inks, b"", [67, 77, 89, 75])
files["cmyk-progressive"] = patched(pil(PICTURE, "CMYK", progressive=True), adobe(2))
files["cmyk-icc-of-rgb"] = patched(inks, adobe(2) + icc(srgb))
exif = Image.Exif(); exif[0x0112] = 6
files["exif-rotated"] = pil(RGB, "RGB", exif=exif)
files["comment-and-fill"] = patched(full, JFIF + b"\xff\xfe\0\6note" + b"\xff\xff\xff")
files["after-the-end"] = full + b"trailing bytes \xff\xd8\xff"
for name, options in {"rows": {"restart_marker_rows": 1}, "blocks": {"restart_marker_blocks": 2}}.items():
    for kind in ({}, {"progressive": True}):
        files["restarts-%s-%s" % (name, "-".join(kind) or "plain")] = pil(RGB, "RGB", subsampling=2, **options, **kind)
with zipfile.ZipFile("jpeg-variants.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
    sums = ""
    for name, data in sorted(files.items()):
        pixels = Image.open(io.BytesIO(data)).convert("RGB")
        planes = np.asarray(pixels).transpose(2, 0, 1).tobytes()
        sums += "%s %d %d %s\n" % (name, *pixels.size, hashlib.sha256(planes).hexdigest())
        out.writestr(zipfile.ZipInfo(name + ".jpg", (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    out.writestr(zipfile.ZipInfo("expected.txt", (2000, 1, 1, 0, 0, 0)), sums, zipfile.ZIP_DEFLATED)
print(len(files), "files")
