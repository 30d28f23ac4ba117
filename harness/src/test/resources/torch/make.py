#!/usr/bin/env python3
"""Writes the .pth files in this folder with PyTorch itself (made with PyTorch 1.13).

Needs PyTorch and NumPy (Debian: python3-torch). Run in this folder; the tests know the values.
"""
import json
import struct
from collections import OrderedDict

import numpy as np
import torch
import torch.nn as nn


def read(path):
    data = open(path, "rb").read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    tensors = OrderedDict()
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            raw = data[8 + length + begin : 8 + length + end]
            kind = {"F32": "<f4", "I64": "<i8"}[entry["dtype"]]
            tensors[name] = torch.tensor(np.frombuffer(raw, kind).reshape(entry["shape"]).copy())
    return tensors


def count(*shape):
    return torch.arange(float(np.prod(shape))).reshape(shape)


# The network of golden/resnet18-w8.safetensors, under the names DataParallel gives.
weights = read("../golden/resnet18-w8.safetensors")
torch.save(OrderedDict(("module." + k, v) for k, v in weights.items()), "resnet18-w8.pth")

# Views: shared, shifted, transposed, strided, repeated and empty ones.
base = count(4, 6)
torch.save(
    OrderedDict(
        whole=base,
        row=base[2],
        block=base[1:3, 2:5],
        transposed=base.t(),
        every_second=base[::2, 1::2],
        repeated=count(3, 1).expand(3, 4),
        channels_last=count(1, 2, 2, 3).contiguous(memory_format=torch.channels_last),
        scalar=torch.tensor(7.0),
        empty=torch.zeros(2, 0, 3),
        parameter=nn.Parameter(count(2)),
        padding=torch.zeros(64),
    ),
    "views.pth",
)

torch.save(
    OrderedDict(
        double=torch.tensor([0.1, -2.0], dtype=torch.float64),
        float=torch.tensor([0.1, -2.0]),
        half=torch.tensor([0.1, -2.0], dtype=torch.float16),
        bfloat16=torch.tensor([0.1, -2.0], dtype=torch.bfloat16),
        long=torch.tensor([1 << 40, -2]),
        int=torch.tensor([1 << 20, -2], dtype=torch.int32),
        short=torch.tensor([1 << 10, -2], dtype=torch.int16),
        char=torch.tensor([100, -2], dtype=torch.int8),
        byte=torch.tensor([100, 254], dtype=torch.uint8),
        bool=torch.tensor([True, False]),
    ),
    "dtypes.pth",
)

# What training programs save: the state dict among other things.
model = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
for parameter in model.parameters():
    nn.init.constant_(parameter, 0.25)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
model(torch.ones(4, 3)).sum().backward()
optimizer.step()
state = model.state_dict()
others = {"epoch": 3, "best": 0.5, "name": "r\u00e9sumer", "args": {"lr": [0.1, 1e-3], "gpu": None}}
torch.save({"state_dict": state, "optimizer": optimizer.state_dict(), **others}, "training.pth")
torch.save({"model": state, "ema": state}, "two.pth")
torch.save({"epoch": 3}, "none.pth")
torch.save(list(model.parameters()), "list.pth")

# What is refused.
torch.save(model, "module.pth")
torch.save({"state_dict": state, "best": np.float64(0.5)}, "numpy.pth")
torch.save({"a": torch.tensor([1j])}, "complex.pth")
torch.save({"a": torch.sparse_coo_tensor([[0]], [1.0], (3,))}, "sparse.pth")
torch.save({"a": torch.ones(1)}, "protocol-4.pth", pickle_protocol=4)
torch.save({"a": torch.ones(1)}, "legacy.pth", _use_new_zipfile_serialization=False)
torch.jit.script(nn.Linear(1, 1)).save("script.pth")
