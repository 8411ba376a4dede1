"""A text's blocks: titles, headings, prose, list items, and the furniture between them.

No sentence crosses a block, and only prose and list items are worth parsing. Prose is never given up on a guess: a
block counts as noise only if it has no sentence in it, repeats the title, or says outright what it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.read.front import parse_date
from kg.read.furniture import CREDIT, DATELINE, has_verb, is_label, is_notice, is_sentence
from kg.read.layout import BULLET, paragraphs
from kg.types import Document, Span

Kind = Literal["title", "heading", "text", "list", "noise"]

_HEADING_WORDS = 20
_HEADINGS_IN_A_ROW = 3
_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: its characters in `Document.text`, less a bullet or a picture's credit."""

    span: Span
    kind: Kind


def blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a document, in order; blanks between them belong to none.

    `title` is the first block that reads as the document's title, `heading` a short line with no sentence that stands
    above prose, `list` an item that starts with a bullet or number, `text` prose, `noise` everything else.
    """
    found = list(_blocks(document))
    if not any(block.kind in ("text", "list") for block in found):
        # A text of nothing but short lines is read as it stands: there is no prose that they could be headings of.
        return tuple(replace(block, kind="text") if block.kind in ("heading", "title") else block for block in found)
    return tuple(_with_headings(found))[::-1]


def _blocks(document: Document) -> Iterator[Block]:
    spans = list(paragraphs(document.text))
    texts = [_plain(span.of(document.text)) for span in spans]
    count = Counter(texts)
    title = _plain(document.title or "")
    titled = False
    for span, text in zip(spans, texts, strict=True):
        if title and text == title:
            yield Block(span, "noise" if titled else "title")
            titled = True
        elif count[text] >= _REPEATS and not is_sentence(text):
            yield Block(span, "noise")
        else:
            yield _block(document.text, span, text)


def _block(source: str, span: Span, text: str) -> Block:
    bullet = BULLET.match(span.of(source))
    if bullet:
        span = Span(span.start + bullet.end(), span.end)
        text = _plain(span.of(source))
    if is_label(text) or is_notice(text) or parse_date(text):
        return Block(span, "noise")
    credit = CREDIT.search(span.of(source))
    if credit and credit.start():
        # A caption: worth reading where it is a sentence, but not for who took the picture.
        caption = span.of(source)[: credit.start()].rstrip()
        span = Span(span.start, span.start + len(caption))
        text = _plain(caption)
        return Block(span, "text" if is_sentence(text) or has_verb(text) else "noise")
    if bullet:
        return Block(span, "list")
    dateline = DATELINE.match(span.of(source))
    if dateline:  # "NEW DELHI (AP) - India …": where it was written is no part of the sentence
        span = Span(span.start + dateline.end(), span.end)
    return Block(span, "text" if _is_prose(text) else "heading")


def _is_prose(text: str) -> bool:
    words = len(text.split())
    if is_sentence(text):
        return words > 3 or not text.endswith(":")
    return words > _HEADING_WORDS or has_verb(text)


def _with_headings(found: Sequence[Block]) -> Iterator[Block]:
    """The blocks, from the last to the first, with noise for those headings that have no prose below them."""
    room = 0
    for block in reversed(found):
        if block.kind in ("text", "list"):
            room = _HEADINGS_IN_A_ROW
        elif block.kind == "heading":
            if not room:
                block = replace(block, kind="noise")
            room = max(room - 1, 0)
        yield block


def _plain(text: str) -> str:
    return " ".join(text.split())
