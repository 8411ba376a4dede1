"""JSON Lines: a document per line, and a failure per bad line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kg.read import read
from kg.types import Document, Failure


def records(tmp_path: Path, *lines: str) -> list[Document | Failure]:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [*read([path])]


def test_record_becomes_a_document(tmp_path: Path) -> None:
    line = '{"id": "x1", "title": "A sale", "date": "2020-09-21", "text": "A \\"new\\" owner.\\nIt pays."}'
    (document,) = records(tmp_path, line)
    assert document == Document(
        f"{tmp_path.name}/a.jsonl#x1", 'A "new" owner.\nIt pays.', title="A sale", date=datetime.date(2020, 9, 21)
    )


def test_record_without_id_is_named_by_its_line(tmp_path: Path) -> None:
    found = records(tmp_path, "", '{"text": "One."}', '{"text": "Two.", "id": 7}')
    assert [one.name.partition("#")[2] for one in found] == ["2", "7"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "One."', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('["text"]', 'needs an object with a "text"'),
        ('{"text": 5}', 'needs an object with a "text"'),
        ('{"text": "  "}', 'its "text" is empty'),
        ('{"text": "One.", "id": ["a"]}', 'its "id" must be'),
        ('{"text": "One.", "id": "first"}', "its id is that of line 1"),
    ],
)
def test_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: str, reason: str) -> None:
    first, bad, last = records(tmp_path, '{"text": "One.", "id": "first"}', line, '{"text": "Three."}')
    assert isinstance(first, Document) and isinstance(last, Document)
    assert isinstance(bad, Failure) and bad.reason.startswith(f"line 2: {reason}")


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    (document,) = records(tmp_path, '{"text": "a\\ud83d b"}')
    assert isinstance(document, Document) and document.text == "a\ufffd b"


def test_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    (document,) = records(tmp_path, '{"text": "One.\u2028Two."}')
    assert isinstance(document, Document) and document.text == "One.\u2028Two."


@pytest.mark.parametrize("date", ['"yesterday"', '"2020"', "2020", '"2020-13-01"'])
def test_a_date_that_is_none_is_told_and_its_document_read(tmp_path: Path, date: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"id": "x", "date": {date}, "text": "Acme owns Bolt."}}')
    document, failure = read([path])
    assert isinstance(document, Document) and document.date is None
    assert isinstance(failure, Failure) and 'line 1: its "date" is not a day' in failure.reason


def test_a_date_may_have_a_time_or_be_left_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    dates = ('"2020-09-21T10:00:00Z"', '"2020-09-21 10:00"', '""', "null")
    path.write_text("\n".join(f'{{"date": {date}, "text": "Acme owns Bolt."}}' for date in dates))
    found = [document.date for document in read([path]) if isinstance(document, Document)]
    assert found == [datetime.date(2020, 9, 21), datetime.date(2020, 9, 21), None, None]
    assert len(list(read([path]))) == 4
