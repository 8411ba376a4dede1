"""Which of the lexicon's readings of a proposition its other parts leave."""

from __future__ import annotations

from kg.extract.arguments import Arguments
from kg.extract.proposition import Proposition
from kg.lexicon import Sense
from kg.parse.tree import Tree


def readings(tree: Tree, known: Arguments, p: Proposition) -> tuple[Sense, ...]:
    """The readings of a proposition: who names somebody, or names her "as a defendant", appoints nobody, who replaces
    one with another does not succeed it, and "her professor" works not for her."""
    roles = [i for role, i in p.qualifiers if role == "role"]
    if "relational" in p.rule and isinstance(p.object, int) and known.entity_type(p.object) == "kgo:Person":
        return tuple(sense for sense in p.senses if sense.property != "kgo:worksFor")
    if p.lemma == "replace" and any(role == "with" for role, _ in p.qualifiers):
        return ()
    office = all(known.entity_type(i) in ("kgo:Person", "kgo:Position") for i in roles)
    called = isinstance(p.object, int) and tree.upos(p.object) == "PROPN" and not roles
    return p.senses if p.lemma != "name" or (office and not called) else ()
