#!/usr/bin/env python3
"""Writes svc-confidence.csv: decisions of scikit-learn's SVC on one confidence.

Run in this folder with scikit-learn (Debian: python3-sklearn; made with scikit-learn 1.2.1). Class 1 are
the first rows of retain, as many as test has, class 0 are those of test; forget is only predicted.
The default tolerance of 0.001 gives the same numbers here.
"""
import numpy as np
from sklearn.svm import SVC

random = np.random.RandomState(7)


def draw(a, b, size):
    return np.round(random.beta(a, b, size), 6)


def saturated(a, b, size):
    """Like a network that is sure of most images: exactly 1, or as near as single precision can."""
    return np.float64(np.float32(1 - 10.0 ** (-10 * random.beta(a, b, size))))


CASES = {
    "overlap": (draw(5, 1, 40), draw(3, 1.5, 40), draw(4, 1.2, 30)),
    "saturated": (saturated(4, 1.5, 50), saturated(2, 2, 50), saturated(3, 2, 30)),
    "grid": (np.round(draw(3, 1, 45) * 8) / 8, np.round(draw(1, 1, 45) * 8) / 8, np.arange(17) / 16),
    "near-one": (1 - draw(1, 2, 30) * 1e-2, 1 - draw(2, 2, 30) * 1e-2, 1 - draw(1, 1, 20) * 1e-2),
    "separated": (draw(30, 2, 15), draw(2, 30, 15), draw(1, 1, 20)),
    "more-retain": (draw(6, 1, 40), draw(2, 2, 20), draw(3, 1, 20)),
    "fewer-retain": (draw(6, 1, 8), draw(2, 2, 40), draw(3, 1, 20)),
    "two": (np.array([0.6]), np.array([0.4]), np.array([0.0, 0.45, 0.55, 1.0])),
    "constant": (np.ones(6), np.ones(6), np.array([1.0, 1.0])),
}

with open("svc-confidence.csv", "w", newline="\n") as out:
    out.write("case,set,confidence,decision,prediction\n")
    for name, (retain, test, forget) in CASES.items():
        learnt = retain[: len(test)]
        x = np.concatenate([learnt, test]).reshape(-1, 1)
        y = np.concatenate([np.ones(len(learnt)), np.zeros(len(test))])
        model = SVC(C=3, gamma="auto", kernel="rbf", tol=1e-10).fit(x, y)
        for role, values in (("retain", retain), ("test", test), ("forget", forget)):
            column = values.reshape(-1, 1)
            decisions = model.decision_function(column)
            predictions = model.predict(column)
            for row in zip(values, decisions, predictions):
                out.write(f"{name},{role},{float(row[0])!r},{float(row[1])!r},{int(row[2])}\n")
