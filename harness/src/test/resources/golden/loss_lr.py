#!/usr/bin/env python3
"""Writes loss-lr.csv: fold accuracies of scikit-learn's LogisticRegression on losses of all kinds.

Run in this folder with scikit-learn 1.2.1 (pip install scikit-learn==1.2.1 scipy==1.10.1 'numpy<1.25'). Unlike
mia.json these are also models that diverged (losses of thousands) and losses at odd scales, where the solver
stops short of the minimum.
"""
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedShuffleSplit, cross_val_score

warnings.filterwarnings("ignore")
random = np.random.RandomState(20230107)


def lognormal(scale, size):
    return np.exp(random.normal(np.log(scale), 1, size))


def mixture(share, scale, size):
    return np.where(random.rand(size) < share, random.gamma(2, scale, size), random.gamma(1, 0.01, size))


def draw(kind, n, m):
    scale = 10 ** random.uniform(-6, 6)
    large = 10 ** random.uniform(2, 4.5)
    return {
        "usual": lambda: (random.gamma(1, 1, n), random.gamma(1, 0.5, m)),
        "scaled": lambda: (random.gamma(2, scale, n), random.gamma(2, scale * random.uniform(0.5, 2), m)),
        "collapsed": lambda: (lognormal(large, n), lognormal(large * random.uniform(0.8, 1.3), m)),
        "large": lambda: (large * (1 + random.normal(0, 0.2, n)), large * (1.05 + random.normal(0, 0.2, m))),
        "rounded": lambda: (np.round(random.gamma(1, 1, n)) * large, np.round(random.gamma(1, 1.3, m)) * large),
        "constant": lambda: (np.full(n, large), np.full(m, large * random.choice([1, 1.01, 2]))),
        "mixed": lambda: (mixture(0.3, large, n), mixture(0.6, large, m)),
        "tails": lambda: (np.abs(random.standard_cauchy(n)) * large, np.abs(random.standard_cauchy(m)) * large),
    }[kind]()


KINDS = ["usual", "scaled", "collapsed", "large", "rounded", "constant", "mixed", "tails"]
with open("loss-lr.csv", "w", newline="\n") as out:
    out.write("set,unseen,forget,accuracies\n")
    for k in range(80):
        kind = KINDS[k % len(KINDS)]
        n = int(random.choice([20, 30, 40]))
        m = int(random.choice([n, n // 2 + 2, n + 10]))
        unseen, forget = (np.float64([f"{v:.6g}" for v in np.abs(side)]) for side in draw(kind, n, m))
        kept = forget.copy()
        np.random.RandomState(42).shuffle(kept)
        kept = kept[:n]
        x = np.concatenate([unseen, kept]).reshape(-1, 1)
        y = np.concatenate([np.zeros(n), np.ones(len(kept))])
        folds = StratifiedShuffleSplit(n_splits=10, random_state=0)
        accuracies = cross_val_score(LogisticRegression(), x, y, cv=folds, scoring="accuracy")
        columns = [" ".join(repr(float(v)) for v in values) for values in (unseen, forget, accuracies)]
        out.write(f"{kind}-{k},{','.join(columns)}\n")
