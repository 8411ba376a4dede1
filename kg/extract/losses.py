"""Whether a claim has lost what it cannot do without: a condition, a complement, the other half of a list."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from kg.extract.arguments import Arguments
from kg.extract.proposition import Proposition
from kg.extract.standing import REJECTING, marker
from kg.parse.tree import Tree
from kg.resolve.naming import ORGANISED
from kg.resolve.phrases import phrase

EXCEPTING = frozenset({"without", "except", "except for", "other than", "unless"})
FORBIDDING = REJECTING | {"prohibit", "ban", "bar", "prevent", "block"}
# what means nothing but by what is in it
CONTENTS = frozenset("idea notion fact".split())
POSTS = frozenset("post position office title job role".split())
NAMES = frozenset("name term word title phrase one method way".split())
MANY = ("kgo:Group", *ORGANISED)
ONE = ("kgo:Place", "kgo:Country", "kgo:Person", "kgo:Work")
EXTENT = frozenset("cover occupy border span comprise include control rule inhabit".split())
SIDES = frozenset(
    "northern southern eastern western central north-eastern north-western south-eastern south-western northeastern "
    "northwestern southeastern southwestern upper lower".split()
)
ENCLOSING = frozenset("surround encircle enclose".split())
PARTLY = frozenset("largely mostly mainly primarily chiefly partly predominantly".split())
JOINTS = frozenset({",", "and", "or"})


def lost(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Whether one of the rules says so."""
    return any(rule(tree, known, p) for rule in RULES)


def stranded(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """A preposition whose noun follows later: "trained to the level of, and like, the rest"."""
    for i in (p.subject, p.object):
        if isinstance(i, int):
            last = max(phrase(tree, i))
            if tree.words[last].upos == "ADP" and tree.words[last].deprel == "case" and last != i:
                return True
            after = tree.words[last + 1 :][:2]
            if (
                len(after) == 2
                and after[0].upos == "ADP"
                and after[0].deprel not in ("compound:prt", "advmod")
                and after[1].text.lower() in JOINTS
            ):
                return True
    return False


def excepted(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """An exception to what is forbidden, denied or said of all: "forbids sales without a licence", "all but | one
    left"."""
    if any(all_but(tree, a) for a in (p.subject, p.object) if isinstance(a, int)):
        return True
    every = isinstance(p.object, int) and any(tree.lemma(d) in ("every", "all") for d in tree.each(p.object, "det"))
    denied = p.stance.polarity == "negative" or p.lemma in FORBIDDING or every
    return denied and any(tree.cases(x) in EXCEPTING for _, x in p.qualifiers)


def all_but(tree: Tree, i: int) -> bool:
    """Whether a party is what is left out of all."""
    first = min(tree.subtree(i, without=("acl", "nmod", "punct")))
    words = [w.text.lower() for w in tree.words[max(first - 2, 0) : i]]
    return any(pair == ("all", "but") for pair in pairwise(words))


def restricted(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Who of all it is that does it: "brings attention to | athletes who are overlooked": others are not."""
    i = p.subject
    if not isinstance(i, int) or tree.upos(i) != "NOUN" or not tree.has(i, "Number=Plur"):
        return False
    doing = (c for c in tree.each(i, "acl") if c in p.words and tree.has(c, "VerbForm=Ger"))
    if tree.lemma(i) in ("person", "people") and tree.one(i, "det", "amod", "nummod") is None and any(doing):
        return True  # "helps | people struggling with debts"
    clauses = [c for c in tree.each(i, "acl") if c in p.words and tree[c].deprel == "acl:relcl"]
    clauses = [c for c in clauses if any(tree.lemma(w) == "who" for w in tree.each(c, "nsubj", "nsubj:pass"))]
    if not clauses or tree.one(i, "det", "nmod:poss", "nummod") is not None or tree.one(i, "cop") is not None:
        return False
    helpers = tree.each(clauses[0], "aux", "cop")
    tensed = any(tree.has(w, "Tense=Pres") for w in (helpers or clauses))
    return tensed and not tree.apart(clauses[0])


def first_of(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Of what one is the first, or than what something is more: "wrote the first guide in Latvia | for pilots", "a
    minority | larger than a third"."""
    o = p.object
    entity = known.party(o, p.words) if isinstance(o, int) else None
    if not isinstance(o, int) or entity is None or entity.named or tree.upos(o) != "NOUN":
        return False
    said = entity.name.replace("-", " ").split()
    behind = [c for c in tree.each(o, "nmod", "acl", "amod") if c > o and not tree.apart(c)]
    behind = [c for c in behind if tree[c].text not in said]
    first = any(tree.lemma(c) in ("first", "second", "third", "last", "only") for c in tree.each(o, "amod"))
    bare = len(said) == 1 and tree.article(o) == "a"
    more = any(tree.has(c, "Degree=Cmp") and c == o + 1 for c in behind)  # "a minority larger than a third"
    to = (
        first
        and p.rule.endswith("oblique")
        and any(marker(tree, c) == "to" for v in p.words for c in tree.each(v, "advcl") if c > o)
    )
    return (
        to or (bare and more) or (first and any(tree.rel(c) == "nmod" or tree.has(c, "VerbForm=Inf") for c in behind))
    )


def respective(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Which of two lists goes with which: "A and B lost five and four seats, respectively"; where the one is told as a
    plural ("both shops closed in 2012 and 2013 respectively"), nothing does."""
    pairing = [w for w in tree.words if w.text.lower() == "respectively"]
    if not isinstance(p.subject, int) or not any(set(p.words) & {*tree.ancestors(w.index)} for w in pairing):
        return False
    subjects = listed(tree, p.subject)
    objects = listed(tree, p.object) if isinstance(p.object, int) else []
    pairs: list[tuple[object, object]] = list(zip(subjects, objects, strict=False))
    if len(subjects) == 1:
        return len(objects) > 1 and tree.has(p.subject, "Number=Plur")
    return len(objects) != len(subjects) or (p.subject, p.object) not in pairs


def listed(tree: Tree, i: int) -> list[int]:
    """The list that a word is in, in its order."""
    while tree.rel(i) == "conj":
        i = tree[i].head
    return sorted(tree.conjuncts(i))


def unsaid(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """The content of an idea that an earlier sentence told, which name it was that somebody used, or what post held."""
    o = p.object
    entity = known.party(o, p.words) if isinstance(o, int) else None
    if not isinstance(o, int) or tree.upos(o) != "NOUN" or entity is None or entity.named or " " in entity.name:
        return False
    if p.lemma == "hold" and tree.lemma(o) in POSTS:
        return True
    named = p.rule == "passive_agent" and tree.lemma(o) in NAMES and tree.one(o, "cop") is not None
    return named or (tree.lemma(o) in CONTENTS and tree.article(o) == "the")


def judged(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """How it was received: "was well received by critics"."""
    ways = (tree[a].text.lower() for w in p.words for a in tree.each(w, "advmod"))
    person = isinstance(p.object, int) and known.entity_type(p.object) in ("kgo:Person", "kgo:Group")
    return (
        p.lemma == "receive"
        and not person
        and p.rule.startswith("passive")
        and any(w in ("well", "poorly", "badly") for w in ways)
    )


def numeral(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What those do that are but counted: "have included three that sold well"."""
    o = p.object
    return (
        isinstance(o, int) and tree.upos(o) == "NUM" and any(tree[c].deprel == "acl:relcl" for c in tree.each(o, "acl"))
    )


def deed(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What somebody does whom one is tired of: "is sick of | guys thinking so"."""
    o = p.object
    if p.rule != "copula_adjective" or not isinstance(o, int) or tree.cases(o) != "of":
        return False
    return any(tree.has(c, "VerbForm=Ger") and c == o + 1 for c in tree.each(o, "acl"))


def disagreeing(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """The right subject, where a verb in the singular is said of many: "fragments are kept, and is known as Q"; or one
    in the plural of one, by a relative clause: "the touches of the studio | that were there"."""
    i = p.subject
    verb = next((w for w in p.words if tree.lemma(w) == p.lemma and w not in (p.subject, p.object)), None)
    if p.rule == "passive_agent" or verb is None or not isinstance(i, int) or len(listed(tree, i)) > 1:
        return False
    helpers, noun, kind = tree.each(verb, "aux", "cop"), tree.upos(i) == "NOUN", known.entity_type(i)
    if not tree.has(i, "Number=Plur"):
        relative = any(c in p.words or c == verb for c in tree.each(i, "acl"))
        one = (noun or kind in ONE) and kind not in MANY
        return one and relative and any(tree.has(w, "Number=Plur") for w in helpers)
    own = tree.one(verb, "nsubj", "expl")
    taken = own is None or tree.has(own, "PronType=Rel")
    first = min(helpers, default=verb)
    return noun and taken and tree.has(first, "Number=Sing") and tree.has(first, "Person=3")


def side(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Which part of a land it is: "covers northern Vietnam"."""
    o = p.object
    if p.lemma not in EXTENT or not isinstance(o, int) or not known.is_place(o) or tree.upos(o) != "PROPN":
        return False
    return any(tree[c].text in SIDES and c < o for c in tree.each(o, "amod", "compound"))


def theirs(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """Whose an object is that another noun of the sentence owns: "teaches athletes and | their parents"."""
    o = p.object
    if not isinstance(o, int) or not isinstance(p.subject, int) or tree.has(p.subject, "Number=Plur"):
        return False
    their = [w for w in phrase(tree, o) if tree.lemma(w) == "their" and known.entity(w) is None]
    many = any(tree.has(w, "Number=Plur") and tree.upos(w) == "NOUN" for w in range(min(their, default=0)))
    return bool(their) and many and len(listed(tree, p.subject)) == 1


def distributed(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """What holds of a list as a whole: "most iodine comes from milk and fish", "is largely from A, B and C", "is
    surrounded by A and B"; two who "work as separate acts"."""
    if not isinstance(p.subject, int) or not isinstance(p.object, int):
        return False
    if p.lemma in ENCLOSING and p.rule == "passive_agent":
        return len(listed(tree, p.subject)) > 1
    objects = listed(tree, p.object)
    most = any(tree.lemma(d) in ("most", "half") for d in (p.subject, *tree.each(p.subject, "det", "amod")))
    above = {tree[p.object].head, p.object, tree[objects[0]].head}
    partly = any(tree.lemma(a) in PARTLY for w in (*above, *p.words) for a in tree.each(w, "advmod"))
    each = tree.cases(objects[0]) == "in" and known.is_place(p.object)  # "is mined mainly in A and B"
    partly = partly and not each
    if len(objects) > 1 and (most or partly) and p.rule.endswith(("oblique", "prepositional")):
        return True
    one = len(listed(tree, p.subject)) > 1 and tree.has(p.subject, "Number=Sing")
    return one and tree.cases(p.object) == "as" and tree.has(p.object, "Number=Plur")


def standing_for(tree: Tree, known: Arguments, p: Proposition) -> bool:
    """The verb that "do" stands for: "treat them as they do all others"."""
    verbs = (w for w in p.words if tree.lemma(w) == "do" and tree.upos(w) == "VERB")
    return p.lemma == "do" and any(marker(tree, w) == "as" for w in verbs)


RULES: tuple[Callable[[Tree, Arguments, Proposition], bool], ...] = (
    stranded,
    excepted,
    restricted,
    first_of,
    respective,
    unsaid,
    deed,
    numeral,
    judged,
    disagreeing,
    side,
    theirs,
    distributed,
    standing_for,
)
