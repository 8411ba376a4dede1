"""The demo corpus: complete, clean, and hanging together."""

from __future__ import annotations

import pytest

from kg.demo import demo_folder
from kg.read import blocks, read
from kg.types import Document, Span

DOCUMENTS = [one for one in read([demo_folder()]) if isinstance(one, Document)]


def test_demo_is_read_without_failures() -> None:
    assert [type(one) for one in read([demo_folder()])] == [Document] * 14


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_brief_is_short_dated_and_titled(document: Document) -> None:
    assert document.title and document.date and 90 <= len(document.text.split()) <= 210


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_brief_has_no_noise_but_its_date_line(document: Document) -> None:
    noise = [block.span.of(document.text) for block in blocks(document) if block.kind == "noise"]
    assert all(str(document.date and document.date.year) in line for line in noise) and len(noise) <= 1


def test_page_is_read_without_its_furniture() -> None:
    (page,) = (one for one in DOCUMENTS if one.name.endswith(".html"))
    assert not any(
        word in page.text for word in ("cookies", "Advertisement", "282", "Most read", "Business", "analytics")
    )


def test_offsets_of_the_page_hold_in_the_packaged_file() -> None:
    (page,) = (one for one in DOCUMENTS if one.name.endswith(".html"))
    source = (demo_folder() / "oracle-walmart-deal.html").read_text(encoding="utf-8")
    start = page.text.index("Doug McMillon")
    assert page.locate(Span(start, start + 13)).of(source) == "Doug McMillon"
