"""What a verb and its object leave untold, so that they are not said without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.obliques import open_content
from kg.extract.stakes import HOLDING, holding
from kg.resolve.phrases import utmost

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

TELLING = frozenset("tell inform assure notify".split())
LIGHT = frozenset("make take pay hold give do".split())
# prepositions that tell of what an object is the first or the best
REACHING = frozenset("to from between against among".split())


def untold(verb: Verb, o: int, beside: Sequence[tuple[str, int]]) -> bool:
    """Whether object `o` means little without what stands beside it, or is left out: "brought the news that …", "told
    Rowe that …", "had a game that …", "made the first delivery | to the islands"."""
    tree, entity = verb.tree, verb.known.entity(o)
    first = verb.lemma in LIGHT and any(utmost(tree, w) for w in tree.each(o, "amod"))
    if first and any(x > o and p in REACHING for p, x in beside):
        return True
    plain = tree.upos(o) == "NOUN" and not tree.each(o, "amod", "compound", "nmod", "nmod:poss", "nummod")
    if verb.lemma == "have" and plain and any(tree[c].deprel == "acl:relcl" for c in tree.each(o, "acl")):
        return True
    if verb.lemma in HOLDING and any(holding(tree, verb.known, verb.lemma, o)):  # "owns | 51 percent of Nord"
        return True
    if verb.lemma in TELLING and entity is not None and (entity.named or entity.type == "kgo:Person"):
        return True
    return verb.here.stance.polarity == "positive" and open_content(tree, o)
