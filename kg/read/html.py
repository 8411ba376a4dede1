"""HTML: the main text of a page, without navigation, adverts and other furniture.

trafilatura decides *what* is main text; *where* it stands is found by laying its paragraphs over the page's own
characters, so that every offset is of the raw HTML.
"""

from __future__ import annotations

import html
import logging
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from itertools import accumulate, takewhile

from kg.errors import ReadError
from kg.read.encoding import decode
from kg.read.front import date_of, parse_date, title_of
from kg.read.origin import Excerpts
from kg.types import Document, Span

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)

# Never on the page as text, whatever is in them.
_HIDDEN = "script|style|title|template|noscript|svg|textarea|select|button|iframe|object"
_TOKEN = re.compile(
    rf"""(?P<hidden><(?P<name>{_HIDDEN})\b[^>]*>.*?(?:</(?P=name)\s*>|\Z) | <!--.*?(?:-->|\Z) | <[!?][^>]*(?:>|\Z))
    | <(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?>(?:[^>"']+|"[^"]*"|'[^']*')*)[^>]*>
    | (?P<entity>&(?:\#\d+|\#x[0-9a-f]+|[a-z][a-z0-9]*);?)
    | (?P<blank>\s+) | (?P<text>[^<&\s]+|[<&])""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_TAG_START = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_BLOCK_TAGS = frozenset(
    """address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section summary table tbody td tfoot
    th thead tr ul""".split()
)
_FURNITURE = frozenset(("nav", "header", "footer", "aside", "form"))
_QUOTATION = "blockquote"
_BULLET = re.compile(r"^- ")
_ANCHOR = 20
_SILENT = logging.NullHandler()


@dataclass(slots=True)
class _Line:
    """A line of the page as a reader sees it: its characters, and where each stands in the source."""

    chars: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    furniture: bool = False
    quoted: bool = False

    def add(self, text: str, source: int, *, same: bool = False) -> None:
        """Append characters that start at `source`, or (an entity's) all stand there.

        Runs of blanks become one; soft hyphens and other signs that are not printed are left out.
        """
        for at, char in enumerate(text):
            if char.isspace():
                if not self.chars or self.chars[-1] == " ":
                    continue
                char = " "
            elif not char.isprintable():
                continue
            self.chars.append(char)
            self.offsets.append(source if same else source + at)

    def excerpt(self, low: int, high: int) -> Excerpt:
        """The part of the line that holds its characters `low` to `high`, blanks not counted."""
        places = [at for at, char in enumerate(self.chars) if char != " "]
        return self, places[low], places[high - 1] + 1


Excerpt = tuple[_Line, int, int]


def read_html(name: str, data: bytes, encoding: str | None) -> Document:
    """The document of an HTML page: the paragraphs of its main text, apart by blank lines; its title and date.

    Where trafilatura finds no main text, everything visible is taken outside of navigation, headers, footers, asides
    and forms. Raises ReadError (see `kg.read.encoding.decode`), also for a page without text.
    """
    declared = _DECLARED.search(data[:4096])
    source = decode(data, encoding, declared=declared[1].decode("ascii", "replace") if declared else None)
    page = list(_lines(source))
    paragraphs, title, day = _main_text(source)
    excerpts, quoted = Excerpts(), []
    for line, start, end in _aligned(page, paragraphs) or _visible(page):
        excerpts.gap()
        if line.quoted:
            quoted.append(Span(excerpts.length, excerpts.length + end - start))
        for char, offset in zip(line.chars[start:end], line.offsets[start:end], strict=True):
            excerpts.add(char, offset)
    if not excerpts.length:
        raise ReadError("there is no text on the page")
    text = excerpts.text
    return Document(
        name,
        text,
        title=title or title_of(text),
        date=day or date_of(text),
        origin=excerpts.origin,
        quoted=tuple(quoted),
    )


def _lines(source: str) -> Iterator[_Line]:
    """The visible lines of a page: block elements and line breaks end one."""
    # A tag that never closes is nothing; cut off here, it need not be looked for at every place where one may start.
    unclosed = _TAG_START.search(source, source.rfind(">") + 1)
    line = _Line()
    inside: list[str] = []
    for token in _TOKEN.finditer(source, 0, unclosed.start() if unclosed else len(source)):
        tag = (token["tag"] or "").lower()
        if tag in _BLOCK_TAGS:
            yield from _finished(line)
            _enter(inside, tag, closes=bool(token["close"]))
            line = _Line(furniture=any(name in _FURNITURE for name in inside), quoted=_QUOTATION in inside)
        elif token["entity"]:
            _add_entity(line, token["entity"], token.start())
        elif token["text"] or token["blank"]:
            line.add(token[0], token.start())
    yield from _finished(line)


def _add_entity(line: _Line, written: str, at: int) -> None:
    """Add what an entity stands for; what only looks like more of its name (``&copy2020``) keeps its place."""
    meant = html.unescape(written)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(written[::-1], meant[::-1], strict=False)))
    line.add(meant[: len(meant) - tail], at, same=True)
    line.add(meant[len(meant) - tail :], at + len(written) - tail)


def _enter(inside: list[str], tag: str, *, closes: bool) -> None:
    """Keep the stack of the furniture and quotations that are open."""
    if tag not in _FURNITURE and tag != _QUOTATION:
        return
    if not closes:
        inside.append(tag)
    elif tag in inside:
        del inside[len(inside) - 1 - inside[::-1].index(tag) :]


def _finished(line: _Line) -> Iterator[_Line]:
    if line.chars and line.chars[-1] == " ":
        line.chars.pop()
        line.offsets.pop()
    if line.chars:
        yield line


def _main_text(source: str) -> tuple[list[str], str | None, date | None]:
    """The paragraphs, title and date that trafilatura finds."""
    import trafilatura

    # Its warnings would reach stderr through logging's last resort; what they say shows in the result.
    for logger in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(logger).addHandler(_SILENT)
    try:
        page = trafilatura.bare_extraction(
            source,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:
        # Much code that walks trees of hostile input; whatever breaks in it, the visible text remains.
        page = None
    if page is None or isinstance(page, dict):
        return [], None, None
    paragraphs = [_BULLET.sub("", line) for line in (page.text or "").split("\n")]
    return paragraphs, page.title or None, parse_date(page.date or "")


def _aligned(page: Sequence[_Line], paragraphs: Sequence[str]) -> list[Excerpt]:
    """Where the paragraphs stand on the page: parts of its lines, in the page's order. Blanks are ignored throughout.

    Most paragraphs are whole lines: these are matched as sequences, so that a teaser of the same words elsewhere does
    not count. What is left is searched for between its neighbours. Empty if less than half of the text is found.
    """
    solid = ["".join(line.chars).replace(" ", "") for line in page]
    wanted = [solid for solid in map(_solid, paragraphs) if solid]
    found: list[Excerpt] = []
    for kind, first, last, low, high in SequenceMatcher(None, wanted, solid).get_opcodes():
        if kind == "equal":
            found += [(line, 0, len(line.chars)) for line in page[low:high]]
        else:
            found += _searched(wanted[first:last], page[low:high], solid[low:high])
    size = sum(end - start for _, start, end in found)
    return found if size >= 0.5 * sum(map(len, wanted)) else []


def _solid(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def _searched(wanted: Sequence[str], page: Sequence[_Line], solid: Sequence[str]) -> Iterator[Excerpt]:
    """The parts of a stretch of the page that paragraphs cover which are less than a line, or more than one."""
    whole = "".join(solid)
    starts = list(accumulate(map(len, solid), initial=0))
    at = 0
    for text in wanted:
        start, end = _place(text, whole, at)
        if start == end:
            continue
        at = end
        for index in range(bisect_right(starts, start) - 1, bisect_left(starts, end)):
            low, high = starts[index], starts[index + 1]
            yield page[index].excerpt(max(start - low, 0), min(end, high) - low)


def _place(text: str, whole: str, at: int) -> tuple[int, int]:
    """Where a paragraph stands in a longer text from `at` on; ``(at, at)`` where it does not.

    Whole, or by its ends where trafilatura has mended something between. Fewer letters than these stand in many words.
    """
    if len(text) < _ANCHOR:
        return at, at
    if (start := whole.find(text, at)) >= 0:
        return start, start + len(text)
    start = whole.find(text[:_ANCHOR], at)
    end = whole.find(text[-_ANCHOR:], start + 1) + _ANCHOR
    return (start, end) if start >= 0 and 0.8 * len(text) < end - start < 1.2 * len(text) else (at, at)


def _visible(page: Sequence[_Line]) -> list[Excerpt]:
    lines = [line for line in page if not line.furniture] or page
    return [(line, 0, len(line.chars)) for line in lines]
