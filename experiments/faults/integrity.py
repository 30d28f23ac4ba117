#!/usr/bin/env python3
"""Damages every kind of file of a finished run, and counts who notices.

    experiments/faults/integrity.py [WORK_DIR [FILE...]]

Makes a small run of the quickstart, then for each kind of file and each kind of damage asks `verify`
(which must list it), `report` or `leaderboard` (which must refuse it or leave it out by name) and `run`
(which must say so and make it again). With FILEs only those kinds. Ends with `noticed N of M`; exit code 0 if all were.
"""

import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parents[2]
CELL = "cells/cmu-mufac/finetune/seed-1"
OTHER = "cells/cmu-mufac/retrain/seed-2"
SEAL = re.compile(rb',\n  "sha256" : "[0-9a-f]{64}"\n}\n$')
ARGUMENTS = [
    "experiments/quickstart.yaml",
    "--methods=original,retrain,finetune",
    "--seeds=1,2",
    "--set=training.epochs=1",
    "--set=methods.finetune.epochs=1",
    "--set=keep-models=true",
]


def unlearn(*arguments):
    done = subprocess.run(
        [HOME / "unlearn", *map(str, arguments)], cwd=HOME, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def flip(data):
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def cut(data):
    return data[: len(data) // 2]


def zeroed(data):
    start = len(data) // 2
    return data[:start] + bytes(min(64, len(data) - start)) + data[start + 64 :]


def forged(data):
    """A better score, with the file's own checksum written anew."""
    text = SEAL.sub(b"\n}\n", data)
    text = re.sub(rb'("nomus" : )[0-9.]+', rb"\g<1>0.999", text)
    seal = hashlib.sha256(text).hexdigest().encode()
    return text[: -len(b"\n}\n")] + b',\n  "sha256" : "' + seal + b'"\n}\n'


def edited(data):
    """A better score, by hand."""
    return re.sub(rb'("nomus" : )[0-9.]+', rb"\g<1>0.999", data)


DAMAGES = {"one bit flipped": flip, "cut in half": cut, "64 bytes zeroed": zeroed, "deleted": None}
KINDS = {
    f"{CELL}/result.json": dict(DAMAGES, edited=edited, forged=forged),
    f"{CELL}/outputs.csv.gz": DAMAGES,
    f"{CELL}/model.safetensors": {k: v for k, v in DAMAGES.items() if v},
    f"{CELL}/log.txt": DAMAGES,
    "plan.json": {k: v for k, v in DAMAGES.items() if v},
    "metrics.json": DAMAGES,
    "provenance.json": {k: v for k, v in DAMAGES.items() if v},
    "runs.csv": DAMAGES,
    "leaderboard.csv": DAMAGES,
    "summary.md": DAMAGES,
    "report.html": DAMAGES,
    OTHER: {"cell deleted": None},
}


def metrics(run):
    """All but times of the cell that is damaged."""
    values = json.loads((run / CELL / "result.json").read_text())["metrics"]
    return {name: value for name, value in values.items() if name != "rte"}


def damage(path, how):
    if how is not None:
        path.write_bytes(how(path.read_bytes()))
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def main():
    work = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="integrity-"))
    out, cache = work / "runs", work / "cache"
    run = out / "quickstart"
    start = [*ARGUMENTS, f"--out={out}", f"--cache={cache}"]
    code, text = unlearn("run", *start)
    if code != 0:
        sys.exit(f"the run to damage was not made:\n{text}")
    good = work / "good"
    shutil.rmtree(good, ignore_errors=True)
    shutil.copytree(run, good)
    noticed = total = 0

    def tell(what, how, who, found):
        nonlocal noticed, total
        total += 1
        noticed += found
        print(f"{'noticed' if found else 'MISSED '}  {who:<12} {what}: {how}", flush=True)

    for kind, damages in KINDS.items():
        if sys.argv[2:] and not any(kind.endswith(wanted) for wanted in sys.argv[2:]):
            continue
        name = kind.removeprefix(CELL + "/")
        for how, change in damages.items():
            damage(run / kind, change)
            shown = name if kind != OTHER else OTHER
            code, text = unlearn("verify", run, "--cells=1", f"--cache={cache}")
            tell(kind, how, "verify", code != 0 and (name in text or kind in text or OTHER in text))
            if kind.startswith("cells") and name not in ("log.txt", "model.safetensors"):
                code, text = unlearn("leaderboard", run, "-o", work / "board.csv", "--allow-dirty")
                tell(kind, how, "leaderboard", code == 2 and ("missing" in text or shown in text))
            code, text = unlearn("run", *start)
            tell(kind, how, "run", code == 0 and "note: " in text)
            tell(kind, how, "made again", metrics(run) == metrics(good))
            shutil.rmtree(run)
            shutil.copytree(good, run)

    for weights in sorted(cache.glob("originals/*/model.safetensors"))[:1]:
        data = weights.read_bytes()
        weights.write_bytes(flip(data))
        shutil.rmtree(run / CELL)
        code, text = unlearn("run", *start)
        tell("stored Original", "one bit flipped", "run", "is not used" in text)
        tell("stored Original", "one bit flipped", "made again", weights.read_bytes() == data)

    rows = work / "rows"
    unlearn("leaderboard", run, "-o", work / "board.csv", "--rows", rows, "--allow-dirty")
    row = rows / "quickstart--cmu-mufac--finetune.json"
    for how, change in {"one bit flipped": flip, "cut in half": cut, "edited": edited}.items():
        data = row.read_bytes()
        row.write_bytes(change(data))
        code, text = unlearn("leaderboard", rows, "-o", work / "board.csv", "--allow-dirty")
        tell("row file", how, "leaderboard", code == 2 and row.name in text)
        row.write_bytes(data)

    print(f"noticed {noticed} of {total}")
    sys.exit(0 if noticed == total else 1)


if __name__ == "__main__":
    main()
