"""HTML: the main text of a page, and where it stands in the raw file."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kg.read import read
from kg.types import Document, Failure, Span

PAGE = """<!doctype html><html><head><title>Oracle buys Sun</title>
<meta property="article:published_time" content="2009-04-20"><style>p { color: red }</style></head><body>
<nav><a href="/">Home</a> <a href="/b">Business</a></nav>
<p class="teaser"><a href="#">Oracle agreed to buy Sun Microsystems, a maker of servers, for $7.4 billion.</a></p>
<article><h1>Oracle buys Sun</h1>
<p>Oracle agreed to buy Sun Microsystems, a maker of servers, for $7.4 billion.</p>
<!-- <p>Nobody reads this comment, however long it may be.</p> -->
<p>The chairman of Sun&rsquo;s board, <a title="a > b" href="/mcnealy">Scott
   <b>McNealy</b></a>, welcomed the deal &amp; called it a re\u00addefining event.</p>
<aside>Related: a story of no interest.</aside>
<p>IBM had made an offer before.<br>It was with\u200bdrawn in April.</p></article>
<footer><p>We use cookies to improve your experience.</p><p>&copy; 2009 The Wire</p></footer>
<script>document.write("<p>Not on the page as such.</p>")</script></body></html>"""


def documents(tmp_path: Path, content: str | bytes) -> list[Document | Failure]:
    path = tmp_path / "a.html"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [*read([path])]


def document(tmp_path: Path, content: str | bytes) -> Document:
    (one,) = documents(tmp_path, content)
    assert isinstance(one, Document)
    return one


def test_main_text_is_kept_and_the_rest_is_not(tmp_path: Path) -> None:
    assert document(tmp_path, PAGE).text.split("\n\n") == [
        "Oracle buys Sun",
        "Oracle agreed to buy Sun Microsystems, a maker of servers, for $7.4 billion.",
        "The chairman of Sun’s board, Scott McNealy, welcomed the deal & called it a redefining event.",
        "IBM had made an offer before.",
        "It was withdrawn in April.",
    ]


def test_title_and_date_come_from_the_page(tmp_path: Path) -> None:
    read_as = document(tmp_path, PAGE)
    assert (read_as.title, read_as.date) == ("Oracle buys Sun", datetime.date(2009, 4, 20))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    "phrase", ["Oracle agreed to buy", "the deal", "McNealy", "called it", "offer before.", "It was"]
)
def test_offsets_are_of_the_raw_file(tmp_path: Path, phrase: str, mark: str) -> None:
    source = mark + PAGE.replace("\n", "\r\n")
    read_as = document(tmp_path, source)
    start = read_as.text.index(phrase)
    assert read_as.locate(Span(start, start + len(phrase))).of(source) == phrase


def test_paragraph_stands_in_the_article_not_in_its_teaser(tmp_path: Path) -> None:
    read_as = document(tmp_path, PAGE)
    start = read_as.text.index("Oracle agreed")
    assert read_as.locate(Span(start, start + 6)).start > PAGE.index("<article>")


def test_page_without_main_text_gives_what_is_visible_outside_of_navigation(tmp_path: Path) -> None:
    source = "<nav>Home</nav><header>Top</header><p>Sun sold.<p>Short.<form>Name</form><footer>End</footer>"
    assert document(tmp_path, source).text == "Sun sold.\n\nShort."


def test_letters_after_an_entity_without_its_semicolon_keep_their_places(tmp_path: Path) -> None:
    source = "<p>&copyright of Sun.</p>"
    read_as = document(tmp_path, source)
    start = read_as.text.index("right")
    assert read_as.locate(Span(start, start + 5)).of(source) == "right"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Sun &lt; Oracle", "Sun < Oracle"),
        ("<p>Sun <b>sold", "Sun sold"),
        ("<![odd[<p>Sun", "Sun"),
        ('<p>Sun <a href="x>sold</a>', "Sun sold"),
        ('<p>Sun <a href="x', "Sun"),
        ("<p>Sun " + '<a "" ' * 20_000, "Sun"),
        ("<p>Sun " + "<a " * 20_000, "Sun"),
        ("<p>Sun " + "<!--" * 20_000, "Sun"),
        ("<p>Sun &#xD800;&unknown;", "Sun \ufffd&unknown;"),
        ("<nav>Sun sold", "Sun sold"),
        ("<div>" * 3000 + "Sun", "Sun"),
        ("<p>Sun<script>x</p>", "Sun"),
    ],
)
def test_malformed_pages_are_read(tmp_path: Path, source: str, text: str) -> None:
    assert document(tmp_path, source).text == text


def test_declared_encoding_is_used(tmp_path: Path) -> None:
    source = '<meta charset="iso-8859-2"><p>Wałęsa lived in Łódź.</p>'
    assert document(tmp_path, source.encode("iso8859-2")).text == "Wałęsa lived in Łódź."


def test_page_without_text_is_reported(tmp_path: Path) -> None:
    (one,) = documents(tmp_path, "<html><script>x</script><p>&nbsp;</p></html>")
    assert isinstance(one, Failure) and one.reason == "there is no text on the page"


def test_block_quotations_are_marked(tmp_path: Path) -> None:
    """What stands in a blockquote is known as another's words."""
    source = "<p>She wrote a letter.</p><blockquote><p>The ship sank &amp; burned.</p></blockquote><p>It was found.</p>"
    read_as = document(tmp_path, f"<html><body>{source}</body></html>")
    assert [span.of(read_as.text) for span in read_as.quoted] == ["The ship sank & burned."]
