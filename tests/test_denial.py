"""Which words deny by themselves."""

from __future__ import annotations

import pytest

from kg.denial import says_no


@pytest.mark.parametrize(
    ("words", "denies"),
    [
        ("Acme|never sold|Bolt", True),
        ("Acme|didn’t buy|Bolt", True),
        ("Acme|hardly grew in|2019", True),
        ("Acme|was unable to pay|wages", True),
        ("Acme|denied owning|Bolt", True),
        ("no company|owns|Bolt", True),
        ("Nobody|owns|Bolt", True),
        ("Acme|is|not a bank", True),
        ("Acme|owns|Bolt", False),
        ("No Doubt|recorded|album", False),
        ("Acme|said|that Bolt does not sell", False),
        ("Acme|knows|Nora", False),
        ("Acme|noted|failure of Bolt", False),
    ],
)
def test_words_that_deny(words: str, denies: bool) -> None:
    """In the relation, or before what it joins; what is denied inside of a clause is another matter, as are names."""
    subject, relation, object_ = words.split("|")
    assert says_no(subject, relation, object_) == denies
