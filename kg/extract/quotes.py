"""Quotations over several sentences: what stands between quotation marks is its speaker's, wherever named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.proposition import ASSERTED, Stance
from kg.lexicon import Lexicon
from kg.parse.tree import Tree
from kg.resolve.entities import Resolution
from kg.types import Entity

OPENING, CLOSING = frozenset("“«„"), frozenset("”»")
STRAIGHT = frozenset({'"', "''", "``"})
SOMEONE = Entity("thing/unnamed_source", "unnamed source", "kgo:Agent", False, ("unnamed source",))
# fewer words in quotation marks are a name or a doubt, not a statement
STATEMENT = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """The stance that a sentence starts from, the words of it that are quoted, and who speaks them."""

    stance: Stance
    words: frozenset[int]
    speaker: Entity


def quotations(text: str, trees: Sequence[Tree], resolution: Resolution, lexicon: Lexicon) -> list[Quotation]:
    """For each sentence whose words it gives: the author's, or a speaker's as far as it is quoted.

    The speaker is named in the sentence itself, introduced by the one before ("X wrote:"), or goes on speaking; else
    it is someone. A new paragraph ends a quotation, unless it opens with a quotation mark again. A paragraph without
    marks is quoted if the one before introduced it: "X wrote:".
    """
    found: list[Quotation] = []
    inside, speaker, introduced, end, began, quoting, block = False, SOMEONE, False, 0, 0, False, False
    for tree in trees:
        if "\n\n" in text[end : tree.sentence.start].replace("\r", ""):
            inside, quoting = False, inside
            block = introduced and text[end - 1 : end] == ":" and tree[0].text not in OPENING | STRAIGHT
        end = tree.sentence.span.end
        goes_on = inside
        quoted, inside = quoted_words(tree, inside)
        if block:
            quoted = frozenset(range(len(tree)))
        said_by = speaker_of(tree, resolution, lexicon, quoted)
        continues = quoting and tree[0].text in OPENING | STRAIGHT  # "…," said X. "…"
        if said_by is not None or not (goes_on or introduced or continues or block):
            speaker = said_by or SOMEONE
        root = tree.roots[0] if tree.roots else 0
        silent = root in quoted and said_by is None
        if goes_on and said_by is not None:  # the speaker is named at the quotation's end
            for k in range(len(found) - 1, began - 1, -1):
                if found[k].speaker is SOMEONE:
                    source = said_by if found[k].stance.source is SOMEONE else found[k].stance.source
                    found[k] = Quotation(Stance(source=source), found[k].words, said_by)
        if inside and not goes_on:
            began = len(found)
        found.append(Quotation(Stance(source=speaker) if silent else ASSERTED, quoted, speaker))
        quoting = bool(quoted)
        introduced = said_by is not None and tree[len(tree) - 1].text in (":", ",")
    return found


def quoted_words(tree: Tree, inside: bool) -> tuple[frozenset[int], bool]:
    """The words of a sentence within quotation marks, and whether the quotation goes on after it."""
    runs: list[list[int]] = [[]]
    for word in tree.words:
        if word.text in OPENING or (word.text in STRAIGHT and opens(tree, word.index, inside)):
            inside = True
            runs.append([])
        elif word.text in CLOSING or word.text in STRAIGHT:
            inside = False
        elif inside:
            runs[-1].append(word.index)
    whole = len(tree) - 2
    return frozenset(i for run in runs if len(run) >= min(STATEMENT, whole) for i in run), inside


def opens(tree: Tree, i: int, inside: bool) -> bool:
    """Whether a straight mark opens: after a blank and before a word; where spacing does not tell, in turn."""
    blank_before = i == 0 or tree[i - 1].end < tree[i].start
    blank_after = i + 1 == len(tree) or tree[i].end < tree[i + 1].start
    return not inside if blank_before == blank_after else blank_before


def speaker_of(tree: Tree, resolution: Resolution, lexicon: Lexicon, quoted: frozenset[int]) -> Entity | None:
    """Who speaks, if the sentence says so outside its quotation."""
    for word in tree.words:
        if word.index not in quoted and word.upos == "VERB" and lexicon.is_a(tree.lemma(word.index), "SpeechVerb"):
            subject = tree.one(word.index, "nsubj")
            return (resolution.of(tree.sentence.index, subject) if subject is not None else None) or SOMEONE
    return None
