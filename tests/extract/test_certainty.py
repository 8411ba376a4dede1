"""How sure the parser is of what a claim stands on."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.proposition import Proposition, certainty
from kg.parse.tree import Tree
from tests.extract.trees import read

ROWS = """
1	Ann	Ann	PROPN	_	_	4	nsubj	_	_
2	co	co	ADV	_	_	4	advmod	_	SpaceAfter=No
3	-	-	PUNCT	_	_	2	punct	_	SpaceAfter=No
4	founded	found	VERB	_	VerbForm=Fin	0	root	_	_
5	Acme	Acme	PROPN	_	_	4	obj	_	_
"""


def test_how_a_prefix_hangs_is_no_doubt() -> None:
    """ "co-founded": that the parser is unsure of "co" says nothing of who founded what."""
    sentence = read(ROWS)
    words = tuple(replace(w, certainty=0.3 if w.text == "co" else 0.9) for w in sentence.words)
    claim = Proposition(0, "co-founded", "cofound", 4, "verb_object", 0.9, words=(0, 1, 2, 3, 4))
    assert certainty(Tree(replace(sentence, words=words)), claim) == 0.9


DESCRIBED = """
1	platform	platform	NOUN	_	_	2	nmod:desc	_	_
2	Acme	Acme	PROPN	_	_	3	nsubj	_	_
3	grew	grow	VERB	_	VerbForm=Fin	0	root	_	_
"""


def test_which_of_a_noun_and_its_name_is_the_head_is_no_doubt() -> None:
    """ "Platform Acme grew": where both hang is as sure as the surer of them."""
    sentence = read(DESCRIBED)
    words = tuple(replace(w, certainty=(0.7, 0.5, 0.9)[w.index]) for w in sentence.words)
    claim = Proposition(1, "grew", "grow", 2, "verb_object", 0.9, words=(1, 2))
    assert certainty(Tree(replace(sentence, words=words)), claim) == 0.7
