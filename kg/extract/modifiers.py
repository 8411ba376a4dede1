"""What a clause that modifies a noun takes over: a relative clause, a participle, an infinitive, a noun's content."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.bearers import agreeing_noun, bearer, cleaves, sentential
from kg.extract.control import content
from kg.extract.offices import personal
from kg.extract.proposition import Context, Stance
from kg.extract.standing import governed, marker
from kg.extract.unreal import unreal
from kg.lexicon import Lexicon
from kg.parse.tree import Tree

if TYPE_CHECKING:
    from kg.extract.clauses import Clauses

EXPERIENCE = frozenset("time life career difficulty trouble problem fun luck success experience hardship".split())


def modifier(clauses: Clauses, i: int, c: int, here: Context) -> Context:
    """The context of clause `c`, which modifies noun `i` of a clause whose context is `here`."""
    tree, lexicon = clauses.tree, clauses.lexicon
    free, i = tree.lemma(i) == "what", bearer(tree, lexicon, clauses.known, i, c)
    cleft = cleaves(tree, i)
    outer = here.stance if cleft else Stance(source=here.stance.source)  # "it was not X who did it"
    outer = (None if cleft else unreal(tree, lexicon, i, c, here.stance)) or outer
    if subjectless(tree, c) or marker(tree, c) in ("to", "that"):
        return infinitive(clauses, i, c, here)
    if tree[c].deprel == "acl:relcl" or any(
        tree.has(x, "PronType=Rel") for x in tree.subtree(c, without=("acl:relcl",))
    ):
        return relative(clauses, i, c, replace(here, stance=outer), holder(clauses, i, c, here, free))
    if marker(tree, c) or tree.one(c, "case") is not None:  # "its role in organising …"
        owner = tree.one(i, "nmod:poss")
        holders = (clauses.known.stand(owner),) if owner is not None else ()
        stance = governed(tree, lexicon, i, c, here.stance, holders[0] if holders else None)
        return Context(holders, stance, past=here.past)
    return participle(clauses, i, c, replace(here, stance=outer), holder(clauses, i, c, here, free))


def subjectless(tree: Tree, c: int) -> bool:
    """Whether a clause is an infinitive whose subject has to be found."""
    return tree.has(c, "VerbForm=Inf") and tree.one(c, "aux", "nsubj", "nsubj:pass") is None


def holder(clauses: Clauses, i: int, c: int, here: Context, free: bool) -> int:
    """Of whom clause `c` tells: noun `i`, or who is said to be that: "X is a company that …"; `free` if "what" is."""
    tree = clauses.tree
    plain = here.stance.polarity == "positive" and here.stance.modality == "actual"
    articles = [tree.lemma(d) for d in tree.each(i, "det", "nummod")]
    bare = not articles and tree.upos(i) == "NOUN" and tree.has(i, "Number=Plur")  # "otters are mammals that …"
    indefinite = (bare or any(a in ("a", "an") for a in articles)) and not tree.cases(i)
    root = next((a for a in (i, *tree.ancestors(i)) if tree.rel(a) != "conj"), i)
    subjects = here.subjects or (clauses.contexts[root].subjects if root in clauses.contexts else ())
    apart = tree.apart(c) and not tree.cases(i)
    one = clauses.known.entity(subjects[0]) if subjects else None
    known = one is not None and one.named
    apart = apart and ("the" not in articles or known)  # "the key is the process of encoding, which …"
    shared = indefinite or apart or (root != i and not articles)  # "was an author, orator and thinker, who …"
    predicate = tree.one(root, "cop") is not None and tree.upos(root) == "NOUN" and subjects and plain
    told = tree[i].head if tree.rel(i) == "nsubj" and tree.one(tree[i].head, "cop") is not None else i
    if tree.upos(told) == "PROPN" and not tree.cases(told) and plain and not tree.has(i, "Number=Plur"):
        return told  # "the woman who won is X"
    return subjects[0] if predicate and shared and not free else i


def infinitive(clauses: Clauses, i: int, c: int, here: Context) -> Context:
    """The context of what is to be done, or of what a noun like "claim" has as its content."""
    tree, known = clauses.tree, clauses.known
    above = clauses.contexts.get(tree[i].head)
    doers = above.subjects if tree.rel(i) == "obj" and above is not None else ()
    given = tuple(known.stand(o) for o in tree.each(tree[i].head, "iobj"))
    doers = given if given and tree.rel(i) == "obj" else doers  # "gave her the option to leave": she may
    if here.subjects and here.stance.polarity == "positive" and only(tree, clauses.lexicon, i, c):
        return Context(here.subjects, here.stance, past=here.past)  # "was the first woman to climb it": she did
    holders, stance = content(tree, known, clauses.lexicon, i, doers, here.stance)
    if tree[i].head == i and tree.one(i, "cop", "nsubj") is None and marker(tree, c) == "to":
        holders, stance = (i,), stance.within("planned")  # a headline: "Apple to open store"
    else:
        stance = governed(tree, clauses.lexicon, i, c, stance, holders[0] if holders else None)
    return Context(holders, stance, past=here.past)


def only(tree: Tree, lexicon: Lexicon, i: int, c: int) -> bool:
    """Whether predicate `i` says of the subject that it was the first, the last or the only one to do deed `c`."""
    copula = tree.one(i, "cop")
    said = copula is not None and not tree.has(copula, "VerbForm=Ger")
    said = said or (tree.rel(i) == "xcomp" and tree.lemma(tree[i].head) == "become")
    ranked = any(ranking(tree, a) for a in tree.each(i, "amod"))
    plain = tree.has(c, "VerbForm=Inf") and tree.one(c, "aux") is None and tree.rel(c) == "acl"
    stranded = any(tree.upos(w) == "ADP" and tree.rel(w) != "case" for w in tree.children[c])  # "to talk to"
    deed = tree.one(c, "obj", "obl") is not None and not stranded and tree.lemma(c) != "want"
    return said and plain and deed and ranked and tree.article(i) == "the" and personal(tree, lexicon, i)


def ranking(tree: Tree, i: int) -> bool:
    """Whether a word is an ordinal, "last" or "only"."""
    return tree.has(i, "NumType=Ord") or tree.lemma(i) in ("last", "only")


def relative(clauses: Clauses, i: int, c: int, here: Context, whose: int) -> Context:
    """The context of a relative clause, which tells of the noun `whose`."""
    tree, known, stance = clauses.tree, clauses.known, here.stance
    if not sentential(tree, i, c):
        known.relate(c, agreeing_noun(tree, c, whose))
    law = clauses.lexicon.denotes.get(tree.lemma(i)) == "kgo:Law"
    terms = (law or clauses.lexicon.modality(tree.lemma(i), "noun")) and not pluperfect(tree, c)
    if terms and known.gap(c) and any(tree.cases(w) in ("under", "by", "in") for w in known.stands):
        stance = stance.within("planned")  # "a deal under which X buys Y" tells terms, not deeds
    return Context(subjects=(), stance=stance, past=here.past)


def pluperfect(tree: Tree, c: int) -> bool:
    """Whether a clause tells what was done before: "the law by which it had extended its term"."""
    return any(tree.lemma(a) == "have" and tree.has(a, "Tense=Past") for a in tree.each(c, "aux"))


def participle(clauses: Clauses, i: int, c: int, here: Context, whose: int) -> Context:
    """The context of a participle, or of a gerund behind a noun that says what its doer met with."""
    tree, stance = clauses.tree, here.stance
    holders: tuple[int, ...] = (whose,)
    gerund = tree.has(c, "VerbForm=Ger")
    if tree.rel(i) == "obj" and tree.lemma(i) in EXPERIENCE and gerund:
        holders, stance = here.subjects, stance.within("possible")  # "had trouble finding": who had it, may find
    owner = tree.one(i, "nmod:poss")
    if gerund and tree.lemma(i) in EXPERIENCE and owner is not None:
        holders = (clauses.known.stand(owner),)  # "her experience living there": she lived
    if gerund and tree.rel(i) == "obj" and tree.lemma(i) in clauses.lexicon.verbal:
        holders = here.subjects  # an order demanding …: who orders, demands
    return Context(holders, stance, past=here.past)
