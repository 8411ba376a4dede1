"""How far a text stands behind a clause: its own auxiliaries, negation and markers, and what governs it.

After the tradition of factuality annotation (Saurí & Pustejovsky 2009, FactBank). Which verbs order, plan, deny or
report is the lexicon's to say; here are only the function words of English grammar.
"""

from __future__ import annotations

from kg.extract.proposition import Stance
from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.types import Modality

AUXILIARY: dict[str, Modality] = {
    **dict.fromkeys(("may", "might", "could", "can", "ca"), "possible"),
    **dict.fromkeys(("will", "wo", "'ll", "’ll", "shall"), "planned"),
    **dict.fromkeys(("should", "ought"), "desired"),
    "would": "conditional",
    "must": "ordered",
}
NEGATION = frozenset("not n't n’t never no neither nor nobody nothing none hardly scarcely barely".split())
NEARLY = frozenset({"almost", "nearly"})
CONDITION = frozenset("if unless provided assuming lest".split())
PHRASAL: dict[tuple[str, str], Modality] = {
    ("go", "to"): "planned",
    ("have", "to"): "ordered",
    ("need", "to"): "desired",
}
ADVERB: dict[str, Modality] = dict.fromkeys(
    "perhaps maybe possibly probably likely allegedly reportedly supposedly apparently potentially".split(), "possible"
)


def stance_of(tree: Tree, i: int, outer: Stance, lexicon: Lexicon) -> Stance:
    """The stance of the clause headed by `i`, given that of its context."""
    stance, condition = outer, False
    for c in tree.children[i]:
        low = tree[c].text.lower()
        if tree.rel(c) == "aux":
            stance = stance.within(AUXILIARY.get(low))
        elif tree.rel(c) == "advmod" and low in ADVERB:
            stance = stance.within(ADVERB[low])
        elif tree.rel(c) == "advcl" and marker(tree, c) in CONDITION and not asks(tree, lexicon, i, c):
            condition = True  # and stays one whatever the auxiliary: "if he leaves, she will follow"
        elif (tree.rel(c), low) == ("mark", "without") or (tree.rel(c) == "advmod" and low in NEARLY):
            stance = stance.negated()
    stance = stance.within("conditional") if condition else stance
    return stance.negated() if negated(tree, i) else stance


def asks(tree: Tree, lexicon: Lexicon, i: int, clause: int) -> bool:
    """Whether an "if" after a verb like "consider" or "ask" means "whether"."""
    return (
        marker(tree, clause) == "if"
        and clause > i
        and tree.one(i, "obj") is None
        and lexicon.modality(tree.lemma(i)) in ("possible", "questioned")
    )


def negated(tree: Tree, i: int) -> bool:
    """Whether a clause is negated by an adverb, or by a subject or object that is no one and nothing."""
    for c in tree.children[i]:
        low = tree[c].text.lower()
        if tree.rel(c) in ("advmod", "cc", "det") and low in NEGATION and c < max(i, *tree.children[i]):
            if focused(tree, c):
                continue
            return True
        if tree.rel(c) in ("nsubj", "obj", "csubj") and (low in NEGATION or refused(tree, c)):
            return True
    return refused(tree, i) if tree.one(i, "cop") is not None else False


def focused(tree: Tree, i: int) -> bool:
    """Whether a negation is that of "not only", which says more, not less."""
    return i + 1 < len(tree) and tree[i + 1].text.lower() in ("only", "just", "merely", "simply")


def refused(tree: Tree, i: int) -> bool:
    """Whether a noun phrase is denied: "no evidence", "neither company", "few people", "none of them"."""
    if tree.lemma(i) in ("none", "nobody", "nothing", "no-one", "neither"):
        return True
    determined = tree.one(i, "det") is not None
    return any(
        tree.lemma(c) in ("no", "neither") or (tree.lemma(c) == "few" and (tree.rel(c) == "det" or not determined))
        for c in tree.each(i, "det", "amod")
    )


def marker(tree: Tree, i: int) -> str:
    """The subordinator of a clause, lower case, or ``""``."""
    marks = tree.each(i, "mark")
    if marks and any(tree.lemma(f) == "order" for f in tree.each(marks[0], "fixed")):
        return "to"  # "in order to"
    return tree[marks[0]].text.lower() if marks else ""


def governed(tree: Tree, lexicon: Lexicon, governor: int, clause: int, stance: Stance, subject: int | None) -> Stance:
    """The stance of a complement clause under its governor: a verb, noun or adjective of the lexicon's classes."""
    lemma = tree.lemma(governor)
    part = {"NOUN": "noun", "ADJ": "adjective"}.get(tree.upos(governor), "verb")
    if marker(tree, clause) in ("whether", "if"):
        return stance.within("questioned")
    if lexicon.is_a(lemma, "DenyVerb", part):
        inner = stance.negated()
        return (
            inner.said_by(subject) if lexicon.is_a(lemma, "SpeechVerb", part) or tree.rel(clause) == "ccomp" else inner
        )
    if lemma == "able" and any(tree.has(c, "Tense=Past") for c in tree.each(governor, "cop")):
        return stance  # who was able to do it did it, as English has it
    modality = PHRASAL.get((lemma, marker(tree, clause))) or lexicon.modality(lemma, part)
    if lexicon.is_a(lemma, "SpeechVerb", part) and subject is None:
        return stance.within("possible")  # "it is claimed that": somebody says so, and the text does not say who
    if lexicon.is_a(lemma, "SpeechVerb", part):
        if tree.rel(clause) == "xcomp" and tree.one(governor, "nsubj:pass", "aux:pass") is not None:
            return stance.within(modality or "possible")  # "is said to own": by whom, the text keeps to itself
        if tree.rel(clause) == "xcomp" and lemma in ("claim", "profess", "pretend"):
            return stance.said_by(subject)
        if tree.rel(clause) in ("ccomp", "acl", "parataxis", "advcl"):
            return stance.within(modality if modality and marker(tree, clause) == "to" else None).said_by(subject)
        return stance.within(modality or ("planned" if part == "verb" else "possible")).said_by(subject)
    if modality:
        return stance.within(modality)
    if lexicon.is_a(lemma, "FactiveVerb", part):
        return stance
    if tree.rel(clause) == "ccomp" and part == "verb":
        return stance.said_by(subject)  # unknown attitudes are somebody's, not the author's
    return stance if part == "verb" else stance.within("possible")
