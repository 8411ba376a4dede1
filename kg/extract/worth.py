"""Whether a claim is worth making: whether it says anything, and of anything."""

from __future__ import annotations

import re

from kg.extract.arguments import Arguments
from kg.extract.bearers import cleaves
from kg.extract.obliques import open_content
from kg.extract.proposition import Proposition
from kg.parse.tree import Tree
from kg.resolve.phrases import selecting
from kg.types import Claim, Entity, Literal

LONGEST = 14
"""The most words of a phrase that still names something."""

# prepositions that no verb takes for a particle, and what may stand behind one that has lost its noun
STRANDED = frozenset("at of for with from into as among between until since under".split())
PREPOSITIONS = STRANDED | frozenset("in on to by through before after".split())
UNITING = frozenset("unite unify combine connect link mix blend reconcile separate compare distinguish".split())
HOLLOW = frozenset(
    "latter former below following above others other rest variety number range lot kind type sort amount sense array "
    "same first second third last factors reasons things aspects thing individual".split()
)
LIKE = re.compile(r"(that|such|this) (capacity|position|role|way|manner|regard|respect)")
COUNTS = frozenset("number percentage proportion share amount".split())
RENAMED = re.compile(r" (?:named|called|titled|entitled|dubbed|known as) (.+)$")
CALLING = frozenset("name call title entitle dub know".split())
WHOSE = frozenset("its his her their our my your".split())
UNRESOLVED = frozenset("them it whom which".split())


def idle(subject: Entity, target: Entity | Literal | Claim) -> bool:
    """Whether a claim would say nothing: about itself, or with a part too long to be a name of anything."""
    if any(unbalanced(e.name) for e in (subject, target) if isinstance(e, Entity)):
        return True
    if isinstance(target, Entity) and (target.id == subject.id or len(target.name.split()) > LONGEST):
        return True
    return len(subject.name.split()) > LONGEST


def garbled(relation: str) -> bool:
    """Whether a relation ends in two prepositions of which the first lost its noun: "was found at into"."""
    words = relation.split()[-2:]
    return len(words) == 2 and words[0] in STRANDED and words[1] in PREPOSITIONS - {"by"}


def unbalanced(name: str) -> bool:
    """Whether a phrase has a closing bracket whose opening one is not in it."""
    return name.count(")") > name.count("(") or name.count("”") > name.count("“")


def vague(subject: Entity) -> bool:
    """Whether a subject is somebody's, but whose is unresolved ("its first success", "half of them",
    "five of whom")."""
    words = subject.name.lower().split(" ")
    return not subject.named and (words[0] in WHOSE or (words[-2:-1] == ["of"] and words[-1] in UNRESOLVED))


def hollow(party: Entity | Literal | Claim) -> bool:
    """Whether a party is but a word that needs another to mean anything: "the latter", "a variety"."""
    if isinstance(party, Entity):
        name = party.name.lower().removeprefix("another ")
        return not party.named and (name in HOLLOW or LIKE.fullmatch(name) is not None)
    return isinstance(party, Literal) and party.text.lower() in HOLLOW


def echo(p: Proposition, subject: Entity, target: Entity | Literal | Claim) -> bool:
    """Whether an object only says its subject's noun again ("the highlighted age refers to an age"), or the name that
    the subject is already called by ("a ground named Mill Road is named Mill Road")."""
    calls = p.lemma in CALLING or p.rule.startswith(("copula", "description"))
    called = RENAMED.search(subject.name) if calls else None
    if called and isinstance(target, Entity) and called[1] == target.name:
        return True
    plain = isinstance(target, Entity) and not target.named and " " not in target.name
    return (
        plain
        and not subject.named
        and isinstance(target, Entity)
        and subject.name.lower().endswith(f" {target.name.lower()}")
    )


def together(tree: Tree, p: Proposition) -> bool:
    """Whether a verb is said of the things joined by "and" together, and of none alone: "united A and B"."""
    whole = (p.rule == "verb_object" and p.lemma in UNITING) or (p.lemma == "consist" and p.rule == "verb_oblique")
    also = any(tree.lemma(c) in ("also", "variously") for w in p.words for c in tree.each(w, "advmod"))
    called = p.lemma in ("know", "bill") and p.relation.endswith(" as") and not also  # "was known as Bell and Rowe"
    whole = whole or (called and isinstance(p.object, int) and tree.upos(p.object) == "PROPN")
    return whole and isinstance(p.object, int) and (tree.rel(p.object) == "conj" or len(tree.conjuncts(p.object)) > 1)


def tautology(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Whether a party's own name says it already: that "birds that eat fish" eat fish, that X wrote "every book
    that X wrote"; of "the book" it is told without its clause."""
    words = [a for a in (p.subject, p.object) if isinstance(a, int)]
    # "it was not the captain but the first mate who did it"
    words = [a for a in words if not cleaves(tree, tree[a].head if tree.rel(a) == "conj" else a)]
    # what is said of "the law that …" holds of the law, not of "the first law"; "no law" may be denied it
    apart = ({"the"}, {"no"}) if p.stance.polarity == "negative" else ({"the"},)
    return any(known.telling(a, p.words) and selecting(tree, a) not in apart for a in words)


def counted_by_deed(tree: Tree, known: Arguments, i: int) -> bool:
    """Whether what is counted is told by a clause that the name leaves out: "the number of men joining the army"."""
    entity = known.entity(i)
    deeds = [c for n in tree.each(i, "nmod") for c in tree.each(n, "acl")]
    return entity is not None and any(tree[c].text not in entity.name.split() for c in deeds)


def contentless(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Whether a subject means nothing without the clause that tells its content: "the fact that … surprised"."""
    i = p.subject
    if isinstance(i, int) and tree.lemma(i) in COUNTS and counted_by_deed(tree, known, i):
        return True
    if not isinstance(i, int) or not open_content(tree, i) or tree.one(i, "nmod:poss") is not None:
        return False
    entity = known.entity(i)
    return entity is not None and not entity.named and " that " not in entity.name
