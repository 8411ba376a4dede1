"""Who holds a post, and where, by a verb and its "as": "served as chief executive of Nokia", "hired her as editor"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.predicates import OFFICES, Predicate, full_noun
from kg.extract.proposition import Proposition

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

FILLING = {"kgo:appoints", "kgo:hires"}  # what verbs mean whose object gets the post
PROPOSING = frozenset({"nominate"})  # who is nominated has no post yet


def posts(verb: Verb) -> Iterator[Proposition]:
    """The propositions about posts beyond the verb's own."""
    if verb.copula is not None:
        return
    for x, be in filled(verb):
        for o in verb.direct:
            if o != x:
                if verb.tree.rel(x) == "xcomp":  # behind "as" the verb itself tells it
                    for s in verb.subjects:
                        deed = verb.proposition(s, verb.relation(), o, "verb_object", 0.9, verb.senses())
                        yield replace(deed, qualifiers=(*deed.qualifiers, ("role", x)))
                yield from held(Predicate(verb, o, x, be, "post", 0.85))
    entity = verb.known.party(verb.direct[0], [verb.i]) if verb.direct else None
    if takes(verb) and (entity is not None or not verb.direct):
        relation = " ".join(word for word in (verb.relation(), entity.name if entity else "", "as") if word)
        for s in verb.subjects:
            for x in (x for p, x in verb.around.plain if p == "as" and in_post(verb, x)):
                told = held(Predicate(verb, s, x, relation, "post", 0.85))
                yield from (p for p in told if p.rule == "post_relational")  # the verb itself tells the other


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


def filled(verb: Verb) -> list[tuple[int, str]]:
    """The posts that the verb gives its object, and its words for that: "appointed her | minister", "hired her as |
    editor"."""
    if not fills(verb) or verb.lemma in PROPOSING or verb.here.lead or verb.tree.one(verb.i, "aux") is not None:
        return []
    was = f"was {verb.tree[verb.i].text.lower()}"
    behind = [(c, was) for c in verb.tree.each(verb.i, "xcomp") if not verb.tree.is_clause(c)]
    behind += [(x, f"{was} as") for p, x in verb.around.plain if p == "as"]
    return [(x, be) for x, be in behind if in_post(verb, x)]


def in_post(verb: Verb, x: int) -> bool:
    """Whether a noun is one for those who hold a post."""
    noun = full_noun(verb.tree, verb.lexicon, x)
    return any(s.property in OFFICES for s in verb.lexicon.noun(noun))
