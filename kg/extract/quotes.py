"""Quotations over several sentences: what stands between quotation marks is its speaker's, wherever the speaker is named."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.proposition import Stance
from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.types import Entity

OPENING, CLOSING = frozenset("“«„"), frozenset("”»")
SOMEONE = Entity("thing/unnamed_source", "unnamed source", "kgo:Agent", False, ("unnamed source",))


def stances(trees: Sequence[Tree], lexicon: Lexicon) -> list[Stance]:
    """For each sentence the stance it starts from: the author's, or a quoted speaker's if its predicate is in quotation marks."""
    found, inside = [], False
    for tree in trees:
        quoted, inside = quotation(tree, inside)
        root = tree.roots[0] if tree.roots else 0
        found.append(Stance(source=SOMEONE) if root in quoted and not speaks(tree, lexicon, quoted) else Stance())
    return found


def quotation(tree: Tree, inside: bool) -> tuple[set[int], bool]:
    """The words of a sentence within quotation marks, and whether the quotation goes on after it."""
    quoted: set[int] = set()
    for word in tree.words:
        opens = word.text in OPENING or (word.text in ('"', "''", "``") and not inside)
        closes = word.text in CLOSING or (word.text in ('"', "''") and inside)
        if opens:
            inside = True
        elif closes:
            inside = False
        elif inside:
            quoted.add(word.index)
    return quoted, inside


def speaks(tree: Tree, lexicon: Lexicon, quoted: set[int]) -> bool:
    """Whether the sentence itself names the speaker outside the quotation."""
    return any(lexicon.is_a(tree.lemma(w.index), "SpeechVerb") and w.index not in quoted for w in tree.words)
