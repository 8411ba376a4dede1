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


FRONTED = """
1	Born	bear	VERB	_	Tense=Past|VerbForm=Part	5	advcl	_	_
2	in	in	ADP	_	_	3	case	_	_
3	Rome	Rome	PROPN	_	_	1	obl	_	_
4	Ann	Ann	PROPN	_	_	5	nsubj	_	_
5	left	leave	VERB	_	VerbForm=Fin	0	root	_	_
"""


def test_where_an_opening_participle_hangs_is_no_doubt() -> None:
    """ "Born in Rome, Ann left": of Ann or of her leaving, she was born in Rome."""
    sentence = read(FRONTED)
    words = tuple(replace(w, certainty=0.4 if w.index == 0 else 0.9) for w in sentence.words)
    claim = Proposition(3, "was born in", "bear_in", 2, "passive_oblique", 0.85, words=(0, 2, 3))
    assert certainty(Tree(replace(sentence, words=words)), claim) == 0.9


def test_where_the_whole_hangs_is_no_doubt() -> None:
    """ "… of Rome's museum": whatever the museum hangs on, it is Rome's."""
    rows = """
1	Rome	Rome	PROPN	_	_	3	nmod:poss	_	SpaceAfter=No
2	's	's	PART	_	_	1	case	_	_
3	Museum	Museum	PROPN	_	_	4	nsubj	_	_
4	closed	close	VERB	_	VerbForm=Fin	0	root	_	_
"""
    sentence = read(rows)
    words = tuple(replace(w, certainty=0.4 if w.index == 2 else 0.9) for w in sentence.words)
    claim = Proposition(2, "is in", "locate_in", 0, "possessive", 0.8, words=(0, 2))
    assert certainty(Tree(replace(sentence, words=words)), claim) == 0.9


DESCRIBED = """
1	Bell	Bell	PROPN	_	_	6	nsubj	_	NER=B-PERSON
2	engineer	engineer	NOUN	_	_	1	appos	_	_
3	who	who	PRON	_	PronType=Rel	4	nsubj	_	_
4	worked	work	VERB	_	VerbForm=Fin	2	acl:relcl	_	_
5	there	there	ADV	_	_	4	advmod	_	_
6	left	leave	VERB	_	VerbForm=Fin	0	root	_	_
"""


def test_a_clause_beside_a_description_is_of_the_described_in_any_case() -> None:
    """ "Bell, an engineer who worked there": of the engineer or of Bell, the clause says the same."""
    sentence = read(DESCRIBED)
    words = tuple(replace(w, certainty=0.4 if w.index == 3 else 0.9) for w in sentence.words)
    claim = Proposition(1, "worked", "work", 4, "verb_oblique", 0.9, (1, 3, 4))
    assert certainty(Tree(replace(sentence, words=words)), claim) == 0.9


DEAL = """
1	Bell	Bell	PROPN	_	_	2	nsubj	_	NER=B-PERSON
2	signed	sign	VERB	_	VerbForm=Fin	0	root	_	_
3	a	a	DET	_	_	4	det	_	_
4	deal	deal	NOUN	_	_	2	obj	_	_
5	with	with	ADP	_	_	6	case	_	_
6	Acme	Acme	PROPN	_	_	4	nmod	_	NER=B-ORG
"""


def test_with_whom_a_deal_is_signed_is_told_either_way() -> None:
    """ "signed a deal with Acme": whether a deal with Acme or signed with Acme; who signed it is another matter."""
    sentence = read(DEAL)
    for doubted, expected in ((5, 0.9), (0, 0.4)):
        words = tuple(replace(w, certainty=0.4 if w.index == doubted else 0.9) for w in sentence.words)
        claim = Proposition(0, "signed a deal with", "sign_deal_with", 5, "light_verb", 0.9, (0, 1, 3, 5))
        assert certainty(Tree(replace(sentence, words=words)), claim) == expected
