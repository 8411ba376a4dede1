"""Which of the lexicon's readings of a proposition its other parts leave.

Each rule tells that a proposition does not mean what its words may mean elsewhere; `FORBID` says what it then does not.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.arguments import Arguments
from kg.extract.proposition import Proposition
from kg.lexicon import Sense
from kg.parse.tree import Tree
from kg.resolve.naming import ORGANISED
from kg.types import Entity

ABSTRACT = frozenset({"possess", "acquire", "establish", "re-establish", "take", "execute"})
OWNERS = frozenset({"kgo:Person", *ORGANISED})
UNOWNED = frozenset({"kgo:Person", "kgo:Place", "kgo:Country", "kgo:Group"})
MEASURED = ("QUANTITY", "TIME", "DATE")
UNLED = frozenset("race marathon sprint lap mile relay errand risk".split())  # run, but not led
WILL = frozenset({"kgo:bans", "kgo:approves", "kgo:demands", "kgo:investsIn"})
LAWFUL = frozenset("rule measure decision ruling policy law bill act order treaty amendment ban".split())
DEEDS = frozenset(
    "attack operation offensive strike investigation inquiry probe war raid invasion assault appeal petition search "
    "campaign effort bid".split()
)


def type_of(known: Arguments, argument: object) -> str:
    """The class of what stands at a word of the tree."""
    return known.entity_type(argument) if isinstance(argument, int) else "kgo:Thing"


def unemployed(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """ "Her professor" does not work for her, nor a "minister for Europe" for Europe."""
    return "relational" in p.rule and type_of(known, p.object) in ("kgo:Person", "kgo:Place")


def unheld(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What belongs to a land, a people or a family of plants is not owned; who belongs to a body is of it."""
    owner, owned = type_of(known, p.object), type_of(known, p.subject)
    return p.lemma == "belong" and (owner not in OWNERS or owned in UNOWNED)


def national(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """A land's brand is not its property."""
    return p.predicate == "be_brand_of" and type_of(known, p.object) in UNOWNED


def partly(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What is "51 percent owned by X", or jointly, is not X's in whole."""
    verbs = [w for w in p.words if tree.lemma(w) == p.lemma == "own" and tree.upos(w) == "VERB"]
    beside = [c for v in verbs for c in (*tree.each(v, "advmod", "obl", "obj"), tree[v].head)]
    return any(tree.lemma(c) in ("partly", "jointly", "part") or known.value_type(c) == "PERCENT" for c in beside)


def served(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who serves fish on a terrace is no member of it."""
    return p.lemma == "serve" and p.rule == "verb_object_oblique"


def inert(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """A lake that possesses islands does not own them."""
    return p.lemma == "possess" and type_of(known, p.subject) not in OWNERS | {"kgo:Country", "kgo:Group"}


def exchanged(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who replaces one with another, or a roof, does not succeed it."""
    kind = known.entity(p.object) if isinstance(p.object, int) else None
    thing = kind is not None and not kind.named and kind.type == "kgo:Thing"
    return p.lemma == "replace" and (thing or any(role == "with" for role, _ in p.qualifiers))


def abstract(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """A gift one possesses is no property, peace that one establishes no firm, an attack one launches no product."""
    thing = known.entity(p.object) if isinstance(p.object, int) else None
    if thing is None or not isinstance(p.object, int) or thing.named or thing.type != "kgo:Thing":
        return False
    return p.lemma in ABSTRACT or (p.lemma == "launch" and tree.lemma(p.object) in DEEDS)


def person_made(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who creates her a consort made nobody, and what one paints is not its picture."""
    thing = known.entity(p.object) if isinstance(p.object, int) else None
    picture = thing is not None and (thing.named or thing.type == "kgo:Work")
    person = p.lemma == "create" and type_of(known, p.object) == "kgo:Person"
    return person or (p.lemma in ("paint", "draw") and not picture)


def no_member(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who joins a person is no member of him, nor of a place; nor is a machine that joins the fabric."""
    if p.lemma != "join" or p.rule == "verb_object_oblique":  # "joined Acme as vice president"
        return False
    subject = known.entity(p.subject) if isinstance(p.subject, int) else None
    agents = OWNERS | {"kgo:Country", "kgo:Group"}
    thing = subject is not None and not subject.named and subject.type not in agents
    return thing or type_of(known, p.object) in ("kgo:Person", "kgo:Place")


def best_in(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who leads a league in goals, or a team with nine, is not at its head; who leads a group to a place, and a road
    that does, causes nothing."""
    verbs = [w for w in p.words if tree.lemma(w) == p.lemma and tree.upos(w) == "VERB"]
    fields = [x for v in verbs for x in tree.each(v, "obl") if tree.cases(x) == "in"]
    counts = [x for v in verbs for x in tree.each(v, "obl") if tree.cases(x) == "with" and tree.one(x, "nummod")]
    ranked = bool(counts) or any(not known.is_place(x) and not known.is_time(x) for x in fields)
    there = p.rule == "verb_oblique" and isinstance(p.object, int) and known.is_place(p.object)
    return p.lemma == "lead" and (ranked or there or p.rule == "verb_object_oblique")


def raced(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who runs a marathon, a risk, or it in ten seconds leads nothing."""
    timed = isinstance(p.object, int) and (tree.lemma(p.object) in UNLED or known.value_type(p.object) in MEASURED)
    return p.lemma == "run" and timed


def billed(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who charges a fee, or somebody for using a road, accuses nobody."""
    return p.lemma == "charge" and (type_of(known, p.object) == "kgo:Thing" or "purpose" in dict(p.qualifiers))


def laid(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """An attack that is blamed on somebody is not accused."""
    beside = [] if not isinstance(p.object, int) else [*tree.children[p.object], *tree.children[tree[p.object].head]]
    return p.lemma == "blame" and any(tree.cases(c) == "on" for c in beside)


def sporting(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who is a land's captain or coach leads its team."""
    return p.predicate in ("be_captain_of", "be_coach_of") and type_of(known, p.object) == "kgo:Country"


def will_less(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Nothing but somebody bans, allows or demands; who introduces somebody announces nobody, and who
    adopts a law does not use it."""
    acts = known.entity_type(p.subject) if isinstance(p.subject, int) else p.subject.type
    will = {s.property for s in p.senses} & WILL
    lawful = isinstance(p.subject, int) and tree.lemma(p.subject) in LAWFUL
    person = p.lemma == "introduce" and type_of(known, p.object) == "kgo:Person"
    return (
        bool(will and acts == "kgo:Thing" and not lawful)
        or person
        or (p.lemma == "adopt" and type_of(known, p.object) == "kgo:Law")
    )


def another_maker(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What a house publishes is not its own work."""
    acts = known.entity_type(p.subject) if isinstance(p.subject, int) else p.subject.type
    return p.lemma == "publish" and acts in ORGANISED


def speechless(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What shows something is no speaker."""
    acts = known.entity_type(p.subject) if isinstance(p.subject, int) else p.subject.type
    return p.lemma == "reveal" and acts == "kgo:Thing" and isinstance(p.object, int)


def entitled(known: Arguments, who: object) -> bool:
    """Whether somebody who names another may give a post by it: a body or a person with a name, but no prosecutors."""
    entity = known.entity(who) if isinstance(who, int) else who
    body = isinstance(entity, Entity) and entity.type in (*ORGANISED, "kgo:Country")
    return body or (isinstance(entity, Entity) and entity.named and entity.type == "kgo:Person")


def called(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who names somebody, or names her "as a defendant", appoints nobody."""
    if p.lemma != "name" or p.rule.startswith("post"):  # "was named head of": what the naming gave
        return False
    roles = [i for role, i in p.qualifiers if role == "role"]
    if not entitled(known, p.subject):
        return True
    office = all(known.entity_type(i) in ("kgo:Person", "kgo:Position") for i in roles)
    return not office or (isinstance(p.object, int) and tree.upos(p.object) == "PROPN" and not roles)


def unposted(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What "served as a base" has no post."""
    return type_of(known, p.object) not in ("kgo:Person", "kgo:Position", "kgo:Thing")


Rule = Callable[[Tree, Arguments, Proposition], bool]
FORBID: tuple[tuple[Rule, str], ...] = (
    (unemployed, "kgo:worksFor"),
    (unheld, ""),
    (national, ""),
    (partly, "kgo:owns"),
    (served, ""),
    (inert, ""),
    (exchanged, "kgo:succeeds"),
    (abstract, ""),
    (person_made, ""),
    (no_member, ""),
    (best_in, ""),
    (raced, ""),
    (billed, ""),
    (laid, ""),
    (sporting, "kgo:leads"),
    (will_less, ""),
    (another_maker, ""),
    (speechless, ""),
    (called, ""),
    (unposted, "kgo:holdsPosition"),
)
"""The rules, with the property that each forbids: every one, where none is named."""


def readings(tree: Tree, known: Arguments, p: Proposition) -> tuple[Sense, ...]:
    """The readings of a proposition that no rule forbids."""
    forbidden = {wrong for rule, wrong in FORBID if rule(tree, known, p)}
    return () if "" in forbidden else tuple(s for s in p.senses if s.property not in forbidden)
