"""Who holds a post, and where, by a verb and its "as": "served as chief executive of Nokia", "hired her as editor"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.inflect import past
from kg.extract.offices import OFFICES, full_noun
from kg.extract.predicates import Predicate
from kg.extract.proposition import Proposition
from kg.extract.readings import entitled
from kg.parse.tree import TEMPORAL

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

FILLING = frozenset({"kgo:appoints", "kgo:hires"})  # what verbs mean whose object gets the post
PROPOSING = frozenset({"nominate"})  # who is nominated has no post yet


def posts(verb: Verb) -> Iterator[Proposition]:
    """The propositions about posts beyond the verb's own."""
    if verb.copula is None:
        yield from given(verb) if fills(verb) else taken(verb)


def given(verb: Verb) -> Iterator[Proposition]:
    """What the verb's object gets: "appointed her | minister", "hired her as | editor"."""
    if not appoints(verb):
        return
    was = f"was {past(verb.lemma)}"
    behind = [(c, was) for c in verb.tree.each(verb.i, "xcomp") if not verb.tree.is_clause(c)]
    behind += [(x, f"{was} as") for p, x in verb.around.plain if p == "as"]
    for x, be in behind if verb.direct else ():
        holder = verb.direct[0]
        if x == holder or not is_post(verb, x):
            continue
        if be == was:  # behind "as" the verb itself tells whom it appoints
            for s in verb.subjects:
                deed = verb.proposition(s, verb.relation(), holder, "verb_object", 0.9, verb.senses())
                yield replace(deed, qualifiers=(*deed.qualifiers, ("role", x)))
        yield from held(Predicate(verb, holder, x, be, "post", 0.85))


def taken(verb: Verb) -> Iterator[Proposition]:
    """Where the post is that the verb's subject takes: "took over as director of | the museum"."""
    entity = verb.known.party(verb.direct[0], [verb.i]) if verb.direct else None
    if not takes(verb) or (verb.direct and entity is None):
        return
    relation = " ".join(word for word in (verb.relation(), entity.name if entity else "", "as") if word)
    for s in verb.subjects:
        for x in (x for p, x in verb.around.plain if p == "as" and is_post(verb, x)):
            told = held(Predicate(verb, s, x, relation, "post", 0.85))
            yield from (p for p in told if p.object != x)  # that he took it, the verb itself tells


def held(predicate: Predicate) -> Iterator[Proposition]:
    """The propositions of a predicate, which are not told again by their circumstances."""
    for p in predicate.nominal():
        yield replace(p, qualifiers=tuple(q for q in p.qualifiers if q[1] != predicate.x))


def fills(verb: Verb) -> bool:
    """Whether the verb gives its object a post."""
    return not verb.passive and any(s.property in FILLING for s in verb.senses())


def takes(verb: Verb) -> bool:
    """Whether the verb's subject takes or has the post behind "as": "served", "was hired", but not "was replaced"."""
    succeeded = verb.passive and any(s.property == "kgo:succeeds" for s in verb.senses())
    return bool(verb.meaning("as")) and not fills(verb) and not succeeded


def appoints(verb: Verb) -> bool:
    """Whether a verb that may give a post has given it: not "will appoint", "never hired", "to elect"; and only a body
    or somebody with a name names one to it, while prosecutors name a leader of the gang."""
    tree = verb.tree
    helped = any(tree.lemma(a) != "have" for a in tree.each(verb.i, "aux"))
    done = not helped and not verb.here.lead and not tree.has(verb.i, "VerbForm=Inf")
    done = done and verb.here.stance.polarity == "positive" and verb.lemma not in PROPOSING
    return done and (verb.lemma != "name" or any(entitled(verb.known, s) for s in verb.subjects))


def is_post(verb: Verb, x: int) -> bool:
    """Whether a noun is one for those who hold a post, and no prize: "coach of the year"."""
    tree, noun = verb.tree, full_noun(verb.tree, verb.lexicon, x)
    prize = any(tree.lemma(n) in TEMPORAL and tree.cases(n) == "of" for n in tree.each(x, "nmod"))
    return not prize and any(s.property in OFFICES for s in verb.lexicon.noun(noun))
