#!/usr/bin/env python3
"""Judges weights on a benchmark's own files, in Python: accuracy, the membership attack M, and NoMUS.

The other side of `./unlearn evaluate`: the same files, network and definitions, but PyTorch, Pillow, NumPy and
scikit-learn. Needs them all (Debian: python3-torch python3-torchvision python3-pil python3-sklearn).
  ./unlearn data layout mufac -o /tmp/mufac
  experiments/compare/judge.py W.pth --mufac /tmp/mufac --forget-count 128 --size 64
  experiments/compare/judge.py W.pth --mucac /tmp/mucac --task multi-label --size 64
  experiments/compare/judge.py W.pth --make --epochs 3 --mufac /tmp/mufac --forget-count 128 --size 64
The last line first trains on retain and forget and saves the state dict, so that there is one to judge.
Prints JSON; with --logits FILE.npz also every split's logits.
"""
import argparse
import csv
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedShuffleSplit, cross_val_score

from load_in_torchvision import picture, read
from train_step import resnet18

ATTRIBUTES = ["Male", "Smiling", "Young"]
BATCH = 64


def mufac(folder, forget_count):
    """Lists of (file, label) by split. The val CSV is the test split, the test CSV is unseen."""
    splits = {}
    for split, name in (("train", "train"), ("test", "val"), ("unseen", "test")):
        with open(folder / f"custom_{name}_dataset.csv") as file:
            splits[split] = [
                (folder / f"{name}_images" / row["image_path"], "abcdefgh".index(row["age_class"]))
                for row in csv.DictReader(file)
            ]
    train = splits.pop("train")
    return {"retain": train[forget_count:], "forget": train[:forget_count], **splits}


def mucac(folder, task):
    """Lists of (file, labels) by split, in the order of the image numbers."""
    people = dict(line.split() for line in open(folder / "CelebA-HQ-identity.txt"))
    lines = open(folder / "CelebA-HQ-attribute.txt").read().splitlines()
    columns = [1 + lines[1].split().index(name) for name in ATTRIBUTES]
    splits = {"retain": [], "forget": [], "test": [], "unseen": []}
    for line in sorted(lines[2:], key=lambda text: int(text.split(".")[0])):
        fields = line.split()
        labels = [int(fields[column] == "1") for column in columns]
        who = int(people[fields[0]])
        split = "test" if who < 190 else "forget" if who < 1250 else "retain" if who < 4855 else "unseen"
        label = labels if task == "multi-label" else labels[ATTRIBUTES.index(task.capitalize())]
        splits[split].append((folder / "CelebAMask-HQ" / "CelebA-HQ-img" / fields[0], label))
    return splits


def load(entries, size, multi_label):
    labels = torch.tensor([label for _, label in entries])
    images = torch.stack([picture(path, size) for path, _ in entries])
    return images, labels.float() if multi_label else labels


def losses(logits, labels, multi_label):
    """One loss per image."""
    if multi_label:
        return F.binary_cross_entropy_with_logits(logits, labels, reduction="none").mean(1)
    return F.cross_entropy(logits, labels, reduction="none")


def accuracy(logits, labels, multi_label):
    if multi_label:
        return ((torch.sigmoid(logits) > 0.5).float() == labels).double().mean().item()
    return (logits.argmax(1) == labels).double().mean().item()


def attack(unseen, forget):
    """Mean accuracy of ten fits that tell forgotten from unseen images by their loss."""
    forget = np.array(forget)
    np.random.RandomState(42).shuffle(forget)
    forget = forget[: len(unseen)]
    features = np.concatenate([unseen, forget]).reshape(-1, 1)
    members = [0] * len(unseen) + [1] * len(forget)
    folds = StratifiedShuffleSplit(n_splits=10, random_state=0)
    return cross_val_score(LogisticRegression(), features, members, cv=folds).mean()


def make(path, data, size, width, outputs, multi_label, epochs):
    torch.manual_seed(1)
    model = resnet18(width, outputs).train()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    x, y = (torch.cat(pair) for pair in zip(data["retain"], data["forget"]))
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(BATCH):
            optimiser.zero_grad()
            losses(model(x[rows]), y[rows], multi_label).mean().backward()
            optimiser.step()
    torch.save(model.state_dict(), path)


def judge(path, data, multi_label):
    if path.endswith(".safetensors"):
        weights = read(path)
    else:
        weights = torch.load(path, map_location="cpu", weights_only=True)
    model = resnet18(weights["conv1.weight"].shape[0], weights["fc.weight"].shape[0])
    model.load_state_dict(weights)
    model.eval()
    with torch.no_grad():
        logits = {
            split: torch.cat([model(part) for part in images.split(BATCH)])
            for split, (images, _) in data.items()
        }
    scores = {
        split + "_accuracy": accuracy(logits[split], labels, multi_label)
        for split, (_, labels) in data.items()
    }
    loss = {s: losses(logits[s], y, multi_label).double().numpy() for s, (_, y) in data.items()}
    m = attack(loss["unseen"], loss["forget"])
    scores["mia"] = m
    scores["forgetting_score"] = abs(m - 0.5)
    scores["nomus"] = 0.5 * scores["test_accuracy"] + 0.5 * (1 - 2 * abs(m - 0.5))
    return scores, logits


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", help="a state dict (.pth) or safetensors file")
    layout = parser.add_mutually_exclusive_group(required=True)
    layout.add_argument("--mufac", type=pathlib.Path, metavar="FOLDER")
    layout.add_argument("--mucac", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--forget-count", type=int, default=1500)
    parser.add_argument(
        "--task", default="multi-label", choices=["multi-label", "male", "smiling", "young"]
    )
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--make", action="store_true", help="train and save the weights first")
    parser.add_argument("--width", type=int, default=64, help="of the network to make")
    parser.add_argument("--epochs", type=int, default=3, help="of the network to make")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--logits", metavar="FILE.npz")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.mufac:
        splits, multi_label, outputs = mufac(options.mufac, options.forget_count), False, 8
    else:
        splits, multi_label = mucac(options.mucac, options.task), options.task == "multi-label"
        outputs = 3 if multi_label else 2
    data = {split: load(rows, options.size, multi_label) for split, rows in splits.items()}
    if options.make:
        make(
            options.weights, data, options.size, options.width, outputs, multi_label, options.epochs
        )
    scores, logits = judge(options.weights, data, multi_label)
    if options.logits:
        np.savez(options.logits, **{split: rows.numpy() for split, rows in logits.items()})
    print(json.dumps(scores, indent=2))


if __name__ == "__main__":
    main()
