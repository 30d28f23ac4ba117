#!/usr/bin/env python3
"""PyTorch's side of `./unlearn bench`: ResNet-18, one SGD step or one inference pass, contiguous tensors.

Needs PyTorch and torchvision (Debian: python3-torch, python3-torchvision).
  experiments/compare/train_step.py train-step --size 128 --batch 64 --width 64 --threads 2
prints the median as images_per_second=...
"""
import argparse
import statistics
import time

import torch
import torch.nn as nn
import torchvision
from torchvision.models.resnet import BasicBlock


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
    # The layers made here have PyTorch's default weights; torchvision gives its own these.
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["train-step", "inference", "input-gradient"])
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warmup", type=int, default=2)
    parser.add_argument("--steps", type=int, default=5)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    model = resnet18(options.width, 8)
    x = torch.rand(options.batch, 3, options.size, options.size)
    y = torch.randint(0, 8, (options.batch,))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

    def train_step():
        model.train()
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimiser.step()

    def inference():
        model.eval()
        with torch.no_grad():
            model(x)

    def input_gradient():
        model.eval()
        for parameter in model.parameters():
            parameter.requires_grad_(False)
        probe = x.clone().requires_grad_(True)
        nn.functional.cross_entropy(model(probe), y).backward()

    step = {"train-step": train_step, "inference": inference, "input-gradient": input_gradient}[
        options.what
    ]
    times = []
    for i in range(options.warmup + options.steps):
        start = time.perf_counter()
        step()
        if i >= options.warmup:
            times.append(time.perf_counter() - start)
    median = statistics.median(times)
    print(f"engine=pytorch-{torch.__version__} threads={options.threads}")
    print(f"seconds_per_step={median:.6f}")
    print(f"images_per_second={options.batch / median:.3f}")


if __name__ == "__main__":
    main()
