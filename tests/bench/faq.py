"""How well the FAQ finds the right entry, and how often it answers what it should not.

`FAQ_DATA=<folder> python -m tests.bench.faq`: the folder holds `clinc150.train.jsonl` and its kin, one object with
`text` and `label` a line. Development parts only.
"""

from __future__ import annotations

import json
import os
import random  # noqa: TID251 - splits of development data, the same at every run
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.fuzz import token_set_ratio

from cogs.faq.matching import CERTAIN, Index
from cogs.faq.words import fold

SEEDS = (1, 2, 3)
ASKED = 1000  # questions a set and seed, so that a run takes about a minute
STEPS = [number / 100 for number in range(30, 61, 5)]
Labelled = tuple[str, str]  # label, text
Entry = tuple[str, Sequence[str]]
Best = Callable[[str], tuple[str, float]]


@dataclass(frozen=True)
class Trial:
    """Entries to index, questions they answer, and questions they do not."""

    entries: list[Entry]
    asked: list[Labelled]
    outside: list[str]


@dataclass(frozen=True)
class Outcome:
    right: bool
    certainty: float


def read(folder: Path, name: str) -> list[Labelled]:
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["label"], row["text"]) for row in map(json.loads, lines)]


def split(rows: Sequence[Labelled], phrasings: int, dice: random.Random) -> tuple[list[Entry], list[Labelled]]:
    by_label: dict[str, list[str]] = defaultdict(list)
    for label, text in rows:
        by_label[label].append(text)
    entries: list[Entry] = []
    rest: list[Labelled] = []
    for label, texts in sorted(by_label.items()):
        dice.shuffle(texts)
        if len(texts) > phrasings:
            entries.append((label, texts[:phrasings]))
            rest += [(label, text) for text in texts[phrasings:]]
    dice.shuffle(rest)
    return entries, rest[:ASKED]


def clinc(folder: Path, phrasings: int, dice: random.Random) -> Trial:
    entries, _ = split(read(folder, "clinc150.train"), phrasings, dice)
    asked = read(folder, "clinc150.val")
    dice.shuffle(asked)
    outside = [text for part in ("train", "val") for _, text in read(folder, f"clinc150.oos_{part}")]
    return Trial(entries, asked[:ASKED], outside)


def bank_far(folder: Path, phrasings: int, dice: random.Random) -> Trial:
    entries, asked = split(read(folder, "banking77.train"), phrasings, dice)
    return Trial(entries, asked, [text for _, text in read(folder, "banking77oos.ood-oos_valid")])


def bank_near(folder: Path, phrasings: int, dice: random.Random) -> Trial:
    """Questions of the same bank whose subjects are not in the FAQ: a third of its subjects is taken away."""
    return without_some(read(folder, "banking77.train"), phrasings, dice)


def xsid_near(folder: Path, phrasings: int, dice: random.Random) -> Trial:
    """German; a third of the subjects is taken away."""
    return without_some(read(folder, "xsid.de.valid"), phrasings, dice)


def xsid_whole(folder: Path, phrasings: int, dice: random.Random) -> Trial:
    entries, asked = split(read(folder, "xsid.de.valid"), phrasings, dice)
    return Trial(entries, asked, [])


def without_some(rows: Sequence[Labelled], phrasings: int, dice: random.Random) -> Trial:
    labels = sorted({label for label, _ in rows})
    away = set(dice.sample(labels, len(labels) // 3))
    entries, asked = split([row for row in rows if row[0] not in away], phrasings, dice)
    outside = [text for label, text in rows if label in away]
    dice.shuffle(outside)
    return Trial(entries, asked, outside[:ASKED])


SETS = {
    "clinc150 en": clinc,
    "banking77 en, far outside": bank_far,
    "banking77 en, near outside": bank_near,
    "xSID de": xsid_whole,
    "xSID de, near outside": xsid_near,
}


def ours(entries: Sequence[Entry]) -> Best:
    index = Index(entries)

    def best(question: str) -> tuple[str, float]:
        found = index.best(question)
        return (found.key, found.certainty) if found else ("", 0.0)

    return best


def token_set(entries: Sequence[Entry]) -> Best:
    """The baseline: the phrasing with the best token set ratio."""
    known = [(key, fold(text)) for key, texts in entries for text in texts]

    def best(question: str) -> tuple[str, float]:
        asked = fold(question)
        score, key = max((token_set_ratio(asked, text), key) for key, text in known)
        return key, score / 100

    return best


METHODS = {"token_set alone": token_set, "house": ours}


def area(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Area under ROC; 0.5 is chance."""
    ranked = sorted([(score, 1) for score in inside] + [(score, 0) for score in outside])
    below = ahead = 0.0
    at = 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        outs = sum(1 for _, is_in in ranked[at:end] if not is_in)
        ins = end - at - outs
        ahead += ins * (below + outs / 2)
        below += outs
        at = end
    return ahead / (len(inside) * len(outside))


def measure(folder: Path, name: str, phrasings: int, method: str) -> None:
    inside: list[Outcome] = []
    outside: list[float] = []
    seconds = 0.0
    for seed in SEEDS:
        trial = SETS[name](folder, phrasings, random.Random(seed))
        best = METHODS[method](trial.entries)
        began = time.perf_counter()
        for label, text in trial.asked:
            key, certainty = best(text)
            inside.append(Outcome(key == label, certainty))
        seconds += time.perf_counter() - began
        outside += [best(text)[1] for text in trial.outside]
    accuracy = sum(one.right for one in inside) / len(inside)
    roc = f"{area([one.certainty for one in inside], outside):.3f}" if outside else "  -  "
    pace = seconds / len(inside) * 1000
    say(f"{name:28} k{phrasings} {method:16} accuracy@1 {accuracy:.3f}  AUROC {roc}  {pace:.2f} ms a question")
    if method == "house":
        thresholds(inside, outside)


def thresholds(inside: Sequence[Outcome], outside: Sequence[float]) -> None:
    for step in sorted({*STEPS, CERTAIN}):
        answered = [one for one in inside if one.certainty >= step]
        right = sum(one.right for one in answered) / len(inside)
        wrong = len(answered) / len(inside) - right
        astray = sum(score >= step for score in outside) / len(outside) if outside else float("nan")
        mark = "  <- CERTAIN" if step == CERTAIN else ""
        say(f"    from {step:.2f}: inside right {right:.3f} wrong {wrong:.3f}, outside answered {astray:.3f}{mark}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    given = os.environ.get("FAQ_DATA")
    if not given:
        raise SystemExit("FAQ_DATA names the folder with the development data")
    for phrasings in (1, 3, 5):
        for name in SETS:
            for method in METHODS:
                if method == "house" or phrasings == 5:
                    measure(Path(given), name, phrasings, method)


if __name__ == "__main__":
    main()
