#!/usr/bin/env python3
"""The protocol of experiments/cmu-mufac.yaml in plain PyTorch: same data, recipe, methods and metrics.

Needs PyTorch, torchvision, Pillow and scikit-learn (Debian: python3-torch python3-torchvision python3-pil
python3-sklearn). Random numbers are PyTorch's own, so single values differ from ours; means over seeds
should agree within their spread. Prints a row per method and seed, then the wall time of the whole.
  experiments/compare/cmu_mufac.py [--seeds 1,2,3] [--epochs 30] [--width 64] [--size 64] [--threads 2]
"""
import argparse
import copy
import csv
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedShuffleSplit, cross_val_score

from train_step import resnet18

DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "cmu-faces"
POSES = ["straight", "left", "right", "up"]
EYES = ["open", "sunglasses"]
GROUPS = {
    "forget": "an2i at33 boland bpm".split(),
    "retain": "ch4f cheyer choon danieln glickman karyadi kawamura kk49".split(),
    "test": "megak mitchell night phoebe".split(),
    "unseen": "saavik steffi sz24 tammo".split(),
}
BATCH = 64


def load(size):
    rows = list(csv.DictReader(open(DATA / "labels.csv")))
    sets = {}
    for name, people in GROUPS.items():
        images, labels = [], []
        for row in (r for p in people for r in rows if r["identity"] == p):
            pixels = np.asarray(Image.open(DATA / row["path"]).convert("L"))
            image = Image.fromarray(np.pad(pixels, ((4, 4), (0, 0)), mode="edge")).convert("RGB")
            image = image.resize((size, size), Image.BILINEAR)
            images.append(np.asarray(image).transpose(2, 0, 1))
            labels.append(4 * EYES.index(row["eyes"]) + POSES.index(row["pose"]))
        x = torch.tensor(np.stack(images)).float() / 255
        sets[name] = (x, torch.tensor(labels))
    sets["train"] = tuple(torch.cat(pair) for pair in zip(sets["retain"], sets["forget"]))
    return sets


def batches(data):
    order = torch.randperm(len(data[0]))
    return [(data[0][i], data[1][i]) for i in order.split(BATCH)]


def train(model, data, epochs, lr, momentum, rate=lambda epoch, step, steps: 1.0):
    optimiser = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    model.train()
    steps, step = epochs * math.ceil(len(data[0]) / BATCH), 0
    for epoch in range(epochs):
        for x, y in batches(data):
            optimiser.param_groups[0]["lr"] = lr * rate(epoch, step, steps)
            optimiser.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimiser.step()
            step += 1


def divergence(student, teacher, t=4.0):
    log_s, log_t = F.log_softmax(student / t, 1), F.log_softmax(teacher / t, 1)
    return (log_t.exp() * (log_t - log_s)).sum() * t * t / len(student)


def scrub(model, sets):
    teacher = copy.deepcopy(model).eval()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.001)
    model.train()
    for _ in range(2):
        for name, sign in (("retain", 1), ("forget", -1)):
            for x, y in batches(sets[name]):
                with torch.no_grad():
                    target = teacher(x)
                logits = model(x)
                loss = sign * divergence(logits, target)
                if name == "retain":
                    loss = loss + F.cross_entropy(logits, y)
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()


def attack(model, x, y, epsilon=8 / 255, step=2 / 255, steps=10):
    model.eval()
    adversarial = (x + torch.empty_like(x).uniform_(-epsilon, epsilon)).clamp(0, 1)
    for _ in range(steps):
        adversarial.requires_grad_(True)
        gradient = torch.autograd.grad(F.cross_entropy(model(adversarial), y), adversarial)[0]
        adversarial = adversarial.detach() + step * gradient.sign()
        adversarial = torch.min(torch.max(adversarial, x - epsilon), x + epsilon).clamp(0, 1)
    return adversarial.detach()


def filters(model):
    """Every convolution with the BatchNorm behind it."""
    modules = [m for m in model.modules() if isinstance(m, (nn.Conv2d, nn.BatchNorm2d))]
    named = dict(model.named_modules())
    for name, module in named.items():
        if isinstance(module, nn.Conv2d):
            norm = name[:-1] + "1" if "downsample" in name else name.replace("conv", "bn")
            yield module, named[norm]
    assert modules


def scores(model, sets):
    """Per filter, the mean size of the gradient of the mean loss over all noise images."""
    x, y = sets["forget"]
    model.eval()
    totals = [torch.zeros_like(c.weight) for c, _ in filters(model)]
    for begin in range(0, len(x), BATCH):
        part, labels = x[begin : begin + BATCH], y[begin : begin + BATCH]
        noise = attack(model, part, labels) - part
        model.zero_grad()
        F.cross_entropy(model(noise), labels, reduction="sum").backward()
        for total, (convolution, _) in zip(totals, filters(model)):
            total += convolution.weight.grad
    return [(total / len(x)).abs().mean((1, 2, 3)) for total in totals]


def reset(model, chosen):
    with torch.no_grad():
        for (convolution, norm), mask in zip(filters(model), chosen):
            fan_out = convolution.out_channels * convolution.kernel_size[0] ** 2
            fresh = torch.randn_like(convolution.weight) * math.sqrt(2 / fan_out)
            convolution.weight[mask] = fresh[mask]
            norm.weight[mask], norm.bias[mask] = 1, 0
            norm.running_mean[mask], norm.running_var[mask] = 0, 1


def masked(model, sets, by_noise, ratio=0.1, epochs=12):
    """ARU, which resets the filters that the noise excites least, or its control."""
    totals = scores(model, sets) if by_noise else None
    chosen = []
    for i, (convolution, _) in enumerate(filters(model)):
        n = convolution.out_channels
        order = totals[i].argsort() if by_noise else torch.randperm(n)
        mask = torch.zeros(n, dtype=torch.bool)
        mask[order[: round(ratio * n)]] = True
        chosen.append(mask)
    reset(model, chosen)
    train(model, sets["retain"], epochs, 0.01, 0.9, lambda e, s, n: 0.5 * (1 + math.cos(math.pi * s / n)))


def outputs(model, data):
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(x) for x in data[0].split(BATCH)])
    losses = F.cross_entropy(logits, data[1], reduction="none").numpy()
    return (logits.argmax(1) == data[1]).float().mean().item(), losses


def evaluate(model, sets):
    result = {name: outputs(model, sets[name]) for name in GROUPS}
    unseen, forget = result["unseen"][1], result["forget"][1].copy()
    np.random.RandomState(42).shuffle(forget)
    forget = forget[: len(unseen)]
    features = np.concatenate([unseen, forget]).reshape(-1, 1)
    labels = [0] * len(unseen) + [1] * len(forget)
    splits = StratifiedShuffleSplit(n_splits=10, random_state=0)
    mia = cross_val_score(LogisticRegression(), features, labels, cv=splits).mean()
    accuracy = {name: value[0] for name, value in result.items()}
    nomus = 0.5 * accuracy["test"] + 0.5 * (1 - 2 * abs(mia - 0.5))
    return accuracy, mia, nomus


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    start = time.perf_counter()
    sets = load(options.size)
    third = [round(options.epochs / 3), round(options.epochs * 2 / 3)]

    def stepped(epoch, step, steps):
        return 0.1 ** sum(epoch >= milestone for milestone in third)

    def fresh():
        return resnet18(options.width, 8)

    print("method,seed,test,retain,forget,unseen,mia,nomus,seconds")
    for seed in map(int, options.seeds.split(",")):
        torch.manual_seed(seed)
        begun = time.perf_counter()
        original = fresh()
        initial = copy.deepcopy(original)
        train(original, sets["train"], options.epochs, 0.01, 0.9, stepped)
        methods = {
            "original": lambda model: None,
            "retrain": lambda model: (
                model.load_state_dict(initial.state_dict()),
                train(model, sets["retain"], options.epochs, 0.01, 0.9, stepped),
            ),
            "finetune": lambda model: train(model, sets["retain"], 5, 0.001, 0.9),
            "scrub": lambda model: scrub(model, sets),
            "random-mask": lambda model: masked(model, sets, False),
            "aru": lambda model: masked(model, sets, True),
        }
        seconds = time.perf_counter() - begun
        for name, method in methods.items():
            model = copy.deepcopy(original)
            begun = time.perf_counter()
            method(model)
            seconds = seconds if name == "original" else time.perf_counter() - begun
            accuracy, mia, nomus = evaluate(model, sets)
            values = [accuracy[s] for s in ("test", "retain", "forget", "unseen")] + [mia, nomus]
            row = ",".join(f"{value:.4f}" for value in values)
            print(f"{name},{seed},{row},{seconds:.2f}", flush=True)
    print(f"total_seconds={time.perf_counter() - start:.2f}")


if __name__ == "__main__":
    main()
