"""Parts of a body that somebody holds: "has a 40 percent interest in", "owns 51 percent of (the shares of)"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arguments import Arguments
from kg.parse.tree import Tree

STAKE = "stake"  # the noun whose senses hold for all of these
STOCK = frozenset("share stock equity capital".split())
STAKES = STOCK | frozenset("interest holding shareholding".split())
# who holds what he does this to, or comes to hold it: "gave 10 percent of Acme to its founders" is neither
HOLDING = frozenset("have hold own keep retain control take".split())
GETTING = frozenset("acquire buy purchase gain obtain secure build".split())
NEVER = frozenset({"kgo:Person", "kgo:Country", "kgo:Group"})


def share(tree: Tree, known: Arguments, o: int) -> int | None:
    """The word of the percentage that an object is or has: "a 40 percent stake", "51 percent of Nord"."""
    behind = [n for n in tree.each(o, "nmod") if tree.cases(n) == "of"]
    words = [o, *tree.each(o, "compound", "amod", "nummod"), *behind]
    return next((w for w in words if known.value_type(w) == "PERCENT"), None)


def holding(tree: Tree, known: Arguments, verb: str, o: int) -> Iterator[tuple[str, int]]:
    """What object `o` is a part of that somebody holds, with the words that lead there; nothing but a body's name.

    A share in a place is one of its market, and who has or holds a part of it has that of its votes or its ground.
    """
    counted, noun = known.value_type(o) == "PERCENT", tree.lemma(o)
    if verb not in HOLDING | GETTING or not (
        counted or noun == STAKE or (noun in STAKES and share(tree, known, o) is not None)
    ):
        return
    places = noun == STAKE or (counted and verb not in ("have", "hold"))
    for n in tree.each(o, "nmod"):
        if tree.cases(n) != ("of" if counted else "in"):
            continue
        stock = counted and tree.lemma(n) in STOCK
        owners = [x for x in tree.each(n, "nmod") if tree.cases(x) in ("of", "in")] + tree.each(n, "nmod:poss")
        inner = owners if stock else []
        for x in inner or tree.conjuncts(n):
            entity = known.entity(known.stand(x))
            placed = entity is not None and entity.type == "kgo:Place" and not places
            if entity is not None and entity.named and entity.type not in NEVER and not placed:
                yield f"of {tree.text([n])} {tree.cases(x)}" if inner and x > n else tree.cases(n), x
