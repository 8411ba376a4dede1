"""Light verbs, whose noun says what is done: "inked a deal with", "issued an order demanding"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.inflect import past, present
from kg.extract.proposition import Proposition
from kg.extract.stakes import STAKE, holding, share
from kg.resolve.phrases import phrase

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

# verbs that enter into what their object names, as light verbs do
ENTERING = frozenset(
    """
acquire agree arrange begin build buy clinch close complete conclude continue develop earn establish finalise finalize
forge form gain hold initiate keep land maintain negotiate obtain offer open organise organize own purchase resume
retain score seal secure start win
""".split()
)


def light(verb: Verb, s: int, o: int) -> Iterator[Proposition]:
    """A light verb and its noun as one relation: "inked a deal with", "hold talks with", "owns 51 percent of"."""
    tree = verb.tree
    marked = [(tree.cases(x) or tree.cases(n), x) for n in tree.each(o, "nmod") for x in tree.conjuncts(n)]
    held = [*holding(tree, verb.known, verb.lemma, o)]
    part = share(tree, verb.known, o) if held else None
    for preposition, x in held or [*marked, *verb.around.plain]:
        senses = verb.lexicon.noun(*((STAKE, "in") if held else (tree.lemma(o), preposition)))
        if preposition and (held or preposition != "of") and senses and verb.known.usable(x) and x != s:
            words = [w for w in phrase(tree, o) if w <= o]
            relation = f"{verb.relation()} {tree.text(words)} {preposition}"
            engaged = held or verb.lexicon.is_a(verb.lemma, "LightVerb") or verb.lemma in ENTERING
            only = verb.lexicon.modality(tree.lemma(o), "noun") in ("planned", "desired")  # "a bid for"
            senses = senses if engaged and not only and not verb.particle else ()  # who ends talks is not in them
            predicate = f"{verb.lemma}_{tree.lemma(o)}_{preposition.partition(' ')[0]}"
            found = verb.proposition(s, relation, x, "light_verb", 0.88, senses, predicate)
            yield found if part is None else replace(found, qualifiers=(*found.qualifiers, ("share", part)))


def performed(verb: Verb) -> Iterator[Proposition]:
    """A deed done by words: who issues an order demanding a sale orders the sale."""
    tree, lexicon = verb.tree, verb.lexicon
    if verb.passive or not lexicon.is_a(verb.lemma, "LightVerb"):
        return
    for o in verb.objects():
        base = lexicon.verbal.get(tree.lemma(o), "")
        if not lexicon.is_a(base, "OrderVerb"):
            continue
        form = past(base) if verb.here.past else present(base)
        for c in [*tree.each(o, "acl"), *tree.each(verb.i, "advcl")]:
            inner = verb.clauses.inner.get(c) or (verb.clauses.main.get(c) if tree.has(c, "VerbForm=Inf") else None)
            if inner is not None:
                for s in verb.subjects:
                    yield verb.proposition(s, form, inner, "performed_order", 0.85, lexicon.verb(base), base)
