#!/usr/bin/env python3
"""Does ARU's mask beat a lot? Judges a run of experiments/aru-question-*.yaml; Python's own library alone.

  experiments/compare/aru_question.py results/runs/aru-question-w16            # the comparisons
  experiments/compare/aru_question.py results/runs/aru-question-steps --steps steps.svg
  experiments/compare/aru_question.py results/runs/aru-question-w16 --keep results/aru-question/w16
  experiments/compare/aru_question.py results/aru-question/w16                 # the same from what was kept

A run is a run directory, or a folder that --keep wrote: cells.csv, overlap.csv and curves.csv, all that is judged here.
For each planned comparison, on each task: the mean paired difference over seeds with its 95 % t interval, the
two-sided p of the sign-flip permutation test (all flips up to 20 seeds, else 200,000 drawn), Holm's corrected p
over all comparisons of the same metric, and the smallest difference these seeds would have shown with power 0.8
at level 0.05, alone and at Holm's strictest level. Then the mean overlap of the masks (Jaccard), if kept.
With --steps: mean NoMUS, M and ToW (from the curves' and Retrained's accuracies) after the reset and every epoch
of fine-tuning, as a table and drawn into an SVG: bands are means give or take a standard error over seeds.
"""
import argparse
import csv
import math
import pathlib
import random
import statistics
from collections import defaultdict

PLANNED = [
    ("aru", "random-mask", "the noise against a lot"),
    ("aru-abstract", "random-abstract", "the same, by the abstract"),
    ("aru-kaiming", "random-kaiming", "the same, reset by fresh weights"),
    ("aru", "msg", "the noise against retain's gradient"),
    ("aru", "aru-largest", "smallest against largest"),
    ("aru", "aru-maximise", "minimise against maximise"),
    ("aru", "aru-kaiming", "zero against fresh weights"),
    ("aru", "aru-eval", "train against eval mode"),
]
METRICS = [("nomus", "NoMUS, higher is better"), ("tow", "ToW, higher is better"),
           ("mia_gap", "|M - Retrained's M|, lower is better")]


def t_quantile(p, freedom):
    """By bisection on Simpson's integral of the density."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)

    def below(t, n=2000):
        h = t / n
        f = [scale * (1 + (i * h) ** 2 / freedom) ** (-(freedom + 1) / 2) for i in range(n + 1)]
        return 0.5 + h / 3 * (f[0] + f[-1] + 4 * sum(f[1:-1:2]) + 2 * sum(f[2:-1:2]))

    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < p else (low, middle)
    return low


def sign_flips(differences):
    seen = abs(sum(differences)) * (1 - 1e-12)
    if len(differences) <= 20:
        sums = [0.0]
        for d in differences:
            sums = [s + d for s in sums] + [s - d for s in sums]
        return sum(abs(s) >= seen for s in sums) / len(sums)
    draw = random.Random(1)
    hits = sum(abs(sum(d if draw.random() < 0.5 else -d for d in differences)) >= seen for _ in range(200000))
    return (hits + 1) / 200001


def holm(ps):
    corrected, largest = [0.0] * len(ps), 0.0
    for rank, i in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        largest = max(largest, min(1.0, (len(ps) - rank) * ps[i]))
        corrected[i] = largest
    return corrected


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float("nan") if text in ("NA", "", None) else float(text)


def compare(rows):
    done = {(r["dataset"], r["method"], r["seed"]): r for r in rows if r["status"] == "ok"}
    for metric, title in METRICS:
        found = []
        for dataset in sorted({key[0] for key in done}):
            for one, other, what in PLANNED:
                pairs = [(number(done[d, m, s][metric]), number(done[d, other, s][metric]))
                         for d, m, s in sorted(done) if d == dataset and m == one and (d, other, s) in done]
                differences = [a - b for a, b in pairs if not math.isnan(a - b)]
                if len(differences) >= 2:
                    found.append((dataset, one, other, what, differences))
        ps = [sign_flips(found_one[-1]) for found_one in found]
        print(f"\n{title}; {len(found)} comparisons")
        print("task        comparison                      n     diff   95 % interval        p   Holm  shows  (Holm)")
        for (dataset, one, other, what, d), p, corrected in zip(found, ps, holm(ps)):
            n, mean = len(d), statistics.fmean(d)
            error = statistics.stdev(d) / math.sqrt(n)
            half = t_quantile(0.975, n - 1) * error
            power = t_quantile(0.8, n - 1)
            shows = [(t_quantile(1 - level / 2, n - 1) + power) * error for level in (0.05, 0.05 / len(found))]
            print(f"{dataset:11} {one + ' - ' + other:30} {n:2} {mean:+8.4f} {mean - half:+8.4f} {mean + half:+8.4f} "
                  f"{p:8.4f} {corrected:6.3f} {shows[0]:6.3f} {shows[1]:7.3f}  {what}")


CELLS = ("dataset", "method", "seed", "status", "test_accuracy", "retain_accuracy", "forget_accuracy", "mia", "nomus",
         "tow", "mia_gap")
OVERLAP = ("dataset", "method", "seed", "mask", "other", "jaccard")
CURVES = ("dataset", "method", "seed", "epoch", "test_accuracy", "retain_accuracy", "forget_accuracy", "mia", "nomus")


def artefacts(run, name):
    """The rows of all cells' artefacts of a name, with where they are from; of a kept folder the kept rows."""
    kept = run / name
    if not (run / "runs.csv").exists():
        return read(kept) if kept.exists() else []
    rows = []
    for file in sorted(run.glob("cells/*/*/seed-*/artefacts/" + name)):
        where = {"dataset": file.parts[-5], "method": file.parts[-4], "seed": file.parts[-3][len("seed-"):]}
        rows += [where | row for row in read(file)]
    return rows


def cells(run):
    return read(run / "runs.csv" if (run / "runs.csv").exists() else run / "cells.csv")


def keep(run, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, header, rows in (("cells.csv", CELLS, cells(run)),
                               ("overlap.csv", OVERLAP, artefacts(run, "overlap.csv")),
                               ("curves.csv", CURVES, artefacts(run, "curves.csv"))):
        if rows:
            with open(folder / name, "w", newline="") as file:
                writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


def overlaps(run):
    shares = defaultdict(list)
    for row in artefacts(run, "overlap.csv"):
        if row["method"] == "aru":
            shares[row["dataset"], row["mask"], row["other"]].append(float(row["jaccard"]))
    if shares:
        print("\nOverlap of masks (Jaccard; two lots of half the kernels share a third)")
    for (dataset, one, other), values in sorted(shares.items()):
        print(f"{dataset:11} {one:15} {other:15} n {len(values):2}  {statistics.fmean(values):.3f}")


def steps(run, svg, batches):
    retrained = {(r["dataset"], r["seed"]): r for r in cells(run) if r["method"] == "retrain" and r["status"] == "ok"}
    points = defaultdict(lambda: defaultdict(list))  # dataset, method -> epoch -> (nomus, mia, tow)
    for row in artefacts(run, "curves.csv"):
        dataset, method = row["dataset"], row["method"]
        if not method.startswith(("aru", "random")) or (dataset, row["seed"]) not in retrained:
            continue
        tow = math.prod(1 - abs(number(row[c]) - number(retrained[dataset, row["seed"]][c]))
                        for c in ("forget_accuracy", "retain_accuracy", "test_accuracy"))
        points[dataset, method][int(row["epoch"])].append((number(row["nomus"]), number(row["mia"]), tow))
    if not points:
        raise SystemExit(f"{run}: no curves.csv of aru or random-mask; was it run with eval-every: epoch?")
    means = {key: {e: [statistics.fmean(v) for v in zip(*values)] for e, values in sorted(epochs.items())}
             for key, epochs in points.items()}
    errors = {key: {e: [statistics.stdev(v) / math.sqrt(len(v)) if len(v) > 1 else 0 for v in zip(*values)]
                    for e, values in epochs.items()} for key, epochs in points.items()}
    goals = {dataset: [statistics.fmean(number(r[c]) for (d, _), r in retrained.items() if d == dataset)
                       for c in ("nomus", "mia")] + [1.0] for dataset, _ in means}
    print("dataset,method,epoch,seeds,nomus,mia,tow")
    for (dataset, method), epochs in sorted(means.items()):
        for epoch, values in epochs.items():
            seeds = len(points[dataset, method][epoch])
            print(f"{dataset},{method},{epoch},{seeds}," + ",".join(f"{v:.4f}" for v in values))
    draw(means, errors, goals, svg, batches)


def draw(means, errors, goals, svg, batches):
    colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
    sizes = sorted({method.split("-", 1)[-1] for _, method in means})
    datasets = sorted({dataset for dataset, _ in means})
    last = max(max(epochs) for epochs in means.values())
    parts = []
    for line, dataset in enumerate(datasets):
        for column, name in enumerate(("NoMUS", "M", "ToW")):
            left, top, width, height = 60 + 310 * column, 40 + 270 * line, 250, 190
            own = {method: epochs for (d, method), epochs in sorted(means.items()) if d == dataset}
            shown = [v[column] + sign * errors[dataset, method][e][column]
                     for method, epochs in own.items() for e, v in epochs.items() for sign in (-1, 1)]
            shown.append(goals[dataset][column])
            low, high = math.floor(min(shown) * 10) / 10, math.ceil(max(shown) * 10) / 10

            def place(epoch, value):
                return f"{left + width * epoch / last:.1f},{top + height * (high - value) / (high - low):.1f}"

            for tick in range(round(low * 10), round(high * 10) + 1):
                y = float(place(0, tick / 10).split(",")[1])
                parts.append(f'<path d="M{left} {y}h{width}" stroke="#ddd"/>')
                if (high - low) < 0.55 or tick % 2 == 0:
                    parts.append(f'<text x="{left - 5}" y="{y + 4}" text-anchor="end">{tick / 10:.1f}</text>')
            for tick in range(0, last + 1, max(1, last // 4)):
                x = left + width * tick / last
                parts.append(f'<path d="M{x} {top + height}v4" stroke="#666"/><text x="{x}" y="{top + height + 17}" '
                             f'text-anchor="middle">{tick * batches}</text>')
            parts.append(f'<path d="M{left} {top}v{height}h{width}" fill="none" stroke="#666"/>'
                         f'<text x="{left}" y="{top - 8}" font-weight="bold">{dataset}: {name}</text>'
                         f'<text x="{left + width / 2}" y="{top + height + 33}" text-anchor="middle">'
                         f'steps of fine-tuning</text>'
                         f'<path d="M{place(0, goals[dataset][column])}h{width}" stroke="#222" '
                         f'stroke-dasharray="1 3"/>')
            for method, epochs in own.items():
                colour = colours[sizes.index(method.split("-", 1)[-1]) % len(colours)]
                spread = errors[dataset, method]
                around = [place(e, v[column] + spread[e][column]) for e, v in epochs.items()]
                around += [place(e, v[column] - spread[e][column]) for e, v in reversed(epochs.items())]
                parts.append(f'<polygon points="{" ".join(around)}" fill="{colour}" fill-opacity="0.1"/>')
            for method, epochs in own.items():
                path = " ".join(place(e, v[column]) for e, v in epochs.items())
                dash = ' stroke-dasharray="5 3"' if method.startswith("random") else ""
                colour = colours[sizes.index(method.split("-", 1)[-1]) % len(colours)]
                parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.8"{dash}>'
                             f"<title>{method}</title></polyline>")
    bottom = 36 + 270 * len(datasets)
    for i, size in enumerate(sizes):
        parts.append(f'<text x="{60 + 110 * i}" y="{bottom}" fill="{colours[i % len(colours)]}">'
                     f'share reset {size}</text>')
    parts.append(f'<text x="{60 + 110 * len(sizes)}" y="{bottom}">solid: ARU; dashed: chosen by lot; '
                 f'dotted: Retrained; bands: ± standard error</text>')
    pathlib.Path(svg).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="{bottom + 16}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("--steps", metavar="FILE.svg")
    parser.add_argument("--batches", type=int, default=4, help="steps of an epoch, for the axis (default: 4)")
    parser.add_argument("--keep", metavar="DIR", type=pathlib.Path)
    options = parser.parse_args()
    if options.keep:
        keep(options.run, options.keep)
    elif options.steps:
        steps(options.run, options.steps, options.batches)
    else:
        compare(cells(options.run))
        overlaps(options.run)


if __name__ == "__main__":
    main()
