#!/usr/bin/env python3
"""Writes resnet18-w8-eval-grad.safetensors: eval-mode gradients of the mean cross-entropy.

Run in this folder with PyTorch and torchvision (Debian: python3-torch, python3-torchvision; made with
PyTorch 1.13). The gradients of the original collection did not belong to its own logits: the gradient of
fc.bias must be the batch mean of softmax(logits) - onehot(label), which is asserted below.
"""
import json
import struct

import numpy as np
import torch
import torch.nn as nn
import torchvision
from torchvision.models.resnet import BasicBlock

TYPES = {"F32": "<f4", "I64": "<i8"}


def read(path):
    data = open(path, "rb").read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        raw = data[8 + length + begin : 8 + length + end]
        tensors[name] = np.frombuffer(raw, TYPES[entry["dtype"]]).reshape(entry["shape"]).copy()
    return tensors


def write(path, tensors):
    header, offset = {}, 0
    for name, value in tensors.items():
        end = offset + value.nbytes
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for value in tensors.values():
            out.write(value.astype("<f4").tobytes())


def resnet18(width, classes):
    model = torchvision.models.ResNet(BasicBlock, [2, 2, 2, 2], num_classes=classes)
    model.inplanes = width
    model.conv1 = nn.Conv2d(3, width, 7, 2, 3, bias=False)
    model.bn1 = nn.BatchNorm2d(width)
    model.layer1 = model._make_layer(BasicBlock, width, 2)
    model.layer2 = model._make_layer(BasicBlock, 2 * width, 2, stride=2)
    model.layer3 = model._make_layer(BasicBlock, 4 * width, 2, stride=2)
    model.layer4 = model._make_layer(BasicBlock, 8 * width, 2, stride=2)
    model.fc = nn.Linear(8 * width, classes)
    return model


weights = read("resnet18-w8.safetensors")
io = read("resnet18-w8-io.safetensors")
model = resnet18(8, 8)
model.load_state_dict({name: torch.tensor(value) for name, value in weights.items()}, strict=False)
model.eval()
x, y = torch.tensor(io["x"]), torch.tensor(io["y"]).long()
logits = model(x)
nn.functional.cross_entropy(logits, y).backward()
assert np.abs(logits.detach().numpy() - io["eval.logits"]).max() < 1e-5
expected = (torch.softmax(logits, 1) - nn.functional.one_hot(y, 8)).mean(0)
assert (model.fc.bias.grad - expected).abs().max() < 1e-6
write(
    "resnet18-w8-eval-grad.safetensors",
    {"eval.grad." + name: p.grad.numpy() for name, p in model.named_parameters()},
)
