"""Markdown: prose without markup, and where it stands."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kg.read import read
from kg.types import Document, Failure, Span


def document(tmp_path: Path, source: str) -> Document:
    path = tmp_path / "a.md"
    path.write_bytes(source.encode())
    (one,) = read([path])
    assert isinstance(one, Document)
    return one


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**Oracle** bought *Sun*.", "Oracle bought Sun."),
        (
            "[Oracle](http://o.com 'Oracle') bought [Sun][1] and [b](b)b.\n\n[1]: http://s.com",
            "Oracle bought Sun and bb.",
        ),
        ("It runs `kg build` daily.", "It runs kg build daily."),
        ("Oracle\nbought  \nSun.", "Oracle bought Sun."),
        ("Oracle ![Oracle](logo.png)bought Sun.", "Oracle bought Sun."),
        ("AT&amp;T \\*paid\\*.", "AT&T *paid*."),
        ("# Sale\nOracle bought Sun.", "Sale\n\nOracle bought Sun."),
        ("- Oracle\n  pays.\n- Sun *sells*.\n\n1. Both gain.", "Oracle pays.\n\nSun sells.\n\nBoth gain."),
        ("> Oracle\n> pays.", "Oracle pays."),
        (
            "Before.\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>raw</div>\n\nAfter.",
            "Before.\n\nAfter.",
        ),
        ("Oracle<br>pays <b>well</b>.", "Oracle pays well."),
    ],
)
def test_markup_is_left_out(tmp_path: Path, source: str, text: str) -> None:
    assert document(tmp_path, source).text == text


SOURCE = """---
title: 'A sale'
---
# Oracle *buys*

**Oracle** bought [Sun](http://sun.com/price "the price") &amp; paid
the price: \\$7 billion, says \\firm.

> A quoted
> price.
"""


@pytest.mark.parametrize(
    "word", ["Oracle", "bought", "Sun", "paid", "the price", "7 billion", "firm", "quoted", "price."]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_offsets_are_of_the_file(tmp_path: Path, word: str, line_end: str, mark: str) -> None:
    source = mark + SOURCE.replace("\n", line_end)
    read_as = document(tmp_path, source)
    start = read_as.text.rindex(word)
    assert read_as.locate(Span(start, start + len(word))).of(source) == word


def test_phrase_across_markup_covers_the_markup(tmp_path: Path) -> None:
    source = "**Oracle** bought *Sun*."
    read_as = document(tmp_path, source)
    assert read_as.locate(Span(0, len("Oracle bought Sun"))).of(source) == "Oracle** bought *Sun"


@pytest.mark.parametrize(
    ("source", "title", "date"),
    [
        ('---\ntitle: "A: sale"\ndate: 2020-09-21 10:00\n---\n# Other\n\nText.', "A: sale", datetime.date(2020, 9, 21)),
        ("# A *sale*\n\n21 September 2020\n\nText.", "A sale", datetime.date(2020, 9, 21)),
        ("Text only.", None, None),
    ],
)
def test_title_and_date(tmp_path: Path, source: str, title: str | None, date: datetime.date | None) -> None:
    read_as = document(tmp_path, source)
    assert (read_as.title, read_as.date) == (title, date)


def test_file_without_prose_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("```\ncode\n```\n")
    (one,) = read([path])
    assert isinstance(one, Failure) and "no prose" in one.reason


def test_block_quotations_are_marked(tmp_path: Path) -> None:
    """What stands behind ">" is known as another's words."""
    read_as = document(tmp_path, "She wrote:\n\n> The ship sank.\n>\n> Nobody drowned.\n\nIt was found.\n")
    assert [span.of(read_as.text) for span in read_as.quoted] == ["The ship sank.", "Nobody drowned."]
