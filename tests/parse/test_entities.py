"""What a sequence of tags makes of names, on hand-written Docs."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from kg.parse.component import entities


@pytest.mark.parametrize(
    ("words", "pos", "tags", "expected"),
    [
        ("Hungarian actors", "ADJ NOUN", "B-GPE O", [("Hungarian", "NORP")]),
        ("Judge Orla Byrne", "PROPN PROPN PROPN", "B-PERSON I-PERSON I-PERSON", [("Orla Byrne", "PERSON")]),
        ("Sir Orla Byrne", "PROPN PROPN PROPN", "B-PERSON I-PERSON I-PERSON", [("Sir Orla Byrne", "PERSON")]),
        ("Labour Party and", "PROPN PROPN CCONJ", "B-ORG I-ORG I-ORG", [("Labour Party", "ORG")]),
        ("Mr.", "PROPN", "B-PERSON", []),
    ],
)
def test_names_are_trimmed(words: str, pos: str, tags: str, expected: list[tuple[str, str]]) -> None:
    """Words of origin are no places, titles and conjunctions no part of a name, and a bare title is none."""
    doc = Doc(English().vocab, words=words.split(), pos=pos.split())
    assert [(span.text, span.label_) for span in entities(doc, tags.split())] == expected
