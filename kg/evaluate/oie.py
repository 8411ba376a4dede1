"""Open information extraction, scored as its benchmarks score it.

CaRB (Bhardwaj et al. 2019, "CaRB: A Crowdsourced Benchmark for Open IE") counts the words that two tuples share, slot
by slot. BenchIE (Gashteovski et al. 2022, "BenchIE: A Framework for Multi-Faceted Fact-Based Open Information
Extraction Evaluation") takes a triple for right if it is one of the renderings that annotators accept for a fact.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.errors import UsageError

SAYING = ("said", "told", "added", "adds", "says")
BE = frozenset("be is am are was were been being".split())
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Extraction:
    """A tuple that a system gives for a sentence, or that is gold; `confidence` ranks it."""

    relation: str
    arguments: tuple[str, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Result:
    """Precision, recall and F1, 0 to 1, at the best threshold of confidence, and the area under the curve."""

    precision: float
    recall: float
    auc: float | None = None
    threshold: float | None = None

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


Extractions = Mapping[str, Sequence[Extraction]]


def read_tuples(path: Path) -> dict[str, list[Extraction]]:
    """CaRB's tab-separated form: sentence, confidence, relation, first argument, further ones. Raises UsageError."""
    found: dict[str, list[Extraction]] = defaultdict(list)
    for number, row in rows(path):
        try:
            sentence, confidence, relation, *arguments = row
            found[sentence.strip()].append(Extraction(relation, tuple(arguments), float(confidence)))
        except ValueError as error:
            raise UsageError(
                f"{path}, line {number}: sentence, confidence, relation and arguments are wanted, parted by tabs"
            ) from error
    return found


def read_triples(path: Path) -> dict[str, list[Extraction]]:
    """BenchIE's tab-separated form: the sentence's number, subject, relation, object. Raises UsageError."""
    found: dict[str, list[Extraction]] = defaultdict(list)
    for number, row in rows(path):
        if len(row) < 4:
            raise UsageError(f"{path}, line {number}: id, subject, relation and object are wanted, parted by tabs")
        found[row[0]].append(Extraction(row[2], (row[1], row[3])))
    return found


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a tab-separated file, numbered from 1. Raises UsageError where it cannot be read."""
    try:
        with path.open(encoding="utf8", newline="") as file:
            for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
                if row:
                    yield number, row
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


# ---- CaRB


def read_carb(path: Path) -> dict[str, list[Extraction]]:
    """CaRB's gold tuples by sentence."""
    found = {}
    for line in path.read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        found[record["text"].strip()] = [
            Extraction(g["relation"], tuple(a for a in g["args"] if a.strip())) for g in record["gold"]
        ]
    return found


def carb(gold: Extractions, system: Extractions) -> Result:
    """The scores of a system's tuples. Precision pairs them with gold one to one, recall lets one serve for many."""
    total = sum(len(tuples) for tuples in gold.values())
    steps: list[tuple[float, float, float, int]] = []
    for sentence, tuples in gold.items():
        found = sorted(system.get(sentence, ()), key=lambda e: -e.confidence)
        table = [[shared(g, e) for g in tuples] for e in found]
        before = (0.0, 0.0)
        for n, extraction in enumerate(found, 1):
            if n < len(found) and found[n].confidence == extraction.confidence:
                continue
            now = (paired(table[:n]), sum(max(row[k][1] for row in table[:n]) for k in range(len(tuples))))
            steps.append((extraction.confidence, now[0] - before[0], now[1] - before[1], 0))
            before = now
        steps += [(e.confidence, 0.0, 0.0, 1) for e in found]
    return best_point(curve(sorted(steps, key=lambda s: -s[0]), total))


def shared(gold: Extraction, found: Extraction) -> Pair:
    """Precision and recall of a tuple's words against a gold tuple's; nothing without a word of the relation."""
    straight = overlap(gold, found)
    if len(found.arguments) > 1 and any(word in gold.relation for word in SAYING):
        turned = Extraction(found.relation, (" ".join(found.arguments[1:]), found.arguments[0]))
        return max(straight, overlap(gold, turned))
    return straight


def overlap(gold: Extraction, found: Extraction) -> Pair:
    """Words shared slot by slot, in the order given; nothing where a slot is missing."""
    if len(found.arguments) < min(2, len(gold.arguments)):
        return 0.0, 0.0
    slots = [(gold.relation, found.relation), *zip(binary(gold), binary(found), strict=False)]
    right = said = true = 0
    for number, (expected, given) in enumerate(slots):
        theirs, ours = expected.split(), given.split()
        count = common(theirs, ours, be=number == 0)
        if number == 0 and count == 0:
            return 0.0, 0.0
        right, said, true = right + count, said + len(ours), true + len(theirs)
    return right / said, right / true


def binary(extraction: Extraction) -> tuple[str, ...]:
    """The first argument, and all others together."""
    first, others = extraction.arguments[:1], extraction.arguments[1:]
    return (*first, " ".join(others)) if others else first


def common(gold: Sequence[str], found: Sequence[str], *, be: bool) -> int:
    """How many words are shared, each used once; in a relation "be" stands for all its forms."""
    left, count = list(found), 0
    for word in gold:
        if word in left:
            left.remove(word)
            count += 1
    return count + (be and "be" in left and any(word in BE for word in gold))


def paired(table: Sequence[Sequence[Pair]]) -> float:
    """The precision of the best one-to-one pairing of tuples (rows) with gold."""
    from scipy.optimize import linear_sum_assignment

    precision = [[p for p, _ in row] for row in table]
    rows, columns = linear_sum_assignment(precision, maximize=True)
    return float(sum(precision[i][k] for i, k in zip(rows, columns, strict=True)))


def curve(steps: Sequence[tuple[float, float, float, int]], total: int) -> list[tuple[float, float, float]]:
    """(threshold, precision, recall) for every threshold, from the highest down."""
    points = []
    precision = recall = 0.0
    count = 0
    for k, (confidence, p, r, one) in enumerate(steps):
        precision, recall, count = precision + p, recall + r, count + one
        if k + 1 == len(steps) or steps[k + 1][0] < confidence:
            points.append((confidence, precision / count if count else 0.0, recall / total if total else 0.0))
    return points


def best_point(points: Sequence[tuple[float, float, float]]) -> Result:
    """The point of best F1, with the area under the whole curve."""
    if not points:
        return Result(0.0, 0.0, 0.0)
    area = sum((b[2] - a[2]) * (a[1] + b[1]) / 2 for a, b in pairwise([(0.0, points[0][1], 0.0), *points]))
    threshold, precision, recall = max(points, key=lambda p: Result(p[1], p[2]).f1)
    return Result(precision, recall, area, threshold)


# ---- BenchIE


def read_benchie(path: Path) -> tuple[dict[str, list[list[str]]], dict[str, str]]:
    """BenchIE's facts by the sentence's id, each as its renderings; and the sentences by id."""
    records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    return {r["id"]: r["facts"] for r in records}, {r["id"]: r["text"] for r in records}


def benchie(gold: Mapping[str, Sequence[Sequence[str]]], system: Extractions) -> Result:
    """The scores of a system's triples: facts told, of those that there are and of the triples that were given."""
    told = missed = total = 0
    for number, facts in gold.items():
        patterns = [[pattern(rendering) for rendering in fact] for fact in facts]
        hit: set[int] = set()
        for said in dict.fromkeys(map(written, system.get(number, ()))):
            facts_hit = [k for k, fact in enumerate(patterns) if any(p.fullmatch(f"{said} ") for p in fact)]
            hit.update(facts_hit)
            missed += not facts_hit
        told, total = told + len(hit), total + len(facts)
    return Result(told / (told + missed) if told + missed else 0.0, told / total if total else 0.0)


def written(extraction: Extraction) -> str:
    """A triple as renderings are written."""
    first, *others = extraction.arguments
    return " --> ".join(normal(part) for part in (first, extraction.relation, " ".join(others)))


def normal(text: str) -> str:
    """Words parted by one space, in lower case."""
    return " ".join(text.lower().split())


def pattern(rendering: str) -> re.Pattern[str]:
    """An expression for a rendering, whose words in brackets may be left out."""
    parts = []
    for piece in re.findall(r"\[[^\]]*\]|[^\[]+", normal(rendering)):
        words = "".join(f"{re.escape(word)} " for word in piece.strip("[]").split())
        parts.append(f"(?:{words})?" if piece.startswith("[") else words)
    return re.compile("".join(parts))


def by_id(found: Extractions, sentences: Mapping[str, str]) -> dict[str, list[Extraction]]:
    """Extractions by sentence as extractions by the sentence's id."""
    return {number: list(found.get(text, ())) for number, text in sentences.items()}


def count(found: Iterable[Sequence[Extraction]]) -> int:
    """How many extractions there are."""
    return sum(len(group) for group in found)
