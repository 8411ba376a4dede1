"""Bytes to documents: plain text, Markdown, HTML with its boilerplate removed, and JSON Lines.

`read` walks files and folders and yields a `Document` for each text, or a `Failure` that says what is wrong with a
file; a bad file never stops the walk. Offsets stay true: whatever a reader drops, ``document.locate(span)`` gives the
characters in the source.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from kg.errors import ReadError, UsageError
from kg.read.blocks import Block, blocks
from kg.read.sources import Source, located, skipped
from kg.types import Document, Failure

__all__ = ["MAX_BYTES", "SUFFIXES", "Block", "Source", "blocks", "find", "read", "read_all", "skipped"]

Reader = Callable[[str, bytes, str | None], Iterator[Document | Failure]]

MAX_BYTES = 50_000_000
"""A larger file is a failure: it is hardly one document, and its graph would not fit the memory limits."""


def read(sources: Sequence[str | Path], *, encoding: str | None = None) -> Iterator[Document | Failure]:
    """Read files, folders and standard input (``-``), in the order given; folders recursively and in sorted order.

    `find` says which files are read and how their documents are called, `read_all` how. Raises UsageError at once,
    before anything is read, for what cannot be found, or an encoding that does not exist.
    """
    return read_all(find(sources), encoding=encoding)


def find(sources: Sequence[str | Path], known: Mapping[str, str] | None = None) -> tuple[Source, ...]:
    """The files that `sources` mean, and what their documents are called.

    A file inside a folder is read if its suffix is one of `SUFFIXES` and it is not hidden; `skipped` lists the others.
    A file named explicitly is read whatever its suffix, unless it is one of `UNREAD`. Each file is read once, however
    often it is named.

    A document's name is its path as given, normalised and with ``/``, so that building a folder and building one of
    its files again give one document. Paths given absolutely, or from above the working directory, start at the name
    of the folder, so that they do not depend on the machine or on where the command runs. Where such names meet, each
    takes as many of the folders above as tell it from the others.

    `known` are the real paths of the files that have a name already: they keep it, wherever the command runs, and no
    other file takes it as long as they are there.

    Raises UsageError for a missing path, a URL, or a folder without documents.
    """
    return located(sources, SUFFIXES, known)


def read_all(found: Iterable[Source], *, encoding: str | None = None) -> Iterator[Document | Failure]:
    """Read files.

    `encoding` is the encoding of every file; without it UTF-8 and, by their marks, UTF-16 and UTF-32 are recognised,
    and Windows-1252 and non-Latin encodings where the bytes leave no doubt. Raises UsageError at once for an encoding
    that does not exist.
    """
    if encoding is not None:
        _check(encoding)
    return (document for source in found for document in _read(source, encoding))


def _check(encoding: str) -> None:
    try:
        "a".encode(encoding)
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"no such text encoding: {encoding!r}; give --encoding a name like utf-8, cp1252 or utf-16"
        ) from error


def _read(source: Source, encoding: str | None) -> Iterator[Document | Failure]:
    suffix = source.path.suffix.lower()
    reader = _unread if suffix in UNREAD else READERS.get(suffix, _text)
    try:
        yield from reader(source.name, _bytes(source), encoding)
    except ReadError as error:
        yield Failure(source.name, str(error))
    except OSError as error:
        yield Failure(source.name, f"cannot be opened: {error.strerror or error}")


def _bytes(source: Source) -> bytes:
    if not source.real:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with source.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError(f"larger than {MAX_BYTES // 1_000_000} MB: split it, one document a file (or a JSONL line)")
    return data


# Readers are imported where first used: `import kg` must not wait for an HTML parser.


def _text(name: str, data: bytes, encoding: str | None) -> Iterator[Document | Failure]:
    from kg.read.plain import read_text

    yield read_text(name, data, encoding)


def _markdown(name: str, data: bytes, encoding: str | None) -> Iterator[Document | Failure]:
    from kg.read.markdown import read_markdown

    yield read_markdown(name, data, encoding)


def _html(name: str, data: bytes, encoding: str | None) -> Iterator[Document | Failure]:
    from kg.read.html import read_html

    yield read_html(name, data, encoding)


def _jsonl(name: str, data: bytes, encoding: str | None) -> Iterator[Document | Failure]:
    from kg.read.jsonl import read_jsonl

    yield from read_jsonl(name, data, encoding)


def _unread(name: str, data: bytes, encoding: str | None) -> Iterator[Document | Failure]:
    kind = PurePath(name).suffix.lower()
    yield Failure(name, f"kg does not read {kind} files: save its text as .txt, .md, .html or .jsonl")


READERS: dict[str, Reader] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".jsonl": _jsonl,
}

SUFFIXES = frozenset(READERS)
"""The suffixes that are read inside folders."""

UNREAD = frozenset(
    ".pdf .doc .docx .odt .rtf .epub .ppt .pptx .xls .xlsx .csv .tsv .json .xml .eml .zip .gz .png .jpg .jpeg "
    ".gif .webp .tif .tiff .bmp .svg .mp3 .mp4".split()
)
"""The suffixes of files that hold no plain text, and that are not read even where they are named."""
