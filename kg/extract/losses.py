"""Whether a claim has lost what it cannot do without: a condition, a complement, the other half of a list."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.arguments import Arguments
from kg.extract.proposition import Proposition
from kg.extract.standing import REJECTING
from kg.parse.tree import Tree
from kg.resolve.phrases import phrase

EXCEPTING = frozenset({"without", "except", "except for", "other than", "unless"})
FORBIDDING = REJECTING | {"prohibit", "ban", "bar", "prevent", "block"}
# what means nothing but by what is in it
CONTENTS = frozenset("idea notion fact".split())
NAMES = frozenset("name term word title phrase one method way".split())
SIDES = frozenset(
    "northern southern eastern western central north-eastern north-western south-eastern south-western northeastern "
    "northwestern southeastern southwestern upper lower".split()
)
JOINTS = frozenset({",", "and", "or"})


def lost(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Whether one of the rules says so."""
    return any(rule(tree, known, p) for rule in RULES)


def stranded(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """A preposition whose noun follows later: "trained to the level of, and like, the rest"."""
    for i in (p.subject, p.object):
        if isinstance(i, int):
            after = tree.words[max(phrase(tree, i)) + 1 :][:2]
            if len(after) == 2 and after[0].upos == "ADP" and after[1].text.lower() in JOINTS:
                return True
    return False


def excepted(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """An exception to what is forbidden or denied: "forbids sales without a licence"."""
    denied = p.stance.polarity == "negative" or p.lemma in FORBIDDING
    return denied and any(tree.cases(x) in EXCEPTING for _, x in p.qualifiers)


def restricted(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who of all it is that does it: "brings attention to | athletes who are overlooked": others are not."""
    i = p.subject
    if not isinstance(i, int) or tree.upos(i) != "NOUN" or not tree.has(i, "Number=Plur"):
        return False
    clauses = [c for c in tree.each(i, "acl") if c in p.words and tree[c].deprel == "acl:relcl"]
    if not clauses or tree.one(i, "det", "nmod:poss", "nummod") is not None or tree.one(i, "cop") is not None:
        return False
    helpers = tree.each(clauses[0], "aux", "aux:pass", "cop")
    tensed = any(tree.has(w, "Tense=Pres") for w in (helpers or clauses))
    apart = tree[min(tree.subtree(clauses[0], without=("punct",))) - 1].text == ","
    return tensed and not apart


def respective(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Which of two lists goes with which: "A and B lost five and four seats, respectively"."""
    if not any(word.text.lower() == "respectively" for word in tree.words) or not isinstance(p.subject, int):
        return False
    subjects = listed(tree, p.subject)
    if len(subjects) < 2:
        return False
    objects = listed(tree, p.object) if isinstance(p.object, int) else []
    if len(objects) != len(subjects):
        return True
    assert isinstance(p.object, int)
    return subjects.index(p.subject) != objects.index(p.object)


def listed(tree: Tree, i: int) -> list[int]:
    """The list that a word is in, in its order."""
    while tree.rel(i) == "conj":
        i = tree[i].head
    return sorted(tree.conjuncts(i))


def unsaid(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """The content of an idea that an earlier sentence told, or which name it was that somebody used."""
    o = p.object
    entity = known.party(o, p.words) if isinstance(o, int) else None
    if not isinstance(o, int) or tree.upos(o) != "NOUN" or entity is None or entity.named or " " in entity.name:
        return False
    named = p.rule == "passive_agent" and tree.lemma(o) in NAMES and tree.one(o, "cop") is not None
    return named or (tree.lemma(o) in CONTENTS and any(tree.has(d, "Definite=Def") for d in tree.each(o, "det")))


def deed(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What somebody does whom one is tired of: "is sick of | guys thinking so"."""
    o = p.object
    if p.rule != "copula_adjective" or not isinstance(o, int) or tree.cases(o) != "of":
        return False
    return any(tree.has(c, "VerbForm=Ger") and c == o + 1 for c in tree.each(o, "acl"))


def disagreeing(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """The right subject, where a verb in the singular is said of many: "fragments are kept, and is known as Q"."""
    i = p.subject
    verb = next((w for w in p.words if tree.lemma(w) == p.lemma and w not in (p.subject, p.object)), None)
    if verb is None or not isinstance(i, int) or tree.upos(i) != "NOUN" or not tree.has(i, "Number=Plur"):
        return False
    own = tree.one(verb, "nsubj", "expl")
    if own is not None and not tree.has(own, "PronType=Rel"):
        return False
    first = min(tree.each(verb, "aux", "cop"), default=verb)
    return tree.has(first, "Number=Sing") and tree.has(first, "Person=3") and len(listed(tree, i)) == 1


def side(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Which part of a land it is: "covers northern Vietnam"."""
    places = [p.subject, p.object] if p.rule == "verb_object" else [p.subject]
    for i in places:
        if isinstance(i, int) and known.is_place(i) and tree.upos(i) == "PROPN":
            if any(tree[c].text in SIDES and c < i for c in tree.each(i, "amod", "compound")):
                return True
    return False


RULES: tuple[Callable[[Tree, Arguments, Proposition], bool], ...] = (
    stranded,
    excepted,
    restricted,
    respective,
    unsaid,
    deed,
    disagreeing,
    side,
)
