"""What a predicate says by itself, with neither object nor preposition: what befell its subject, how much, when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.proposition import Proposition
from kg.extract.valency import bound, particles

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

AMOUNTS = frozenset({"PERCENT", "MONEY", "QUANTITY"})
# what two do together, and the preposition with which one does it
MUTUAL = {"divorce": "", "marry": "", "wed": "", "merge": "with"}
# passives that say nothing without what follows them, though none does
OPEN = frozenset(
    "ask associate base call compose concern consider deem design expect force give intend involve know label "
    "leave locate make mean name need place put regard relate require say see set situate suppose tell think treat "
    "use".split()
)


def amounts(verb: Verb) -> Iterator[Proposition]:
    """How much, told without a preposition: "fell | 4.5 percent"."""
    if verb.passive or verb.copula is not None or verb.direct:
        return
    for n in verb.tree.each(verb.i, "obl:unmarked"):
        if n > verb.i and verb.known.value_type(n) in AMOUNTS and not verb.tree.each(n, "advmod"):
            for s in verb.subjects:
                yield verb.proposition(s, verb.relation(), n, "verb_object", 0.85, verb.senses())


def mutual(verb: Verb) -> Iterator[Proposition]:
    """What two do to one another: "Ann and Bob married"."""
    if len(verb.subjects) == 2 and verb.lemma in MUTUAL and not verb.direct and verb.copula is None:
        one, other = verb.subjects
        if not any(verb.tree.has(s, "Number=Plur") for s in (one, other)):
            preposition = "to" if verb.passive else MUTUAL[verb.lemma]
            senses = verb.meaning(preposition) if preposition == "with" else verb.senses()
            yield verb.proposition(one, f"{verb.relation()} {preposition}".rstrip(), other, "verb_object", 0.85, senses)


def present(verb: Verb) -> Iterator[Proposition]:
    """What there is, and where: "there are two schools in the town"."""
    tree = verb.tree
    if verb.lemma != "be" or tree.one(verb.i, "expl") is None or verb.copula is not None:
        return
    for s in tree.each(verb.i, "nsubj"):
        for n in (n for n in tree.each(s, "nmod") if tree.cases(n) in ("in", "on", "at", "near") and n > s):
            if verb.known.usable(s) and verb.known.usable(n) and not verb.known.is_time(n):
                yield verb.proposition(s, f"{verb.relation()} {tree.cases(n)}", n, "verb_oblique", 0.8, ())


def alone(verb: Verb) -> Iterator[Proposition]:
    """What a clause tells that has nothing else to tell: "was | captured", "died | yesterday"."""
    tree, i = verb.tree, verb.i
    if verb.copula is not None or verb.direct or tree.one(i, "xcomp", "ccomp") is not None or tree.upos(i) != "VERB":
        return
    if not verb.passive:
        for x in (x for preposition, x in verb.around.times if not preposition):
            for s in verb.subjects:
                yield verb.proposition(s, verb.relation(), x, "verb_oblique", 0.8, ())
        return
    done = sorted({i, *particles(tree, i), *tree.each(i, "compound:prt")})
    relation, text = verb.relation(), tree.text(done).lower()
    helped = verb.here.lead or tree.one(i, "aux:pass") is not None
    helped = helped and not relation.lower().startswith(("be ", "been ", "being ", "to "))
    if helped and relation.lower().endswith(f" {text}") and verb.lemma not in OPEN and not bound(tree, i):
        for s in verb.subjects:
            yield verb.proposition(s, relation[: -len(text) - 1], tuple(done), "passive_state", 0.8, ())
