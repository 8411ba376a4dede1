"""The arcs of a tree that is being mended."""

from __future__ import annotations

from dataclasses import replace

from kg.types import Word

Words = list[Word]
DETERMINING = ("det", "amod", "compound", "nmod:poss", "nummod")
"""How what stands before a noun hangs on it."""


def has(word: Word, *features: str) -> bool:
    """Whether a word carries all of some UD features."""
    return set(features) <= set(word.feats.split("|"))


def attach(words: Words, i: int, head: int, deprel: str) -> None:
    """Hangs word `i` on `head`, unless that would close a cycle."""
    at = head
    while words[at].head != at:
        if at == i:
            return
        at = words[at].head
    if at != i:
        words[i] = replace(words[i], head=head, deprel=deprel)


def children(words: Words, i: int, *relations: str) -> list[int]:
    """The dependents of `i` in one of the relations."""
    return [w.index for w in words if w.head == i and w.index != i and w.deprel in relations]


def first(words: Words, i: int) -> int:
    """The first word of the phrase below `i`, no comma before it."""
    return min([i, *(first(words, w.index) for w in words if w.head == i and w.index != i and w.upos != "PUNCT")])


def last(words: Words, i: int) -> int:
    """The last word of the phrase below `i`."""
    return max([i, *(last(words, w.index) for w in words if w.head == i and w.index != i)])


def article(words: Words, i: int) -> bool:
    """Whether a noun has an article or a possessor."""
    return bool(children(words, i, "det", "nmod:poss"))
