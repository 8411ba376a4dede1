"""Whose words a clause is, where it says so itself beside its verb: a speaker's, a report's, a story's."""

from __future__ import annotations

from kg.extract.arguments import Arguments
from kg.extract.fiction import setting
from kg.extract.proposition import Stance
from kg.extract.standing import marker, suffered
from kg.lexicon import Lexicon
from kg.parse.tree import TEMPORAL, Tree

RECORDS = frozenset("analyst document filing official record report rule source statement".split())
VIEWS = frozenset("view opinion eyes eye words account".split())
# what something is done according to, and nobody says it: "differs according to the period"
MEASURES = TEMPORAL | frozenset(
    "age amount circumstance class colour color condition convention criterion degree demand formula gender grade kind "
    "length location need number place position price procedure rank sex situation "
    "size species status taste temperature type use value weight".split()
)


def attributed(tree: Tree, known: Arguments, lexicon: Lexicon, i: int, stance: Stance) -> Stance:
    """The stance with a source that the clause names itself: "according to X", "…, X said"."""
    first = tree[i].head if tree.rel(i) == "conj" else i
    shared = [c for c in tree.each(first, "obl") if c < first < i and told_by(tree, c)]
    last = max(tree.each(first, "conj"), default=first)
    gapped = suffered(tree, last) and tree.one(last, "aux", "aux:pass") is None  # "40 were killed and 200 captured"
    if gapped or tree.one(last, "nsubj", "nsubj:pass") is None:  # "A did it and went, according to X."
        ends = (c for c in tree.each(last, "obl") if c > last and told_by(tree, c) and tree.apart(c))
        shared += [c for c in ends if max(tree.subtree(c)) >= len(tree) - 2]
    for c in [*tree.each(i, "obl", "parataxis", "advcl"), *shared]:  # "According to X, A is … and is …"
        if tree.rel(c) == "obl" and told_by(tree, c):
            return stance.said_by(known.stand(c))
        if valued(tree, known, c, i):
            return stance.said_by(known.stand(c))
        if tree.rel(c) == "obl" and tree.lemma(c) in VIEWS and (tree.cases(c) in ("in", "by")):
            holder = tree.one(c, "nmod", "nmod:poss")
            return stance.said_by(known.stand(holder)) if holder is not None else stance
        if tree.rel(c) == "advcl" and marker(tree, c) == "as" and tree.one(c, "obj", "ccomp") is None:
            speaker = tree.one(c, "nsubj")
            told = speaker is not None and tree.lemma(speaker) not in ("name", "title")  # not "as its name suggests"
            if told and speaker is not None and lexicon.is_a(tree.lemma(c), "SpeechVerb"):
                return stance.said_by(known.stand(speaker))  # "as Darwin wrote"
        if (
            tree.rel(c) == "parataxis"
            and lexicon.is_a(tree.lemma(c), "SpeechVerb")
            and tree.one(c, "ccomp", "obj") is None
        ):
            speaker = tree.one(c, "nsubj")
            if speaker is not None:
                return stance.said_by(known.stand(speaker))
    return stance.said_by(setting(tree, i))


def told_by(tree: Tree, c: int) -> bool:
    """Whether a phrase tells according to whom something is: "according to Bell", "Per company filings, …"."""
    apart = tree.apart(c) or tree.each(c, "case") == [0]
    source = apart and tree.cases(c) == "per" and tree.one(c, "nummod") is None  # "Per 100,000 people, …"
    source = source and (tree.lemma(c) in RECORDS or tree.name_at(c) is not None)
    return (source or tree.cases(c).startswith("according")) and tree.lemma(c) not in MEASURES


def valued(tree: Tree, known: Arguments, c: int, i: int) -> bool:
    """Whether a clause tells what something is to a person: "For Rowe, the deal was a triumph"."""
    entity = known.entity(c) if tree.rel(c) == "obl" and tree.cases(c) == "for" else None
    person = entity is not None and entity.named and entity.type == "kgo:Person"
    end = max(tree.subtree(c, without=("punct",))) + 1
    return person and c < i and tree.one(i, "cop") is not None and end < len(tree) and tree[end].text == ","
