"""Scores of coreference: MUC, B³, CEAF-φ4 and their mean, the CoNLL score; LEA beside it.

A chain is a set of mentions, and a mention is anything hashable that is the same in key and response: here a document's
name and a span. Vilain et al. 1995 (MUC), Bagga & Baldwin 1998 (B³), Luo 2005 (CEAF), Moosavi & Strube 2016 (LEA),
Pradhan et al. 2014 for how they are put together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

Mention = Hashable
Chain = frozenset[Mention]
Counts = tuple[float, float]


@dataclass(slots=True)
class Tally:
    """Numerator and denominator of a measure's precision and recall, summed over documents."""

    recall: Counts = (0.0, 0.0)
    precision: Counts = (0.0, 0.0)

    def add(self, recall: Counts, precision: Counts) -> None:
        """Adds a document."""
        self.recall = (self.recall[0] + recall[0], self.recall[1] + recall[1])
        self.precision = (self.precision[0] + precision[0], self.precision[1] + precision[1])

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        p, r = (a / b if b else 0.0 for a, b in (self.precision, self.recall))
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Scores:
    """The measures of a corpus; `conll` is the mean of the first three."""

    muc: Tally = field(default_factory=Tally)
    b_cubed: Tally = field(default_factory=Tally)
    ceaf: Tally = field(default_factory=Tally)
    lea: Tally = field(default_factory=Tally)

    def add(self, key: Iterable[Chain], response: Iterable[Chain]) -> None:
        """Adds a document's chains, true and found."""
        true, found = [k for k in key if k], [r for r in response if r]
        for tally, measure in ((self.muc, muc), (self.b_cubed, b_cubed), (self.lea, lea)):
            tally.add(measure(true, found), measure(found, true))
        similar = ceaf(true, found)
        self.ceaf.add((similar, len(true)), (similar, len(found)))

    @property
    def conll(self) -> float:
        """The CoNLL score, 0 to 1."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf.f1) / 3


Measure = Callable[[Sequence[Chain], Sequence[Chain]], Counts]


def where(chains: Iterable[Chain]) -> dict[Mention, int]:
    """The number of each mention's chain."""
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def muc(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Links of the key that the response keeps."""
    at = where(response)
    right = total = 0
    for chain in key:
        parts = len({at[m] for m in chain if m in at}) + sum(m not in at for m in chain)
        right += len(chain) - parts
        total += len(chain) - 1
    return right, total


def b_cubed(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """For each mention the share of its chain that it is found with."""
    at = where(response)
    right = 0.0
    for chain in key:
        together: dict[int, int] = {}
        for m in chain:
            if m in at:
                together[at[m]] = together.get(at[m], 0) + 1
        right += sum(n * n for n in together.values()) / len(chain)
    return right, sum(len(chain) for chain in key)


def ceaf(key: Sequence[Chain], response: Sequence[Chain]) -> float:
    """The similarity of the best pairing of chains, by φ4, which is Dice's coefficient."""
    from scipy.optimize import linear_sum_assignment

    if not key or not response:
        return 0.0
    table = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(sum(table[i][j] for i, j in zip(rows, columns, strict=True)))


def lea(key: Sequence[Chain], response: Sequence[Chain]) -> Counts:
    """Links of each chain that the response has, weighed by the chain's size; a singleton links to itself."""
    at, alone = where(response), {m for chain in response if len(chain) == 1 for m in chain}
    right = total = 0.0
    for chain in key:
        total += len(chain)
        if len(chain) == 1:
            right += float(chain <= alone)
            continue
        together: dict[int, int] = {}
        for m in chain:
            if m in at:
                together[at[m]] = together.get(at[m], 0) + 1
        links = sum(n * (n - 1) / 2 for n in together.values())
        right += len(chain) * links / (len(chain) * (len(chain) - 1) / 2)
    return right, total
