"""Quotations over several sentences: what stands between quotation marks is its speaker's, wherever named."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.proposition import Stance
from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.resolve.entities import Resolution
from kg.types import Entity

OPENING, CLOSING = frozenset("“«„"), frozenset("”»")
SOMEONE = Entity("thing/unnamed_source", "unnamed source", "kgo:Agent", False, ("unnamed source",))


def stances(trees: Sequence[Tree], resolution: Resolution, lexicon: Lexicon) -> list[Stance]:
    """For each sentence the stance it starts from: the author's, or a speaker's if its predicate is quoted.

    The speaker is named in the sentence itself (then clauses see to it), introduced by the one before ("X wrote:"), or
    goes on speaking; else it is someone.
    """
    found: list[Stance] = []
    inside, speaker, introduced = False, SOMEONE, False
    for tree in trees:
        goes_on = inside
        quoted, inside = quotation(tree, inside)
        said_by = speaker_of(tree, resolution, lexicon, quoted)
        root = tree.roots[0] if tree.roots else 0
        if root in quoted and said_by is None:
            found.append(Stance(source=speaker if goes_on or introduced else SOMEONE))
        else:
            found.append(Stance())
        if said_by is not None or not (goes_on or inside):
            speaker = said_by or SOMEONE
        introduced = said_by is not None and tree[len(tree) - 1].text in (":", ",")
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


def speaker_of(tree: Tree, resolution: Resolution, lexicon: Lexicon, quoted: set[int]) -> Entity | None:
    """Who speaks, if the sentence says so outside its quotation."""
    for word in tree.words:
        if word.index not in quoted and word.upos == "VERB" and lexicon.is_a(tree.lemma(word.index), "SpeechVerb"):
            subject = tree.one(word.index, "nsubj")
            return (resolution.of(tree.sentence.index, subject) if subject is not None else None) or SOMEONE
    return None
