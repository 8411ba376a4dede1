"""Plain text: exact characters, true offsets, title and date."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kg.read import read
from kg.types import Document, Span


def document(tmp_path: Path, content: str | bytes, encoding: str | None = None) -> Document:
    path = tmp_path / "a.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (one,) = read([path], encoding=encoding)
    assert isinstance(one, Document)
    return one


def test_characters_and_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    text = "Oracle\r\nbought  Sun.\r\n\tIn 2010.\n"
    assert document(tmp_path, text).text == text


def test_byte_order_mark_is_dropped_and_offsets_still_count_it(tmp_path: Path) -> None:
    source = "\ufeffOracle bought Sun."
    read_as = document(tmp_path, source)
    assert read_as.text == source[1:]
    assert read_as.locate(Span(0, 6)).of(source) == "Oracle"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_marked_wide_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    assert document(tmp_path, "Málaga".encode(encoding)).text == "Málaga"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“We won’t sell,” the café’s owner said – and José left.", "cp1252"),
        ("The naïve plan cost €20 million.", "cp1252"),
        ("東京の会社は新しいアプリを発表した。価格は千円である。", "shift_jis"),
        ("字节跳动是一家总部位于北京的公司，旗下有抖音。", "gb18030"),
    ],
)
def test_legacy_encodings_are_recognised_where_there_is_no_doubt(tmp_path: Path, text: str, encoding: str) -> None:
    assert document(tmp_path, text.encode(encoding)).text == text


def test_given_encoding_is_used(tmp_path: Path) -> None:
    assert document(tmp_path, "Wałęsa".encode("iso8859-2"), encoding="iso8859-2").text == "Wałęsa"


PROSE = "\n\nOracle bought Sun in 2010. The price was high.\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Oracle  buys Sun" + PROSE, "Oracle buys Sun"),
        ("Will Oracle buy Sun?" + PROSE, "Will Oracle buy Sun?"),
        ("282 shares\n\nOracle buys Sun" + PROSE, "Oracle buys Sun"),
        ("Oracle buys Sun\nMonday, April 20, 2009" + PROSE, "Oracle buys Sun"),
        ("Oracle buys Sun.\n\nMore is to come.", None),
        ("Oracle buys Sun", None),
        ("Oracle owns Sun\n\nMicrosoft owns LinkedIn", None),
    ],
)
def test_title_is_a_first_paragraph_that_is_no_sentence(tmp_path: Path, text: str, title: str | None) -> None:
    assert document(tmp_path, text).title == title


@pytest.mark.parametrize(
    "line",
    [
        "2020-09-21",
        "2020-09-21T10:30:00Z",
        "Monday, September 21, 2020",
        "Published: 21 September 2020",
        "Mon, Sept. 21st, 2020, 10:30 GMT",
        "Updated on 21 sep 2020",
    ],
)
def test_date_is_a_line_near_the_top_that_is_nothing_else(tmp_path: Path, line: str) -> None:
    assert document(tmp_path, f"Oracle buys Sun\n\n{line}{PROSE}").date == datetime.date(2020, 9, 21)


@pytest.mark.parametrize(
    "line", ["03/04/2020", "September 2020", "February 30, 2020", "It began on May 4, 2020.", "yesterday"]
)
def test_line_that_is_no_certain_date_gives_none(tmp_path: Path, line: str) -> None:
    assert document(tmp_path, f"Oracle buys Sun\n\n{line}{PROSE}").date is None


def test_lines_that_mail_quotes_are_marked(tmp_path: Path) -> None:
    """What stands behind ">" is known as another's words."""
    read_as = document(tmp_path, "She wrote.\n\n> The ship sank.\n\nIt was found.\n")
    assert [span.of(read_as.text) for span in read_as.quoted] == ["> The ship sank."]
