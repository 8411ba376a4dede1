"""Parts of a body that somebody holds: "has a 40 percent interest in", "owns 51 percent of (the shares of)"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arguments import Arguments
from kg.parse.tree import Tree

STAKE = "stake"  # the noun whose senses hold for all of these
SHARES = frozenset("share stock equity capital".split())
PARTS = SHARES | frozenset("interest holding".split())
HOLDING = frozenset("have hold own keep retain control take".split())


def share(tree: Tree, known: Arguments, o: int) -> int | None:
    """The word of the percentage that an object is or has: "a 40 percent stake", "51 percent of Nord"."""
    words = [o, *tree.each(o, "compound", "amod", "nummod", "nmod")]
    return next((w for w in words if w <= o and known.value_type(w) == "PERCENT"), None)


def holding(tree: Tree, known: Arguments, o: int) -> Iterator[tuple[str, int]]:
    """What object `o` is a part of, with the words that lead there; nothing unless it is a body with a name."""
    counted = known.value_type(o) == "PERCENT"
    if not counted and tree.lemma(o) != STAKE and (tree.lemma(o) not in PARTS or share(tree, known, o) is None):
        return
    for n in tree.each(o, "nmod"):
        if tree.cases(n) not in (("of",) if counted else ("in", "of")):
            continue
        inner = [x for x in tree.each(n, "nmod") if tree.lemma(n) in SHARES and tree.cases(x) in ("of", "in")]
        for x in inner or tree.conjuncts(n):
            entity = known.entity(known.stand(x))
            if entity is not None and entity.named and entity.type != "kgo:Person":
                yield " ".join([tree.cases(n), *([tree.text([n]), tree.cases(x)] if inner else [])]), x
