"""Lines to paragraphs: which line breaks end something, and which only wrap it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.types import Span

BULLET = re.compile(r"(?:[-*•‣◦▪·]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+(?=\S)")
"""How a list item starts."""

ENDED = re.compile(r"""[.?!…:;]["'”’»)\]]*(?:\s?\[\w{1,3}\])*$""")
"""How a line ends that is a sentence: its mark, then closing quotes or brackets, then note numbers."""

# After these words, or a comma, the line goes on whatever the next one looks like.
_OPEN_END = re.compile(
    r"(?:,|-|–|\b(?:a|an|the|of|in|on|at|to|by|for|from|with|into|as|and|or|but|than|that|which|who|its|his|her|their"
    r"|is|are|was|were|has|have|had|will|would|be|been|not))$",
    re.IGNORECASE,
)
_SMALL = re.compile(r"[\"'“‘(\[]?[a-z]")
_NARROWEST, _WIDEST = 40, 100


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs and list items of `text`, without surrounding blanks, in order.

    A blank line ends a paragraph, and so does any other line break unless the line is wrapped: in a text whose lines
    are filled up to one width, a line wraps where the next line's first word would not have fitted on it; anywhere, a
    line wraps where it stops in mid-sentence.
    """
    groups = list(_groups(text))
    width = _width(text, groups)
    for group in groups:
        start = group[0].start
        for line, following in pairwise(group):
            if not _wraps(line.of(text), following.of(text), width):
                yield Span(start, line.end)
                start = following.start
        yield Span(start, group[-1].end)


def _groups(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank one between them; the lines without surrounding blanks."""
    group: list[Span] = []
    at = 0
    for line in text.splitlines(keepends=True):
        content = line.strip()
        if content:
            start = at + line.index(content)
            group.append(Span(start, start + len(content)))
        elif group:
            yield group
            group = []
        at += len(line)
    if group:
        yield group


def _width(text: str, groups: list[list[Span]]) -> int:
    """The width up to which the text's lines are filled, or 0 if its line breaks are meant.

    Where breaks only wrap, most lines are about as long as the longest, and many start in small letters.
    """
    pairs = [(line, following) for group in groups for line, following in pairwise(group)]
    if not pairs:
        return 0
    lengths = sorted(line.end - line.start for line, _ in pairs)
    width = lengths[len(lengths) * 95 // 100]
    small = sum(bool(_SMALL.match(following.of(text))) for _, following in pairs)
    return width if _NARROWEST <= width <= _WIDEST and small >= 0.3 * len(pairs) else 0


def _wraps(line: str, following: str, width: int) -> bool:
    filled = bool(width) and len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - 2
    if BULLET.match(following):
        # A dash in running text may happen to start a line.
        return filled and not ENDED.search(line) and following[:1] == "-" and following[2:3].islower()
    if filled:
        return True
    return not ENDED.search(line) and bool(_SMALL.match(following) or _OPEN_END.search(line))
