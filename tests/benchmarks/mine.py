"""MINE: of each essay's facts, how many does its graph keep? Prints them beside the nearest claims, for a reader.

    python tests/benchmarks/mine.py DATA [--essays 2,6,...] [--nearest 6]

DATA is the folder with `essays_dev.jsonl` (and `judgements_dev.jsonl`, on which the proxy's threshold is tuned).

Rubric. A fact is KEPT if the essay's claims, taken together and read with their standing and qualifiers, state what it
says: the same parties in the same relation, in whatever words. A claim under another standing keeps a fact that has
that standing ("can lead to" keeps "may lead to"). It is LOST if a party or the relation is missing, if only a part of
a list is there, or if it has to be guessed from words that merely stand near each other. Lists: most of the members.

Verdicts (one reader, strict, on essays 2, 9, 17, 41, 52, 99, six by fifteen facts): 40 of 90 kept before
gerunds, lists and restrictive phrases were read, 57 of 90 after. Before and after clauses of circumstance, examples
and restrictive relative clauses were read (another reader, same rubric): on essays 6, 19, 40, 47, 53, 87, from which
the rules were learnt, 67 and 76 of 90; on 34, 59, 73, 89, held out, 44 and 45 of 60 (75 %; by essay 13, 9, 13, 10).
A third reader, on the seven that nobody had read (35, 48, 50, 72, 79, 82, 88): 66 of 105 (63 %; by essay 9, 8, 12, 7,
7, 14, 9; the borderline calls all one way, 56 or 82). All 23 essays, each as last judged: 244 of 345 (71 %).
A fourth reader, on the same seven with the program of the next session: 80 of 105 (76 %; by essay 10, 9, 12, 12, 11,
14, 12; borderline calls all one way 59, or 93). All 23 essays, each as last judged: 258 of 345 (75 %).

Two readers a session later, on the same seven, when many a claim that was cut too short was no longer made: 71, then
75 of 105 (71 %; by essay 10, 8, 12, 8, 11, 14, 12; borderline calls all one way 60, or 88), each on what the nearest
claims alone tell.

Three fresh readers on all 23 essays, each told all claims of an essay (model 7, 2026-11-28): 274 of 345 (79 %; by
essay 9, 14, 8, 10, 13, 13, 11, 12, 9, 14, 11, 14, 12, 13, 13, 12, 13, 11, 15, 14, 12, 10, 11 from 2 to 99; borderline
calls all one way 234, or 301).

The figure printed at the end is a lexical proxy: a fact counts if the nearest claims have most of its content words.
It is no reader's verdict, and not to be compared with published figures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.pipeline import Extractor
from kg.types import Claim, Document

STOP = frozenset(
    "the a an of in on at to for and or is are was were be been by with as that this these those it its their they can "
    "has have had not will may also which who from such into than other more most one we our".split()
)
STEM = 5  # letters that tell a word from another


def stems(text: str) -> set[str]:
    """The beginnings of a text's content words."""
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {w[:STEM] for w in words if w not in STOP}


def told(claim: Claim) -> str:
    """A claim with its circumstances and standing, on one line."""
    around = "".join(f"; {q.role}: {q.literal.text}" for q in claim.qualifiers)
    source = claim.standing.attributed_to
    standing = "" if claim.asserted else f" [{claim.standing.polarity}, {claim.standing.modality}"
    standing += "" if claim.asserted else f", by {source.name}]" if source else "]"
    return f"{claim.subject.name} | {claim.relation} | {claim.object_text}{around}{standing}"


def nearest(fact: str, lines: Iterable[str], count: int) -> list[str]:
    """The claims that share most with a fact, each bringing something that those before it do not."""
    wanted, left, found = stems(fact), dict.fromkeys(lines), list[str]()
    while left and len(found) < count:
        best = max(left, key=lambda line: (2 * len(stems(line) & wanted) - 0.1 * len(stems(line)), line))
        if not stems(best) & wanted:
            break
        del left[best]
        found.append(best)
    return found


def coverage(fact: str, lines: Iterable[str]) -> float:
    """The share of a fact's content words that the claims have."""
    wanted = stems(fact)
    return len(wanted & stems(" ".join(lines))) / max(len(wanted), 1)


def threshold(judgements: Iterable[dict[str, Any]]) -> float:
    """The coverage from which on a fact counts as kept, that agrees best with the judgements."""
    pairs = [
        (coverage(j["fact"], nearest(j["fact"], j["context"].split(". "), 3)), int(j["verdict"]) == 1)
        for j in judgements
    ]
    return max((t / 20 for t in range(21)), key=lambda t: sum((share >= t) == kept for share, kept in pairs))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file."""
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def main() -> None:
    """Prints every essay's facts and the proxy."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--essays", default="")
    parser.add_argument("--nearest", type=int, default=6)
    options = parser.parse_args()
    wanted = {int(n) for n in options.essays.split(",") if n}
    extractor, enough = Extractor(), threshold(rows(options.data / "judgements_dev.jsonl"))
    kept = total = 0
    for essay in rows(options.data / "essays_dev.jsonl"):
        if wanted and essay["idx"] not in wanted:
            continue
        lines = [told(c) for c in extractor(Document(f"essay-{essay['idx']}", essay["essay"])).claims]
        print(f"\n== {essay['idx']} {essay['topic']}: {len(lines)} claims")
        for number, fact in enumerate(essay["facts"], 1):
            near = nearest(fact, lines, options.nearest)
            proxy = coverage(fact, near[:3]) >= enough
            kept, total = kept + proxy, total + 1
            print(f"{number}. {fact}" + "".join(f"\n     {line}" for line in near))
    print(f"\nlexical proxy (coverage from {enough:.2f}): {kept} of {total}, {100 * kept / max(total, 1):.0f} %")


if __name__ == "__main__":
    main()
