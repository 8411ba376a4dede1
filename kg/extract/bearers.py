"""Which noun a modifying clause is about, where the tree leaves it to one beside it: "who" is a person, what is
published a work, and a land or a body is led."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arguments import Arguments
from kg.extract.standing import negated
from kg.lexicon import Lexicon
from kg.parse.tree import Tree

# what is done to works, and to bodies
WORK_VERBS = frozenset("air author broadcast compose co-write direct premiere publish record release write".split())
BODY_VERBS = frozenset("chair command head lead represent".split())
MAKING = frozenset("manufacture produce sell employ develop operate publish design make supply market".split())
SITES = frozenset("factory farm foundry mill mine plant refinery shipyard site smelter works".split())
# what harms, rather than the place where it does
BLOWS = frozenset("blast crash earthquake explosion fire flood storm".split())
HARMING = frozenset("burn damage destroy engulf gut injure kill level wound".split())
NOUNS = ("NOUN", "PROPN")
LED = ("kgo:Organization", "kgo:Group", "kgo:Place", "kgo:Event")


def bearer(tree: Tree, lexicon: Lexicon, known: Arguments, i: int, c: int) -> int:
    """The noun that clause `c`, which hangs on `i`, is about."""
    said = tree[i].head
    if tree.lemma(i) == "what" and tree.rel(i) == "nsubj" and tree.one(said, "cop") and tree.upos(said) in NOUNS:
        return i if negated(tree, said) else said  # "what Kodak invented was the camera"
    inside = tree.subtree(c, without=("acl:relcl",))
    which = any(tree.lemma(w) == "which" for w in inside[:3] if tree[c].deprel == "acl:relcl")
    if which and of_kind(tree, lexicon, known, i, ("kgo:Person",)) and tree.upos(i) in NOUNS:
        return impersonal(tree, lexicon, known, i, c)
    if any(tree[w].text.lower() in ("who", "whom") for w in inside[:3] if tree[c].deprel == "acl:relcl"):
        return animate(tree, lexicon, known, i, c)
    if tree[c].deprel == "acl:relcl" and tree.one(c, "aux:pass") is None:
        made = tree.lemma(c) in MAKING and of_kind(tree, lexicon, known, i, ("kgo:Place",))
        firms = (a for a in tree.ancestors(i) if of_kind(tree, lexicon, known, a, ("kgo:Organization",)))
        works = (a for a in above(tree, i) if tree.lemma(a) in SITES)
        event = next((a for a in above(tree, i) if tree.lemma(a) in BLOWS), i) if tree.lemma(c) in HARMING else i
        return next(firms, next(works, i)) if made else event  # "a firm based in Riga, which makes boats"
    kinds = ("kgo:Work",) if tree.lemma(c) in WORK_VERBS else LED if tree.lemma(c) in BODY_VERBS else ()
    if not kinds or not tree.has(c, "VerbForm=Part") or of_kind(tree, lexicon, known, i, kinds):
        return i
    near = [*within(tree, i, c), *(above(tree, i) if kinds == ("kgo:Work",) else ())]
    return next((n for n in near if of_kind(tree, lexicon, known, n, kinds)), i)


def of_kind(tree: Tree, lexicon: Lexicon, known: Arguments, i: int, kinds: tuple[str, ...]) -> bool:
    """Whether what stands at a word is of one of some classes."""
    types = {known.entity_type(i), lexicon.denotes.get(tree.lemma(i), "kgo:Thing")}
    return any(lexicon.is_kind(type, kind) for type in types for kind in kinds)


def within(tree: Tree, i: int, c: int) -> Iterator[int]:
    """The nouns of a phrase between its head and the clause, the nearest to the clause first."""
    for n in reversed(tree.each(i, "nmod")):
        if i < n < c and not tree.is_clause(n):
            yield from within(tree, n, c)
            yield n


def above(tree: Tree, i: int) -> Iterator[int]:
    """The nouns that a noun is a part of the phrase of, nearest first: "a volume on | the teachings"."""
    while tree.rel(i) in ("nmod", "appos") or tree[i].deprel == "nmod:desc":
        i = tree[i].head
        yield i


def impersonal(tree: Tree, lexicon: Lexicon, known: Arguments, i: int, c: int) -> int:
    """What "which" is about, that cannot be the person at `i`: "a portrait of Bell, which …", "a spokesman for the
    ministry, which …", "was awarded to Bell for a novel, which …"."""
    beside = (n for n in between(tree, i, c) if not known.is_place(n) and not known.is_time(n))
    near = [*within(tree, i, c), *beside, *above(tree, i)]
    return next((n for n in near if known.entity(n) and not of_kind(tree, lexicon, known, n, ("kgo:Person",))), i)


def between(tree: Tree, i: int, c: int) -> Iterator[int]:
    """The nouns between a noun and the clause that the parser hung on it, the nearest to the clause first; of what a
    name holds, its head."""
    first = min(tree.subtree(c))
    heads = (w for w in range(first - 1, i, -1) if tree.upos(w) in NOUNS)
    yield from (w for w in heads if tree.rel(w) not in ("compound", "flat", "nmod:poss"))


def agreeing_noun(tree: Tree, c: int, i: int) -> int:
    """The noun that relative clause `c` on the first of coordinated nouns is about: the last, if its verb is singular:
    "fishing and tourism, which employs many"."""
    name = tree[i].head
    if tree.rel(i) == "appos" and tree.upos(i) == "NOUN" and tree.upos(name) == "PROPN" and len(tree.conjuncts(i)) > 1:
        return name  # "Bell, a writer and teacher who lives in Rome"
    verbs = [w for w in (c, *tree.each(c, "aux", "cop")) if finite(tree, w)]
    alone = any(tree.has(w, "Number=Sing") and tree.has(w, "Tense=Pres") for w in verbs)
    doer = any(tree.has(s, "PronType=Rel") for s in tree.each(c, "nsubj", "nsubj:pass"))
    described = tree[i].deprel in ("appos", "nmod:desc") or tree.one(i, "cop") is not None
    return max((n for n in tree.conjuncts(i) if n < c), default=i) if alone and doer and not described else i


def finite(tree: Tree, i: int) -> bool:
    """Whether a verb is finite."""
    return tree.has(i, "VerbForm=Fin")


def animate(tree: Tree, lexicon: Lexicon, known: Arguments, i: int, c: int) -> int:
    """The person or people that "who" is about: "the rights of citizens who suffer", "a member of the board who"."""
    alone = any(tree.has(w, "Number=Sing") for w in (c, *tree.each(c, "aux", "cop")) if finite(tree, w))
    if tree.has(i, "Number=Plur") and alone:  # "generals such as Baidu who was forced to leave"
        return next((n for n in within(tree, i, c) if tree.has(n, "Number=Sing")), i)
    if tree.upos(i) == "PRON" or of_kind(tree, lexicon, known, i, ("kgo:Person", "kgo:Group")):
        return i
    higher = list(above(tree, i))
    near = [*within(tree, i, c), *higher, *between(tree, i, c)]
    people = (n for n in near if of_kind(tree, lexicon, known, n, ("kgo:Person", "kgo:Group")))
    body = of_kind(tree, lexicon, known, i, ("kgo:Organization", "kgo:Place"))  # "a member of the board who …"
    return next(people, higher[0] if body and higher else i)


def cleaves(tree: Tree, i: int) -> bool:
    """Whether a noun is what "it is" sets apart from the clause on it: "it was Bell who …"; "it" need not be known for
    an expletive where it cannot well be the noun."""
    it = any(tree.lemma(s) == "it" for s in tree.each(i, "nsubj")) and (
        tree.upos(i) == "PROPN" or tree.article(i) == "the"
    )
    return tree.one(i, "cop") is not None and (it or tree.one(i, "expl") is not None)


def sentential(tree: Tree, i: int, c: int) -> bool:
    """Whether "which" takes up all that was said, since it does not agree with the noun: "they have bad teachers,
    which is a problem"."""
    which = [s for s in tree.each(c, "nsubj") if tree.lemma(s) == "which"]
    verbs = [w for w in (c, *tree.each(c, "aux", "cop")) if finite(tree, w) and tree.has(w, "Person=3")]
    alone = any(tree.has(w, "Number=Sing") for w in verbs)
    many = tree.upos(i) == "NOUN" and tree.has(i, "Number=Plur") and tree.name_at(i) is None  # not "General Motors"
    return bool(which) and alone and many and tree.apart(c)
