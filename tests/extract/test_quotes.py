"""Quotations over paragraphs."""

from __future__ import annotations

from tests.extract.test_sentences import claims_of
from tests.extract.trees import read, written

WROTE = """
1	Weber	Weber	PROPN	_	Number=Sing	2	nsubj	_	NER=B-PERSON
2	wrote	write	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	SpaceAfter=No
3	:	:	PUNCT	_	_	2	punct	_	_
"""
SOLD = """
1	Acme	Acme	PROPN	_	Number=Sing	2	nsubj	_	NER=B-ORG
2	sold	sell	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_
3	Basil	Basil	PROPN	_	Number=Sing	2	obj	_	NER=B-ORG|SpaceAfter=No
4	.	.	PUNCT	_	_	2	punct	_	_
"""


def test_a_paragraph_that_is_introduced_is_quoted() -> None:
    """ "Weber wrote:", and in a paragraph of its own, without marks, what he wrote; not what comes after it."""
    introduction, first = read(WROTE), read(SOLD, 1, len("Weber wrote:\n\n"))
    second = read(SOLD, 2, first.span.end + 2)
    told = [
        written(c)
        for c in claims_of(introduction, first, second, text="Weber wrote:\n\nAcme sold Basil.\n\nAcme sold Basil.")
    ]
    assert told == ["Acme | sold | Basil : kgo:sold [by Weber]", "Acme | sold | Basil : kgo:sold"]
