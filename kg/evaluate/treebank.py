"""The raw text of a CoNLL-U file, paragraph by paragraph, and where its sentences are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a treebank: its document's id, its text, and the characters [start, end) of its sentences."""

    document: str
    text: str
    sentences: frozenset[tuple[int, int]]


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a CoNLL-U file, spaced as its SpaceAfter says; sentences are parted by a space."""
    document, text, spans = "", "", set[tuple[int, int]]()
    for comments, rows in sentences(path):
        new = next((c for c in comments if c.startswith("# newdoc")), None)
        if (new or any(c.startswith("# newpar") for c in comments)) and spans:
            yield Paragraph(document, text, frozenset(spans))
            text, spans = "", set()
        document = new.partition("=")[2].strip() if new else document
        said = surface(rows)
        text = f"{text} " if text and not text[-1].isspace() else text
        spans.add((len(text), len(text) + len(said.rstrip())))
        text += said
    if spans:
        yield Paragraph(document, text, frozenset(spans))


def sentences(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Comments and rows of each sentence."""
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = [], []


def surface(rows: list[list[str]]) -> str:
    """A sentence's text; a multiword token stands for its words."""
    said, skip = "", 0
    for row in rows:
        number = row[0]
        if "." in number:
            continue
        if "-" in number:
            skip = int(number.partition("-")[2])
        elif int(number) <= skip:
            continue
        said += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    return said
