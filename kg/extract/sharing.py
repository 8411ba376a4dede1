"""What coordinated verbs and nouns share: "designs, builds and sells | cars", "founder and owner | of the firm".

Universal Dependencies hangs a shared dependent on one of the verbs. It is taken over to those beside which it stands:
verbs next to each other, and the dependent behind the last of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.proposition import Proposition
from kg.parse.tree import Tree

if TYPE_CHECKING:
    from kg.extract.verbs import Verb

PROFESSIONS = frozenset("professor lecturer teacher lawyer engineer scientist researcher journalist".split())
# verbs that, with nothing behind them, want no object: "came and | bought the house"
INTRANSITIVE = frozenset(
    "appear arrive awake become begin break burn bow camp cease climb collapse come cough crash crouch cry dance "
    "depart die disappear drop drown emerge enlist erupt escape exist expire fail faint fall fight flee fly gather go "
    "graduate grow happen hesitate hide hurry jump kneel land laugh lean leave lie listen live look march marry meet "
    "migrate move object occur persist play proceed rebel recover remain resign rest retire retreat return ride rise "
    "rotate run rush sail sit sleep smile sneak speak speed stand stay step stop strike succeed surrender survive "
    "swim talk think travel try turn vanish wait wake walk win work".split()
)


def beside(tree: Tree, i: int, links: tuple[str, ...]) -> list[int]:
    """Verb `i` and the verbs coordinated with it that stand next to one another, in order; between two of them come
    only commas, conjunctions and what belongs to the second verb in the relations `links`."""
    first = i
    while tree.rel(first) == "conj" and tree.upos(tree[first].head) == "VERB":
        first = tree[first].head
    # a lone noun among them is a verb that the tagger mistook: "designs, builds and sells"
    verbs = [v for v in sorted(tree.conjuncts(first)) if tree.upos(v) == "VERB" or lone(tree, v)]
    groups: list[list[int]] = [verbs[:1]]
    for before, after in pairwise(verbs):
        near = all(
            tree[w].text == "," or tree.rel(w) == "cc" or (tree[w].head == after and tree.rel(w) in links)
            for w in range(before + 1, after)
        )
        if near:
            groups[-1].append(after)
        else:
            groups.append([after])
    return next((group for group in groups if i in group and len(group) > 1), [])


def lone(tree: Tree, i: int) -> bool:
    """Whether nothing but commas and conjunctions hangs on a word."""
    return all(tree.rel(c) in ("punct", "cc") for c in tree.children[i])


def shared_objects(tree: Tree, i: int) -> list[int]:
    """The object that verb `i` shares with a verb beside it, if it has no object or complement of its own."""
    verbs = beside(tree, i, ("advmod", "aux", "mark"))
    if not verbs or tree.one(i, "obj", "iobj", "ccomp", "xcomp", "cop", "aux:pass") is not None:
        return []
    for v in verbs:
        helped = {tree.lemma(tree.each(w, "aux")[0]) if tree.each(w, "aux") else "" for w in (i, v)}
        if helped == {"be", "have"}:
            continue  # "was investigating and had suspended two men"
        found = [o for o in tree.each(v, "obj") if o > verbs[-1]]
        if not found or tree.one(v, "xcomp", "ccomp", "iobj") is not None:
            continue
        ahead = i < v  # the parser gave it to a later verb, perhaps to that one alone
        if not (ahead and (tree.lemma(i) in INTRANSITIVE or tree.one(i, "compound:prt", "obl") is not None)):
            return found
    return []


def shared_agents(tree: Tree, i: int) -> list[int]:
    """The agent that a participle shares with one beside it under the same auxiliary."""
    verbs = beside(tree, i, ("advmod",))
    if not verbs or tree.one(i, "obl", "xcomp", "ccomp") is not None:
        return []
    return [a for v in verbs for a in tree.each(v, "obl:agent") if a > verbs[-1]]


def shared_obliques(tree: Tree, i: int) -> list[int]:
    """What stands behind a verb beside a verb that has nothing behind it: "was born and died | in Rome"."""
    verbs = beside(tree, i, ("advmod", "aux"))
    behind = [c for c in tree.children[i] if c > i and tree.rel(c) not in ("conj", "cc", "punct")]
    if not verbs or i == verbs[-1] or behind:
        return []
    return [x for x in tree.each(verbs[-1], "obl") if x > verbs[-1]]


def shared_complements(tree: Tree, i: int) -> list[int]:
    """The "of …" that a relational noun shares with those beside it: "founder and chief executive | of the firm"; not
    with one that has an article or a complement of its own ("a writer and a son of the mayor")."""
    first = tree[i].head if tree.rel(i) == "conj" else i
    nouns = sorted(tree.conjuncts(first))
    later = [n for n in nouns if n > nouns[0]]
    apart = any(tree.one(n, "det", "nmod:poss") is not None for n in later)
    unlike = tree.lemma(nouns[-1]) == "member" or tree.lemma(i) in PROFESSIONS
    if i not in nouns or not later or apart or tree.upos(i) != "NOUN" or unlike:
        return []
    found = [x for n in nouns for x in tree.each(n, "nmod") if tree.cases(x) == "of"]
    return found if len(found) == 1 and found[0] > nouns[-1] and tree[found[0]].head != i else []


def gapped(verb: Verb) -> Iterator[Proposition]:
    """What a verb, left out the second time, says of others: "Verdi wrote operas and Brahms | symphonies"."""
    tree, known = verb.tree, verb.known
    for c in tree.each(verb.i, "conj"):
        left = tree.each(c, "orphan")
        plain = all(tree.upos(w) in ("NOUN", "PROPN") and not tree.cases(w) for w in (c, *left))
        if len(left) == 1 and plain and c > verb.direct[0] and tree.one(c, "advmod") is None:
            if known.usable(c) and known.usable(left[0]):
                told = verb.proposition(c, verb.relation(), left[0], "verb_object", 0.9, verb.senses())
                yield replace(told, qualifiers=())  # when and where the first did it is not said of the second
