#!/usr/bin/env python3
"""Loads weights that `./unlearn export` wrote into torchvision's ResNet-18, and prints its logits.

Needs PyTorch and torchvision (Debian: python3-torch python3-torchvision), and Pillow for pictures. The
safetensors file is read here in a few lines; width and number of outputs follow from its shapes.
  experiments/compare/load_in_torchvision.py W.safetensors --images a.png b.png --size 64
  experiments/compare/load_in_torchvision.py W.safetensors --batch X.safetensors --tensor x
prints one line per image: its logits, separated by commas.
"""
import argparse
import json
import struct

import numpy as np
import torch
from PIL import Image

from train_step import resnet18

TYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
    "U8": "u1", "BOOL": "?",
}


def read(path):
    """The tensors of a safetensors file by name."""
    with open(path, "rb") as file:
        data = file.read()
    begin = 8 + struct.unpack_from("<Q", data)[0]
    header = json.loads(data[8:begin])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        first, last = (begin + offset for offset in entry["data_offsets"])
        values = np.frombuffer(data[first:last], TYPES[entry["dtype"]])
        tensors[name] = torch.tensor(values.reshape(entry["shape"]).copy())
    return tensors


def load(tensors):
    """torchvision's ResNet-18 with these weights, in eval mode."""
    model = resnet18(tensors["conv1.weight"].shape[0], tensors["fc.weight"].shape[0])
    model.load_state_dict(tensors)
    return model.eval()


def picture(path, size):
    """RGB, size x size, values in 0..1; no normalisation, as all our networks are trained.

    A picture that is not square is stretched, as MUFAC's loader does; the CMU faces of the project are padded
    to a square instead.
    """
    image = Image.open(path).convert("RGB").resize((size, size), Image.BILINEAR)
    return torch.tensor(np.asarray(image).transpose(2, 0, 1).copy()).float() / 255


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights")
    parser.add_argument("--images", nargs="+", default=[], help="pictures")
    parser.add_argument("--size", type=int, default=128, help="of the network's input (128)")
    parser.add_argument("--batch", help="a safetensors file with images [n, 3, size, size] in 0..1")
    parser.add_argument("--tensor", default="x", help="their name in that file (x)")
    options = parser.parse_args()
    if bool(options.images) == bool(options.batch):
        parser.error("give either --images or --batch")
    model = load(read(options.weights))
    if options.batch:
        images = read(options.batch)[options.tensor]
    else:
        images = torch.stack([picture(path, options.size) for path in options.images])
    with torch.no_grad():
        for row in torch.cat([model(part) for part in images.split(64)]):
            print(",".join(repr(float(value)) for value in row))


if __name__ == "__main__":
    main()
