"""The rules of extraction on fixed trees: what they must find, and nothing else."""

from __future__ import annotations

import re

import pytest

from kg.extract import extract
from kg.lexicon import load_lexicon
from kg.parse.tree import Tree
from kg.resolve.entities import resolve
from kg.settings import Settings
from kg.types import Claim, Document, Sentence
from tests.extract.trees import FOLDER, Example, examples, read, written


def claims_of(*sentences: Sentence, text: str = "") -> tuple[Claim, ...]:
    """The claims of parsed sentences."""
    lexicon = load_lexicon(Settings().ontology_files)
    trees = [Tree(s) for s in sentences]
    document = Document("test", text or " ".join(s.text for s in sentences))
    return extract(document, trees, resolve(document.name, trees, lexicon), lexicon, "test")


@pytest.mark.parametrize("example", list(examples()), ids=lambda e: e.id)
def test_claims_of_sentence(example: Example) -> None:
    """A fixed tree gives exactly the claims that its file lists."""
    found = claims_of(*example.sentences)
    assert tuple(sorted(written(c, example.qualified) for c in found)) == example.claims


@pytest.mark.parametrize("example", list(examples()), ids=lambda e: e.id)
def test_evidence_lies_in_sentence(example: Example) -> None:
    """A claim's own characters lie inside its sentence's, and both are of the text."""
    text = " ".join(s.text for s in example.sentences)
    for claim in claims_of(*example.sentences, text=text):
        evidence = claim.evidence
        assert evidence.sentence.of(text) == evidence.text
        assert evidence.sentence.start <= evidence.span.start < evidence.span.end <= evidence.sentence.end


def test_table_lists_every_file() -> None:
    """The table of phenomena names each file, and no other."""
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.md")} - {"README.md"}
    assert set(re.findall(r"\]\((.+?)\)", (FOLDER / "README.md").read_text(encoding="utf8"))) == files


CLOSED = """
1	Brandt	Brandt	PROPN	_	Number=Sing	2	nsubj	_	NER=B-PERSON
2	left	leave	VERB	_	Tense=Past|VerbForm=Fin	0	root	_	_
3	in	in	ADP	_	_	4	case	_	_
4	1950	1950	NUM	_	NumType=Card	2	obl	_	NER=B-DATE|SpaceAfter=No
5	.	.	PUNCT	_	_	2	punct	_	_
"""
LIVES = """
1	Weber	Weber	PROPN	_	Number=Sing	2	nsubj	_	NER=B-PERSON
2	{verb}	live	VERB	_	Tense={tense}|VerbForm=Fin	0	root	_	_
3	in	in	ADP	_	_	4	case	_	_
4	Riga	Riga	PROPN	_	Number=Sing	2	obl	_	NER=B-GPE|SpaceAfter=No
5	.	.	PUNCT	_	_	2	punct	_	_
"""
WOULD = """
1	Weber	Weber	PROPN	_	Number=Sing	3	nsubj	_	NER=B-PERSON
2	would	would	AUX	_	VerbForm=Fin	3	aux	_	_
3	marry	marry	VERB	_	VerbForm=Inf	0	root	_	_
4	Rowe	Rowe	PROPN	_	Number=Sing	3	obj	_	NER=B-PERSON|SpaceAfter=No
5	.	.	PUNCT	_	_	3	punct	_	_
"""


@pytest.mark.parametrize(("verb", "tense", "asserted"), [("lives", "Pres", False), ("lived", "Past", True)])
def test_a_paragraph_in_the_present_ends_the_past(verb: str, tense: str, asserted: bool) -> None:
    """ "Would" tells what came about only where the text still tells of years gone by."""
    sentences: list[Sentence] = []
    for number, block in enumerate((CLOSED, LIVES.format(verb=verb, tense=tense), WOULD)):
        offset = sentences[-1].span.end + 2 if sentences else 0
        sentences.append(read(block, number, offset))
    found = claims_of(*sentences, text="\n\n".join(s.text for s in sentences))
    assert [c.asserted for c in found if "would" in c.relation] == [asserted]
