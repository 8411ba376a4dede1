"""Head words and their phrases, on hand-written trees."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kg.parse.phrases import Phrases


@dataclass(frozen=True)
class Row:
    """A window's trees."""

    head: list[int]
    deprel: list[str]


# "Ann and her old dog slept near the house of Bob ."
WORDS = "Ann and her old dog slept near the house of Bob .".split()
SLEPT = Row(
    [5, 4, 4, 4, 0, 5, 8, 8, 5, 10, 8, 5],
    "nsubj cc nmod:poss amod conj root case det obl case nmod punct".split(),
)


@pytest.mark.parametrize(
    ("head", "phrase"),
    [
        (0, "Ann"),
        (4, "her old dog"),
        (1, "Ann and her old dog"),
        (8, "the house of Bob"),
        (10, "Bob"),
        (2, "her"),
    ],
)
def test_a_phrase_has_one_head_word(head: int, phrase: str) -> None:
    """Prepositions before it are outside; a coordination is headed by its conjunction."""
    phrases = Phrases.of([SLEPT])
    start, end = phrases.span(head, WORDS)
    assert " ".join(WORDS[start:end]) == phrase
    assert phrases.head(start, end) == head


def test_windows_are_numbered_through() -> None:
    """The second window's words follow the first's."""
    phrases = Phrases.of([SLEPT, SLEPT])
    start, end = phrases.span(20, WORDS * 2)
    assert (start, end) == (19, 23)


def test_an_event_is_its_verb() -> None:
    """What "it" takes up in "They slept. It helped" is the verb, not the clause."""
    tree = Row([1, 1, 3, 1], "nsubj root det obj".split())
    assert Phrases.of([tree]).span(1, "They sold the plant".split()) == (1, 2)


def test_an_adverb_before_the_article_is_of_the_clause() -> None:
    """ "Eventually her death": the death is hers, and "eventually" no part of it."""
    tree = Row([2, 2, 2], "advmod nmod:poss root".split())
    assert Phrases.of([tree]).span(2, "eventually her death".split()) == (1, 3)
