"""Which words deny by themselves."""

from __future__ import annotations

import pytest

from kg.denial import says_no


@pytest.mark.parametrize(
    "words",
    [
        ("Acme", "never sold", "Bolt"),
        ("Acme", "didn’t buy", "Bolt"),
        ("Acme", "was unable to pay", "wages"),
        ("Acme", "denied owning", "Bolt"),
        ("no company", "owns", "Bolt"),
        ("Nobody", "owns", "Bolt"),
        ("Acme", "is", "not a bank"),
    ],
    ids=" ".join,
)
def test_words_that_deny(words: tuple[str, str, str]) -> None:
    """In the relation, or before what it joins."""
    assert says_no(*words)


@pytest.mark.parametrize(
    "words",
    [
        ("Acme", "owns", "Bolt"),
        ("No Doubt", "recorded", "album"),
        ("Acme", "said", "that Bolt does not sell"),
        ("Acme", "knows", "Nora"),
        ("Acme", "noted", "failure of Bolt"),
    ],
    ids=" ".join,
)
def test_words_that_do_not(words: tuple[str, str, str]) -> None:
    """What is denied inside of a clause is another matter, and so are names."""
    assert not says_no(*words)
