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
