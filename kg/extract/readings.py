"""Which of the lexicon's readings of a proposition its other parts leave."""

from __future__ import annotations

from kg.extract.arguments import Arguments
from kg.extract.proposition import Proposition
from kg.lexicon import Sense
from kg.parse.tree import Tree

ABSTRACT = frozenset({"possess", "acquire", "establish", "re-establish"})
OWNERS = frozenset({"kgo:Person", "kgo:Organization", "kgo:Company", "kgo:Government"})
DEEDS = frozenset(
    "attack operation offensive strike investigation inquiry probe war raid invasion assault appeal petition search "
    "campaign effort bid".split()
)


def holds(known: Arguments, p: Proposition) -> bool:
    """Whether what something belongs to can own it: a person or a firm, and no land, people or family of plants; who
    belongs to a body is of it."""
    kinds = [known.entity_type(i) if isinstance(i, int) else "kgo:Thing" for i in (p.object, p.subject)]
    return kinds[0] in OWNERS and kinds[1] not in ("kgo:Person", "kgo:Place", "kgo:Country", "kgo:Group")


def readings(tree: Tree, known: Arguments, p: Proposition) -> tuple[Sense, ...]:
    """The readings of a proposition: who names somebody, or names her "as a defendant", appoints nobody, who replaces
    one with another does not succeed it, and "her professor" works not for her. A gift one possesses is no property, peace
    that one establishes no firm, an attack one launches no product, what a house publishes not its own work, and what shows something no speaker."""
    roles = [i for role, i in p.qualifiers if role == "role"]
    if "relational" in p.rule and isinstance(p.object, int) and known.entity_type(p.object) == "kgo:Person":
        return tuple(sense for sense in p.senses if sense.property != "kgo:worksFor")
    if "relational" in p.rule and isinstance(p.object, int) and known.entity_type(p.object) == "kgo:Place":
        return tuple(sense for sense in p.senses if sense.property != "kgo:worksFor")  # a "minister for Europe"
    if p.lemma == "belong":
        return p.senses if isinstance(p.object, int) and holds(known, p) else ()
    if p.lemma == "replace" and any(role == "with" for role, _ in p.qualifiers):
        return ()
    if p.lemma in ABSTRACT | {"launch"} and isinstance(p.object, int) and known.entity_type(p.object) == "kgo:Thing":
        thing = known.entity(p.object)
        abstract = thing is not None and not thing.named and (p.lemma in ABSTRACT or tree.lemma(p.object) in DEEDS)
        return () if abstract else p.senses
    acts = known.entity_type(p.subject) if isinstance(p.subject, int) else p.subject.type
    if p.lemma == "publish" and acts in ("kgo:Organization", "kgo:Company", "kgo:Government"):
        return ()
    if p.lemma == "reveal" and acts == "kgo:Thing" and isinstance(p.object, int):
        return ()
    office = all(known.entity_type(i) in ("kgo:Person", "kgo:Position") for i in roles)
    called = isinstance(p.object, int) and tree.upos(p.object) == "PROPN" and not roles
    return p.senses if p.lemma != "name" or (office and not called) else ()
