"""Plain text: the characters of the file, untouched."""

from __future__ import annotations

import re

from kg.read.encoding import BOM, decode
from kg.read.front import date_of, title_of
from kg.types import Document, Span

_QUOTED = re.compile(r"^>[^\r\n]*", re.MULTILINE)
"""A line of somebody else's, as mail quotes it."""


def read_text(name: str, data: bytes, encoding: str | None) -> Document:
    """The document of a plain text file: its characters exactly, less a byte order mark.

    Its title is the first paragraph if that looks like a heading, its date that of a line near the top that is nothing
    but a date; a file's own time stamp says nothing about the text. Raises ReadError (see `kg.read.encoding.decode`).
    """
    source = decode(data, encoding)
    text = source.removeprefix(BOM)
    origin = ((0, 1),) if source.startswith(BOM) else ()
    quoted = tuple(Span(*line.span()) for line in _QUOTED.finditer(text))
    return Document(name, text, title=title_of(text), date=date_of(text), origin=origin, quoted=quoted)
