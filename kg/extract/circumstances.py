"""Clauses that tell when, why, on what condition and what for: circumstances of what their main clause says."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.standing import CONDITION, marker
from kg.parse.tree import Tree

LONGEST = 12  # words of a clause that is told whole
TEMPORAL = frozenset("when whenever once after before until wherever where".split())
CAUSAL = frozenset({"because"})
CLAUSAL = frozenset({"purpose", "cause", "condition", "circumstance"})  # roles that a clause may have
# what a clause too long to be told whole is told without
FURTHER = ("conj", "cc", "advcl", "acl:relcl", "parataxis", "punct")


def opener(tree: Tree, c: int) -> str:
    """What opens an adverbial clause: its subordinator, or the adverb that stands for one ("when")."""
    first = next((a for a in tree.each(c, "advmod") if a < c and tree.has(a, "PronType=Int")), None)
    return marker(tree, c) or (tree[first].text.lower() if first is not None else "")


def settings(tree: Tree, i: int) -> Iterator[tuple[str, int]]:
    """The finite clauses that tell under what circumstances predicate `i` holds, each with its role."""
    for c in tree.each(i, "advcl"):
        opened = opener(tree, c)
        role = "cause" if opened in CAUSAL else "condition" if opened in CONDITION else "circumstance"
        known = opened in TEMPORAL | CAUSAL | CONDITION
        if known and tree.one(c, "nsubj", "nsubj:pass") is not None and told(tree, c):
            yield role, c


def told(tree: Tree, c: int) -> list[int]:
    """The words of a clause as a circumstance, its lesser parts left out if it is long; none if it is too long."""
    words = tree.subtree(c, without=("punct",))
    if len(words) > LONGEST:
        words = [w for w in tree.subtree(c, without=("punct", "acl:relcl")) if w not in further(tree, c)]
    return words if len(words) <= LONGEST else []


def further(tree: Tree, c: int) -> set[int]:
    """What hangs on a clause's predicate beyond what it must say."""
    return {w for d in tree.each(c, *FURTHER) for w in tree.subtree(d)}
