"""Markdown: the prose without its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read.encoding import BOM, decode
from kg.read.front import date_of, parse_date
from kg.read.origin import Excerpts
from kg.types import Document, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"""^(title|date)[ \t]*:[ \t]*(["']?)(.+?)\2[ \t]*\r?$""", re.MULTILINE | re.IGNORECASE)
_LINE_END = re.compile(r"[\r\n]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def read_markdown(name: str, data: bytes, encoding: str | None) -> Document:
    """The document of a Markdown file: headings, paragraphs and list items, each a paragraph of its own.

    Markup, code blocks, raw HTML, images and tables are left out. Title and date come from YAML front matter, else from
    the first heading of the first level and a line near the top that is nothing but a date. Raises ReadError (see
    `kg.read.encoding.decode`), also where nothing but markup is left.
    """
    source = decode(data, encoding)
    start = len(BOM) if source.startswith(BOM) else 0
    front = _FRONT_MATTER.match(source, start)
    fields = {key.lower(): value.strip() for key, _, value in _FIELD.findall(front[0])} if front else {}
    excerpts = Excerpts()
    first_heading, quoted = _fill(excerpts, source, front.end() if front else start)
    text = excerpts.text
    if not text.strip():
        raise ReadError("there is no prose in the file, only markup, code or tables")
    return Document(
        name,
        text,
        title=fields.get("title") or first_heading,
        date=_day(fields.get("date", "")) or date_of(text),
        origin=excerpts.origin,
        quoted=quoted,
    )


def _day(value: str) -> date | None:
    return parse_date(value) or parse_date(value[:10])


def _fill(excerpts: Excerpts, source: str, start: int) -> tuple[str | None, tuple[Span, ...]]:
    """Add the prose of `source` from `start`; returns its first heading of the first level, and what is quoted."""
    lines = [start, *accumulate((len(line) for line in _LINE.findall(source[start:])), initial=start)][1:]
    title, quoted = None, []
    for opener, inline, within in _blocks(_parser().parse(source[start:])):
        excerpts.gap()
        before = excerpts.length
        _add(excerpts, inline, source, lines[inline.map[0]] if inline.map else start)
        if within:
            quoted.append(Span(before, excerpts.length))
        if title is None and opener.type == "heading_open" and opener.tag == "h1":
            title = " ".join(excerpts.text[before:].split()) or None
    return title, tuple(quoted)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Without text_join, an escape or entity stays a token of its own that knows how it was written.
    return MarkdownIt("commonmark").enable("table").disable("text_join")


def _blocks(tokens: list[Token]) -> Iterator[tuple[Token, Token, bool]]:
    """Each block of prose: the token that opens it, its content, and whether it stands in a quotation."""
    in_table, quotations = False, 0
    for opener, token in pairwise(tokens):
        in_table = (in_table or opener.type == "table_open") and opener.type != "table_close"
        quotations += (opener.type == "blockquote_open") - (opener.type == "blockquote_close")
        if token.type == "inline" and not in_table and token.content.strip():
            yield opener, token, quotations > 0


def _add(excerpts: Excerpts, inline: Token, source: str, at: int) -> None:
    """Add the text of a block. `at` moves through the source: each piece of text stands there as it is written, and
    what lies between two pieces is markup."""
    for token in inline.children or ():
        if token.type in ("text", "code_inline", "text_special"):
            written = token.markup if token.type == "text_special" else token.content
            found = source.find(written, at)
            if found < 0:  # an unprintable character that the parser has replaced
                continue
            backslash = token.info == "escape" and written != token.content
            excerpts.add(token.content, found + backslash)
            at = found + len(written)
        elif token.type in ("softbreak", "hardbreak"):
            end = _LINE_END.search(source, at)
            at = end.start() if end else at
            excerpts.add(" ", at)
        elif token.type == "image":
            at = _after_link(source, source.find(token.content, source.find("![", at) + 2) + len(token.content))
        elif token.type == "link_close" and token.info != "auto":
            at = _after_link(source, at)
        elif token.type == "html_inline":
            at = source.find(token.content, at)
            excerpts.add(" " if token.content.lower().startswith("<br") else "", at)
            at += len(token.content)


def _after_link(source: str, at: int) -> int:
    """Where a link's markup ends, whose text ends at `at`: after ``](address "title")``, ``][name]`` or ``]``."""
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

    at = source.find("]", at) + 1
    if source[at : at + 1] == "[":
        return source.find("]", at) + 1
    if source[at : at + 1] != "(":
        return at
    limit = len(source)
    at = _blank(source, at + 1)
    address = parseLinkDestination(source, at, limit)
    at = _blank(source, address.pos if address.ok else at)
    title = parseLinkTitle(source, at, limit)
    return _blank(source, title.pos if title.ok else at) + 1


def _blank(source: str, at: int) -> int:
    """The first place from `at` on that is no blank."""
    while source[at : at + 1].isspace():
        at += 1
    return at
