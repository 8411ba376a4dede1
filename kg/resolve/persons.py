"""What persons' names say of who is who: surnames with their particles, generations, middle names, courtesy titles.

A short form is given to a full name only where it cannot be another's: father and son of one name, and two people of
one surname, are told apart by "Jr." and "Mr", by the model's chains, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.parse.tree import Tree
from kg.types import Mention

Place = tuple[int, int]
PARTICLES = frozenset("van von der den de del della di da du dos bin ibn al el la le ter zu".split())
GENERATIONS = {"jr": "jr", "jnr": "jr", "sr": "sr", "snr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
BIRTH = frozenset({"born", "née", "nee", "né", "formerly"})
# titles that stand before a surname, and those that may be a part of the name: "Lady Gaga"
COURTESY = {**dict.fromkeys("mr mr.".split(), "he"), **dict.fromkeys("mrs mrs. ms ms. miss".split(), "she")}
ADDRESS = {
    **COURTESY,
    **dict.fromkeys("sir lord".split(), "he"),
    **dict.fromkeys("lady dame madam madame".split(), "she"),
}
CALLED = frozenset("name surname pseudonym alias nickname moniker initial".split())
KIN = frozenset(
    "son daughter child father mother parent brother sister sibling husband wife spouse uncle aunt nephew niece cousin "
    "grandson granddaughter grandfather grandmother widow widower".split()
)
# how "the son of …" hangs on the clause that it ends
LOOSE = ("appos", "obl", "xcomp", "advcl", "parataxis")


def parts(name: str) -> tuple[list[str], str]:
    """A name's words and its generation: "king, jr" has "king" and "jr"."""
    words = name.replace(",", " ").split()
    last = GENERATIONS.get(words[-1].strip("."), "") if len(words) > 1 else ""
    return (words[:-1] if last else words), last


def surnames(name: str) -> set[str]:
    """The forms that a full name's surname may have: "van gogh" and "gogh", "al-assad" and "assad"."""
    words, _ = parts(name)
    start = next((i for i, word in enumerate(words) if i and word in PARTICLES), len(words) - 1)
    forms = {words[-1], " ".join(words[start:])}
    return forms | {re.sub(r"^(al|el)-", "", form) for form in forms}


def bearers(name: str, people: Iterable[str]) -> list[str]:
    """The full names of which a name is the surname, but for those that are short forms of another."""
    full = sorted(p for p in people if p != name and name in surnames(p) and len(parts(p)[0]) > len(name.split()))
    plain = {p for p in full if not parts(p)[1]}
    full = [p for p in full if parts(p)[1] != "sr" or not any(shortens(q, p) for q in plain)]  # his father
    return [p for p in full if not any(q != p and shortens(p, q) for q in full)]


def shortens(short: str, long: str) -> bool:
    """Whether a full name is another one with middle names or the generation left out: "George Bush" may be either
    of two, but "George W. Bush" is no "George H. W. Bush"."""
    (few, generation), (many, other) = parts(short), parts(long)
    if generation not in ("", other) or (few[0], few[-1]) != (many[0], many[-1]) or len(few) < 2:
        return False
    same = all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(middle(few), middle(many)))
    return same and len(few) <= len(many) and short != long


def middle(words: Sequence[str]) -> list[str]:
    """The middle names, initials without their full stop."""
    return [word.rstrip(".") for word in words[1:-1]]


def address(tree: Tree, m: Mention) -> str:
    """ "he" or "she", as the title before a name says; ``""`` without one."""
    return ADDRESS.get(tree[m.first - 1].text.lower(), "") if m.first else ""


def aliases(trees: Iterable[Tree], names: Mapping[Place, Mention]) -> Iterator[tuple[Place, Place]]:
    """Pairs of names of which the text says that they are one's: "X, also known as Y", "by her pen name Y", "X (born
    Y)"."""
    for tree in trees:
        at = tree.sentence.index
        yield from in_parentheses(tree, names)
        for word in tree.words:
            if word.text.lower() == "born" and word.deprel == "acl":  # "Fanny Rabel, born Fanny Rabinovich"
                other = next((names[at, i] for i in tree.each(word.index, "xcomp", "obj") if (at, i) in names), None)
                if other is not None and (at, word.head) in names and other.type == "kgo:Person":
                    yield (at, word.head), (at, other.head)
            role = any(tree[c].text.lower() == "best" for c in tree.each(word.index, "advmod"))
            if word.text.lower() != "known" or role:
                continue  # "best known as Hamlet" is whom he played
            above = tree.each(word.index, "nsubj:pass") if word.deprel != "acl" else [word.head]
            one = next((names[at, i] for i in above if (at, i) in names), None)
            other = next((names[at, i] for i in called(tree, word.index) if (at, i) in names), None)
            if one is not None and other is not None:
                yield (at, one.head), (at, other.head)


def in_parentheses(tree: Tree, names: Mapping[Place, Mention]) -> Iterator[tuple[Place, Place]]:
    """Pairs of names of which the second stands in parentheses behind the first, as it is in another language or was at
    birth: "Jerome (Latin: Hieronymus)", "Lady Gaga (born Stefani Germanotta)"."""
    if "(" not in tree.sentence.text:
        return
    here = sorted((m for (at, _), m in names.items() if at == tree.sentence.index), key=lambda m: m.first)
    for one in here:
        if one.last + 1 >= len(tree) or tree[one.last + 1].text != "(":
            continue
        end = next((i for i in range(one.last + 1, len(tree)) if tree[i].text == ")"), len(tree))
        for other in here:
            before = tree[other.first - 1].text.lower() if one.last + 1 < other.first else ""
            told = before in BIRTH or (before == ":" and tree[other.first - 2].text[:1].isupper())
            if other.last < end and told and one.type == other.type == "kgo:Person":
                yield (tree.sentence.index, one.head), (tree.sentence.index, other.head)


def relatives(tree: Tree, names: Mapping[Place, Mention]) -> Iterator[tuple[Place, Place]]:
    """Pairs of names whose bearers are kin, and so are two: "Otto, the son of Otto Bell", "Otto's father Otto Bell"."""
    at = tree.sentence.index
    for word in tree.words:
        if word.lemma.lower() not in KIN:
            continue
        i = word.index
        whose = [c for c in [*tree.each(i, "nmod:poss"), *tree.each(i, "nmod")] if tree.cases(c) in ("", "of")]
        whose += [name for c in whose for name in tree.each(c, "appos", "flat")]  # "of the botanist Otto Bell"
        bearers = [*tree.each(i, "appos", "flat", *(("nsubj",) if tree.one(i, "cop") is not None else ()))]
        bearers += [word.head] if tree.rel(i) == "appos" or word.deprel == "nmod:desc" else []
        first = word.head if tree.rel(i) == "conj" else i
        bearers += tree.each(tree[first].head, "nsubj", "nsubj:pass") if tree.rel(first) in LOOSE else []
        for a in whose:
            yield from (((at, a), (at, b)) for b in bearers if (at, a) in names and (at, b) in names and a != b)


def called(tree: Tree, known: int) -> Iterator[int]:
    """What something is known as."""
    for i in tree.each(known, "obl"):
        if tree.cases(i) == "as":
            yield i
        elif tree.lemma(i) in CALLED and tree.cases(i) in ("by", "under"):
            yield from tree.each(i, "appos", "flat", "nmod")
        elif tree.cases(i) in ("by", "under") and any(tree.lemma(c) in CALLED for c in tree.each(i, "nmod:desc")):
            yield i
