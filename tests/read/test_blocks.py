"""Blocks: what is prose, what is not, and where a block ends."""

from __future__ import annotations

import pytest

from kg.read import blocks
from kg.types import Document


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(text)) for block in blocks(Document("d", text, title=title))]


def kind_of(paragraph: str) -> str:
    """The kind of a paragraph that stands between two others that are prose."""
    text = f"Oracle bought Sun in 2010.\n\n{paragraph}\n\nThe price was seven billion dollars."
    (_, (kind, _), _) = kinds(text)
    return kind


@pytest.mark.parametrize(
    "paragraph",
    [
        "Oracle is based in Austin.",
        "He resigned.",
        "“It is over,” she said.",
        "Who will buy the app?",
        "The minister announced three measures:",
        "The firm, founded in 1998 [12] by two students, grew. [3] [4]",
        "Revenue was 3.2, 4.1 and 5.0 billion in 2018, 2019 and 2020.",
        "She told the court that she had seen the letter",
        "Microsoft acquires the network",
        "Source code was published by the company on Monday.",
        "Share prices rose by 3 percent after the news.",
        "Related companies were sold in May.",
        "Cookies are small files that a site stores.",
        "“We use cookies,” said the head of the firm, “as everybody does.”",
        "By 2019 the company had left Europe.",
        "Via Licensing sold its patents to Dolby.",
        "Watch makers suffered, said the federation.",
        "Pinterest was founded by Ben Silbermann.",
        "Contact lenses are made by the firm.",
        "Home Depot bought the supplier.",
        "Subscribe is a button that users pressed, the report found.",
        "A bust of the general in the park.",
    ],
)
def test_prose_is_never_given_up(paragraph: str) -> None:
    assert kind_of(paragraph) == "text"


@pytest.mark.parametrize(
    "paragraph",
    [
        "282",
        "0.00 (0%) 0 votes",
        "1.2K shares",
        "5 min read",
        "Advertisement",
        "Read more: Ten facts about the app",
        "Related articles",
        "Source: wire.example.com",
        "Sourse: wire.example.com",
        "https://example.org/a?b=c",
        "#oracle #sun",
        "Home | Business | Sport | Culture",
        "By Jane Roe and John Doe",
        "BY JANE ROE",
        "Photo: Jane Roe / The Wire",
        "Monday, April 20, 2009",
        "Published: 20 April 2009",
        "We use cookies to improve your experience. By clicking Accept, you agree to this.",
        "This website uses its own cookies.",
        "© 2020 The Wire. All rights reserved.",
        "Sign up for our newsletter.",
        "Follow us on Twitter",
        "Share this article.",
        "Terms of Use | Privacy Policy",
        "Tags: Oracle, Sun, servers",
        "| name | price |",
        "Leave a reply",
    ],
)
def test_furniture_is_noise(paragraph: str) -> None:
    assert kind_of(paragraph) == "noise"


@pytest.mark.parametrize(
    "paragraph", ["What happens next", "Early life and education", "2013", "Life", "Calling All Engineers"]
)
def test_short_line_above_prose_is_a_heading(paragraph: str) -> None:
    assert kind_of(paragraph) == "heading"


def test_short_lines_below_all_prose_are_noise() -> None:
    assert kinds("Oracle bought Sun.\n\nOpinion desk\n\nCity office")[1:] == [
        ("noise", "Opinion desk"),
        ("noise", "City office"),
    ]


def test_title_is_known_once_and_noise_when_repeated() -> None:
    text = "A sale of servers\n\nOracle bought Sun.\n\nA sale  of servers"
    assert [kind for kind, _ in kinds(text, title="A sale of servers")] == ["title", "text", "noise"]


def test_short_line_repeated_again_and_again_is_noise() -> None:
    text = "\n\n".join(["The wire", "Oracle bought Sun."] * 3)
    assert [kind for kind, _ in kinds(text)] == ["noise", "text"] * 3


def test_text_of_nothing_but_short_lines_is_read() -> None:
    assert kinds("Oracle, owner of Java") == [("text", "Oracle, owner of Java")]


def test_picture_credit_is_cut_from_a_caption() -> None:
    text = "Oracle bought Sun.\n\nThe deal was signed in May. Image: Jane Roe.\n\nThe end came soon."
    assert kinds(text)[1] == ("text", "The deal was signed in May.")


def test_list_items_are_blocks_without_their_bullets() -> None:
    text = "The terms:\n- Oracle pays in cash.\n* Sun keeps its name.\n1. The board agrees.\n(b) The staff stays."
    assert kinds(text)[1:] == [
        ("list", "Oracle pays in cash."),
        ("list", "Sun keeps its name."),
        ("list", "The board agrees."),
        ("list", "The staff stays."),
    ]


def test_hard_wrapped_paragraph_is_one_block() -> None:
    text = (
        "Oracle, the database company from California, agreed on Monday to buy\n"
        "Sun Microsystems for seven billion dollars. The offer was made after\n"
        "IBM had withdrawn its own. Sun's board accepted it at once, and the\n"
        "shares rose.\n"
        "Sun makes servers and owns the Java language, which many firms use to\n"
        "write software."
    )
    assert [block.replace("\n", " ")[:11] for _, block in kinds(text)] == ["Oracle, the", "Sun makes s"]


def test_line_that_stops_in_mid_sentence_goes_on() -> None:
    assert len(kinds("Oracle said that it had agreed to a deal with\nIBM and Sun in May.")) == 1


def test_lines_that_are_sentences_are_blocks() -> None:
    text = "Oracle bought Sun\nMicrosoft bought LinkedIn\nGoogle bought YouTube"
    assert [block for _, block in kinds(text)] == text.split("\n")


def test_long_lines_are_paragraphs() -> None:
    lines = ["Oracle bought Sun, " + "and it paid, " * 20 + "which took long.", "Sun was sold, " * 20 + "so it ended."]
    assert [block for _, block in kinds("\n".join(lines))] == lines


def test_windows_line_ends_separate_paragraphs() -> None:
    assert [block for _, block in kinds("Oracle pays.\r\n\r\nSun sells.\r\n")] == ["Oracle pays.", "Sun sells."]


def test_dateline_is_left_out() -> None:
    """A news agency's dateline is no part of the first sentence."""
    document = Document("a.txt", "NEW DELHI (AP) - India banned the app on Monday, the ministry said.")
    (block,) = blocks(document)
    assert block.span.of(document.text) == "India banned the app on Monday, the ministry said."
