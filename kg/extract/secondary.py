"""What a verb's complement says of its subject or its object: "became president", "declared the paper | void"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.predicates import CALLING, Predicate
from kg.extract.proposition import Proposition
from kg.extract.valency import reflexive
from kg.parse.tree import Tree
from kg.resolve.phrases import ARTICLES

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

VIEWING = frozenset(
    "brand characterise characterize condemn criticise criticize denounce depict describe dismiss hail label perceive "
    "portray praise regard reject see treat view".split()
)
AS_EVER = frozenset("necessary normal possible such usual".split())


def secondary(verb: Verb) -> Iterator[Proposition]:
    """A nominal or adjectival complement of a verb: "became president of", "remains unreachable"."""
    tree = verb.tree
    judged = verb.lemma in CALLING and not verb.passive  # "relief that Bell deemed essential": Bell is not
    if judged or tree.one(verb.i, "obj") is not None:
        return
    for c in tree.each(verb.i, "xcomp"):
        kind = tree.upos(c) in ("NOUN", "PROPN", "ADJ") or tree.has(c, "NumType=Ord")  # "came third"
        if tree.is_clause(c) or not kind or tree.one(c, "mark") is not None:
            continue
        alike = [x for x in tree.conjuncts(c)[1:] if tree.upos(x) in ("NOUN", "ADJ") and not tree.is_clause(x)]
        for x in (c, *alike):
            for s in verb.subjects:
                yield from Predicate(verb, s, x, verb.relation(), "secondary_predicate", 0.8).read()


def object_predicates(verb: Verb, o: int) -> Iterator[Proposition]:
    """Naming and judging: "declared the paper | incomprehensible", "named her | minister", "called himself | king"."""
    tree = verb.tree
    entity = verb.known.party(o, [verb.i])
    text = "" if reflexive(tree, o) else entity.name if entity else tree.text([o])  # the verb's group has "himself"
    for c, case in predicated(tree, verb.i, o):
        own = tree.each(c, "case", "mark") if case else []
        words = [w for w in tree.subtree(c, without=("acl", "conj", "cc", "punct", "advcl", "obl")) if w not in own]
        if tree.upos(c) == "ADJ":  # "guilty of fraud"
            words += [w for x in tree.each(c, "obl") if x > c and tree.cases(x) == "of" for w in tree.subtree(x)]
        if case:  # "as quiet and helpful"
            alike = [x for x in tree.conjuncts(c)[1:] if tree.upos(x) == "ADJ"]
            words = sorted({*words, *(w for x in alike for w in tree.subtree(x))})
        kept = tuple(
            w for w in words if w not in tree.notes and not (tree.rel(w) == "det" and tree.lemma(w) in ARTICLES)
        )
        for s in verb.subjects:
            relation = f"{verb.relation()} {text} {case}".strip()
            yield verb.proposition(s, relation, kept, "object_predicate", 0.75, (), f"{verb.lemma}_{tree.lemma(o)}")


def predicated(tree: Tree, verb: int, o: int) -> Iterator[tuple[int, str]]:
    """What a verb says of its object `o`, with the "as" before an adjective."""
    for c in tree.each(verb, "xcomp"):
        if c > o and not tree.is_clause(c) and tree.upos(c) in ("NOUN", "PROPN", "ADJ"):
            yield c, ""
            yield from ((x, "") for x in tree.conjuncts(c)[1:] if tree.upos(x) == "NOUN" and tree.article(x) == "a")
    for c in tree.each(verb, "obl", "advcl"):
        marks = [tree[m].text.lower() for m in tree.each(c, "case", "mark")]
        plain = tree.upos(c) == "ADJ" and tree.lemma(c) not in AS_EVER and tree.one(c, "nsubj", "cop") is None
        if c > o and plain and marks == ["as"] and tree.lemma(verb) in VIEWING:
            yield c, "as"
