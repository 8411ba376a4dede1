"""What a clause without arguments tells: what befell its subject, how much, when, what two did together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.attribution import told_by
from kg.extract.obliques import SENTENTIAL, WHEN
from kg.extract.proposition import Proposition
from kg.extract.sharing import INTRANSITIVE
from kg.extract.standing import NEGATION, inverted, marker
from kg.extract.valency import NO_PASSIVE, bound, particles
from kg.parse.tree import AMOUNTS, TEMPORAL, Tree
from kg.resolve.phrases import phrase

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

MEASURES = AMOUNTS - {"CARDINAL"}
NONFINITE = frozenset("be been being to".split())
# verbs that need a complement, even where the tree has none
OPEN = frozenset(
    "associate base believe call compose concern consider deem derive design do expect follow force give headquarter "
    "intend involve know label leave link locate make mean mistake name need own place put regard relate require say "
    "see set situate succeed suppose survive take tell think treat use".split()
)
# verbs that tell something without an object
COMPLETE = ((INTRANSITIVE | NO_PASSIVE) - {"become", "come", "go", "try"}) | frozenset(
    "abdicate abstain adjourn apologise apologize appeal bail capsize comment comply convene cooperate default "
    "deteriorate explode falter flood graduate intervene mutiny object prosper protest react relapse reply "
    "respond retaliate shrink stall starve testify vote".split()
)
# what two do together, and the preposition with which one does it
MUTUAL = {"marry": "", "wed": "", "merge": "with"}
APIECE = frozenset("both each either respectively twice or".split())
# of what unit an amount of money is ("40 dollars | a day"), and from where on a distance ("20 miles | from the mill")
UNIT = frozenset("a an per each".split())
LANDMARK = frozenset("from away off out above below north south east west".split())
BEING = frozenset("be exist live remain stand survive".split())
PASSING = (
    SENTENTIAL
    | WHEN
    | NEGATION
    | frozenset("also then later again eventually subsequently once when where why how".split())
)


def amounts(verb: Verb) -> Iterator[Proposition]:
    """How much, told without a preposition: "fell | 4.5 percent"."""
    if verb.passive or verb.copula is not None or verb.direct:
        return
    for n in verb.tree.each(verb.i, "obl:unmarked"):
        if n > verb.i and verb.known.value_type(n) in MEASURES and not landmarked(verb.tree, n):
            for s in verb.subjects:
                yield verb.proposition(s, verb.relation(), n, "verb_object", 0.85, verb.senses())


def landmarked(tree: Tree, n: int) -> bool:
    """Whether an amount means little without what follows it: "20 miles from the factory", "$40 a day"."""
    name = tree.name_at(n)
    after = (max(name[1], n) if name else n) + 1
    kind = name[2] if name else ""
    marks = UNIT if kind == "MONEY" else LANDMARK if kind == "QUANTITY" else frozenset[str]()
    return any(c > n for c in tree.each(n, "advmod")) or (after < len(tree) and tree[after].text.lower() in marks)


def mutual(verb: Verb) -> Iterator[Proposition]:
    """What two do to one another: "Ann and Bob married"; not if each did it, or with others."""
    tree = verb.tree
    if len(verb.subjects) != 2 or verb.lemma not in MUTUAL or verb.direct or verb.copula is not None:
        return
    parties = [verb.known.entity(s) for s in verb.subjects]
    named = all(tree.upos(s) == "PROPN" for s in verb.subjects) and all(e is not None and e.named for e in parties)
    apart = any(tree[w].text.lower() in APIECE for w in tree.subtree(verb.i, without=("advcl", "conj")))
    if named and not apart and not verb.around.plain and not verb.around.agents:
        one, other = verb.subjects
        preposition = "to" if verb.passive else MUTUAL[verb.lemma]
        senses = verb.meaning(preposition) if preposition == "with" else verb.senses()
        yield verb.proposition(one, f"{verb.relation()} {preposition}".rstrip(), other, "verb_object", 0.85, senses)


def existential(verb: Verb) -> Iterator[Proposition]:
    """What there is, and where: "there is a mill in Aune"."""
    tree = verb.tree
    if verb.lemma not in BEING or tree.one(verb.i, "expl") is None or verb.copula is not None:
        return
    for s in tree.each(verb.i, "nsubj"):
        for n in (n for n in tree.each(s, "nmod") if tree.cases(n) in ("in", "on", "at", "near") and n > s):
            if n not in phrase(tree, s) and verb.known.usable(s) and verb.known.is_place(n):
                yield verb.proposition(s, f"{verb.relation()} {tree.cases(n)}", n, "verb_oblique", 0.8, ())


def alone(verb: Verb) -> Iterator[Proposition]:
    """What befell the subject, or when it did what it did, where nothing else is told: "was | captured", "closed | last
    year"."""
    tree, i = verb.tree, verb.i
    if verb.copula is not None or verb.direct or tree.one(i, "xcomp", "ccomp") is not None or tree.upos(i) != "VERB":
        return
    told = () if verb.passive else tuple(x for x in happening(verb) if not tree.each(x[1], "acl"))
    for preposition, x in told[:1]:
        for s in verb.subjects:
            yield verb.proposition(s, f"{verb.relation()} {preposition}".rstrip(), x, "verb_oblique", 0.8, ())
    bare = tree.rel(i) == "xcomp" and not tree.each(i, "mark")  # "made ends | meet"
    aims = any(marker(tree, c) == "to" for c in tree.each(i, "advcl"))  # "did not stay | to fight it"
    dates = tree.rel(i) == "acl" and tree.lemma(tree[i].head) in TEMPORAL  # "the first time that they met"
    if verb.passive or (not told and verb.lemma in COMPLETE and not (aims or dates or bare)):
        yield from helped(verb)


def happening(verb: Verb) -> Iterator[tuple[str, int]]:
    """When or under what something happened: "closed | last year", "died after | an accident", "failed because of |
    a lack of money"."""
    yield from ((preposition, x) for preposition, x in verb.around.times if not preposition)
    if verb.lemma in COMPLETE:
        for preposition, x in [*verb.around.times, *verb.around.around]:
            if preposition and x > verb.i and verb.known.usable(x):
                yield preposition, x
    for c in verb.tree.each(verb.i, "advcl", "xcomp"):
        ages = verb.tree.each(c, "nummod", "obl", "obl:unmarked") or verb.tree.each(verb.i, "obl", "nummod")
        if verb.tree[c].text.lower() == "aged" and c + 1 in ages:
            yield "aged", c + 1


def helped(verb: Verb) -> Iterator[Proposition]:
    """What befell somebody, told by what helps its verb, with the adverbs before that: "was | captured", "was | wrongly
    identified", "has | died", "may | resign"."""
    tree, i = verb.tree, verb.i
    done = sorted({i, *particles(tree, i), *tree.each(i, "compound:prt")})
    relation, text = verb.relation(), tree.text(done).lower()
    be = relation[: -len(text)].rstrip()
    aided = verb.here.lead or min(tree.each(i, "aux:pass", "aux"), default=i) < i
    finite = aided and be and be.lower().partition(" ")[0] not in NONFINITE
    finite = finite and relation.lower() == f"{be} {text}".lower()
    open_ = verb.lemma in OPEN and done == [i]  # "was forced", but "was forced out"
    if not finite or open_ or bound(tree, i) or incomplete(verb, done):
        return
    before = [c for c in tree.each(i, "advmod") if c < i and tree[c].text.lower() not in PASSING]
    ways = [w for c in before for w in tree.subtree(c) if w < i and tree[w].text.lower() not in be.lower().split()]
    for s in verb.subjects:
        yield verb.proposition(s, be, tuple(sorted({*ways, *done})), "verb_alone", 0.8, ())


def incomplete(verb: Verb, done: Sequence[int]) -> bool:
    """Whether a verb has a phrase that nothing tells ("was survived by them"), a preposition without its noun ("was
    sent for"), or is all but so; or tells how it was done alone ("how it was built")."""
    tree, i = verb.tree, verb.i
    told = {x for _, x in [*verb.around.times, *verb.around.places, *verb.around.around]}
    counted = any(c > i and tree.has(c, "NumType=Mult") for c in tree.each(i, "advmod"))  # "was paid | twice"
    sources = {x for x in tree.each(i, "obl") if told_by(tree, x)}  # told by the standing
    untold = counted or any(verb.known.stand(x) not in told for x in tree.each(i, "obl") if x not in sources)
    stranded = any(c > i and tree.upos(c) == "ADP" and c not in done for c in tree.children[i])
    more = any(tree.one(c, "det") is not None for c in tree.each(i, "advmod"))  # "the more it has grown"
    unless = tree.rel(i) == "advcl" and inverted(tree, i)  # "should it fail"
    asked = more or unless or any(tree.lemma(c) in ("how", "why") for c in tree.each(i, "advmod"))
    return untold or stranded or asked or tree[i - 1].text.lower() == "but"
