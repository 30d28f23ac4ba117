#!/usr/bin/env python3
"""Does ARU's mask beat a lot? Judges a run of experiments/aru-question-*.yaml; Python's own library alone.

  experiments/compare/aru_question.py results/runs/aru-question-w16            # the comparisons
  experiments/compare/aru_question.py results/runs/aru-question-steps --steps steps.svg

For each planned comparison, on each task: the mean paired difference over seeds with its 95 % t interval, the
two-sided p of the sign-flip permutation test (all flips up to 20 seeds, else 200,000 drawn), Holm's corrected p
over all comparisons of the same metric, and the smallest difference these seeds would have shown with power 0.8
at level 0.05, alone and at Holm's strictest level. Then the mean overlap of the masks (Jaccard), if kept.
With --steps: mean NoMUS, M and ToW (from the curves' and Retrained's accuracies) after the reset and every epoch
of fine-tuning, as a table and drawn into an SVG.
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
    cells = {(r["dataset"], r["method"], r["seed"]): r for r in rows if r["status"] == "ok"}
    for metric, title in METRICS:
        found = []
        for dataset in sorted({key[0] for key in cells}):
            for one, other, what in PLANNED:
                pairs = [(number(cells[d, m, s][metric]), number(cells[d, other, s][metric]))
                         for d, m, s in sorted(cells) if d == dataset and m == one and (d, other, s) in cells]
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


def overlaps(run):
    shares = defaultdict(list)
    for file in sorted(run.glob("cells/*/aru/seed-*/artefacts/overlap.csv")):
        for row in read(file):
            shares[file.parts[-5], row["mask"], row["other"]].append(float(row["jaccard"]))
    if shares:
        print("\nOverlap of masks (Jaccard; two lots of half the kernels share a third)")
    for (dataset, one, other), values in sorted(shares.items()):
        print(f"{dataset:11} {one:15} {other:15} n {len(values):2}  {statistics.fmean(values):.3f}")


def steps(run, rows, svg):
    retrained = {(r["dataset"], r["seed"]): r for r in rows if r["method"] == "retrain" and r["status"] == "ok"}
    points = defaultdict(lambda: defaultdict(list))  # dataset, method -> epoch -> (nomus, mia, tow)
    for file in sorted(run.glob("cells/*/*/seed-*/artefacts/curves.csv")):
        dataset, method, seed = file.parts[-5], file.parts[-4], file.parts[-3][len("seed-"):]
        if not method.startswith(("aru", "random")) or (dataset, seed) not in retrained:
            continue
        for row in read(file):
            tow = math.prod(1 - abs(number(row[c]) - number(retrained[dataset, seed][c]))
                            for c in ("forget_accuracy", "retain_accuracy", "test_accuracy"))
            points[dataset, method][int(row["epoch"])].append((number(row["nomus"]), number(row["mia"]), tow))
    if not points:
        raise SystemExit(f"{run}: no curves.csv of aru or random-mask; was it run with eval-every: epoch?")
    means = {key: {e: [statistics.fmean(v) for v in zip(*values)] for e, values in sorted(epochs.items())}
             for key, epochs in points.items()}
    print("dataset,method,epoch,seeds,nomus,mia,tow")
    for (dataset, method), epochs in sorted(means.items()):
        for epoch, values in epochs.items():
            seeds = len(points[dataset, method][epoch])
            print(f"{dataset},{method},{epoch},{seeds}," + ",".join(f"{v:.4f}" for v in values))
    draw(means, svg)


def draw(means, svg):
    colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
    sizes = sorted({method.split("-", 1)[-1] for _, method in means})
    datasets = sorted({dataset for dataset, _ in means})
    last = max(max(epochs) for epochs in means.values())
    parts = []
    for line, dataset in enumerate(datasets):
        for column, name in enumerate(("NoMUS", "M", "ToW")):
            left, top, width, height = 60 + 300 * column, 30 + 230 * line, 240, 170
            shown = [e[column] for (d, _), epochs in means.items() if d == dataset for e in epochs.values()]
            low, high = math.floor(min(shown) * 10) / 10, math.ceil(max(shown) * 10) / 10
            parts.append(f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" stroke="#888"/>'
                         f'<text x="{left}" y="{top - 8}">{dataset}: {name}</text>'
                         f'<text x="{left + width}" y="{top + height + 14}" text-anchor="end">{last} epochs</text>'
                         f'<text x="{left}" y="{top + height + 14}">0</text>'
                         f'<text x="{left - 4}" y="{top + 10}" text-anchor="end">{high:.1f}</text>'
                         f'<text x="{left - 4}" y="{top + height}" text-anchor="end">{low:.1f}</text>')
            for (d, method), epochs in sorted(means.items()):
                if d == dataset:
                    path = " ".join(f"{left + width * e / last:.1f},"
                                    f"{top + height * (high - v[column]) / (high - low):.1f}"
                                    for e, v in epochs.items())
                    dash = ' stroke-dasharray="5 3"' if method.startswith("random") else ""
                    colour = colours[sizes.index(method.split("-", 1)[-1]) % len(colours)]
                    parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}>'
                                 f"<title>{method}</title></polyline>")
    bottom = 30 + 230 * len(datasets)
    for i, size in enumerate(sizes):
        parts.append(f'<text x="{60 + 150 * i}" y="{bottom}" fill="{colours[i % len(colours)]}">share {size}</text>')
    parts.append(f'<text x="{60 + 150 * len(sizes)}" y="{bottom}">solid: ARU, dashed: chosen by lot</text>')
    pathlib.Path(svg).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="{bottom + 20}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("--steps", metavar="FILE.svg")
    options = parser.parse_args()
    rows = read(options.run / "runs.csv")
    if options.steps:
        steps(options.run, rows, options.steps)
    else:
        compare(rows)
        overlaps(options.run)


if __name__ == "__main__":
    main()
