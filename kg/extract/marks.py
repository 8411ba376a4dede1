"""Quotation marks: which words of a paragraph stand between them, and which of those make a statement.

Marks are paired over a whole paragraph, so that one too many, one too few or one set with a wrong blank does not turn
the author's words into a speaker's. Single marks count where they are no apostrophes and stand inside no other marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.parse.tree import Tree

OPENING, CLOSING = frozenset("“«„"), frozenset("”»")
STRAIGHT = frozenset({'"', "''", "``"})
SINGLE = frozenset("'‘’‚`")
ENDS = frozenset(". ? ! , … ...".split())
# fewer words in quotation marks are a name or a doubt, not a statement, unless they are a verb with an argument
STATEMENT = 4
CONTENT = frozenset("NOUN PROPN VERB ADJ NUM".split())

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: the place of its word, whether it is a double one, and what its blanks say that it does."""

    at: Place
    double: bool
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands between two marks, and whether the paragraph ends before the second."""

    words: tuple[Place, ...]
    unfinished: bool


def quoted(trees: Sequence[Tree], unfinished: bool = False) -> list[Quoted]:
    """What a paragraph quotes: the statements between its marks; the one before may have left a quotation unfinished,
    which this one then finishes without opening it again."""
    marks = [mark for k, tree in enumerate(trees) for mark in marks_of(tree, k)]
    first = next((m for m in marks if m.double), None)
    if unfinished and first is not None and not first.opens:
        marks.insert(0, Mark((0, -1), double=True, opens=True, closes=False))
    doubles = paired(trees, [m for m in marks if m.double], marks)
    free = [m for m in marks if not m.double and not any(a < m.at < b for a, b, _ in doubles)]
    found = []
    for start, end, open in sorted([*doubles, *singles(free)]):
        words = tuple((k, i) for k in range(start[0], end[0] + 1) for i in range(len(trees[k])) if start < (k, i) < end)
        if statement(trees, words):
            found.append(Quoted(words, open))
    return found


def marks_of(tree: Tree, k: int) -> Iterator[Mark]:
    """The quotation marks of a sentence."""
    for word in tree.words:
        i, text = word.index, word.text
        double = text in OPENING | CLOSING | STRAIGHT
        if not double and not (text in SINGLE and word.upos == "PUNCT"):
            continue
        before = i == 0 or tree[i - 1].end < word.start or tree[i - 1].text in ("(", "[", "-", "–", "—")
        after = i + 1 == len(tree) or word.end < tree[i + 1].start
        opens = text in OPENING or (text not in CLOSING and before and not (after and i > 0))
        closes = text in CLOSING or (text not in OPENING and not opens and (after or not before))
        either = text in STRAIGHT and before == after
        yield Mark((k, i), double, opens or either, closes or either)


def paired(trees: Sequence[Tree], doubles: Sequence[Mark], marks: Sequence[Mark]) -> list[tuple[Place, Place, bool]]:
    """Where each quotation between double marks begins and ends, and whether its end is missing.

    Of an even number, each second mark closes, however its blanks stand; of an odd number, their blanks tell.
    """
    even = len(doubles) % 2 == 0
    found: list[tuple[Place, Place, bool]] = []
    opened: Mark | None = None
    for mark in doubles:
        if opened is not None and (even or mark.closes):
            found.append((opened.at, mark.at, False))
            opened = None
        elif opened is not None:  # another begins: this one's end is missing
            found.append((opened.at, missing(trees, opened, mark.at, marks), False))
            opened = mark
        elif even or mark.opens:
            opened = mark
    if opened is not None:
        last = (len(trees) - 1, len(trees[-1]))
        end = missing(trees, opened, last, marks)
        found.append((opened.at, end, end == last))
    return found


def missing(trees: Sequence[Tree], opened: Mark, limit: Place, marks: Sequence[Mark]) -> Place:
    """Where a quotation ends that no mark like its own closes: at a single mark behind a full stop, with its sentence
    if it began in mid-sentence, else not before `limit`."""
    for mark in marks:
        k, i = mark.at
        if opened.at < mark.at < limit and not mark.double and mark.closes and i and trees[k][i - 1].text in ENDS:
            return mark.at
    k, i = opened.at
    begins = i == 0 or trees[k][i - 1].text in ENDS | {":"}
    whole = (limit[0] - 1, len(trees[limit[0] - 1])) if limit[1] < len(trees[limit[0]]) and limit[0] > k else limit
    return whole if begins else (k, len(trees[k]))


def singles(marks: Sequence[Mark]) -> Iterator[tuple[Place, Place, bool]]:
    """Where each quotation between single marks begins and ends; one alone is an apostrophe."""
    opened: Mark | None = None
    for mark in marks:
        if mark.opens and not mark.closes:
            opened = mark
        elif opened is not None and mark.closes:
            yield opened.at, mark.at, False
            opened = None


def statement(trees: Sequence[Tree], words: Sequence[Place]) -> bool:
    """Whether quoted words say something: no title, and no mere word or two that the author keeps at arm's length."""
    spoken = [(k, i) for k, i in words if trees[k].upos(i) not in ("PUNCT", "SYM")]
    if not spoken or title(trees, spoken):
        return False
    inside = set(words)
    clause = any(
        trees[k].is_clause(trees[k][i].head)
        for k, i in spoken
        if trees[k].rel(i) in ("nsubj", "obj", "obl") and (k, trees[k][i].head) in inside
    )
    return len(spoken) >= STATEMENT or clause


def title(trees: Sequence[Tree], spoken: Sequence[Place]) -> bool:
    """Whether words are a name, spelled as one: "How to Win Friends"."""
    content = [trees[k][i].text for k, i in spoken if trees[k].upos(i) in CONTENT]
    within = len({k for k, _ in spoken}) == 1
    return within and len(content) > 1 and all(not word[:1].islower() for word in content)
