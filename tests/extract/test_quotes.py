"""Quotations over paragraphs, and the marks that make them."""

from __future__ import annotations

from kg.extract import extract
from kg.extract.marks import quoted
from kg.lexicon import load_lexicon
from kg.parse.tree import Tree
from kg.resolve.entities import resolve
from kg.settings import Settings
from kg.types import Document, Sentence, Word
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


OURS = """
1	We	we	PRON	_	Case=Nom|Number=Plur|Person=1|PronType=Prs	2	nsubj	_	_
2	sold	sell	VERB	_	Mood=Ind|Number=Plur|Person=1|Tense=Past|VerbForm=Fin	0	root	_	_
3	Basil	Basil	PROPN	_	Number=Sing	2	obj	_	NER=B-ORG|SpaceAfter=No
4	.	.	PUNCT	_	_	2	punct	_	_
"""


def test_a_statement_to_the_press_goes_on() -> None:
    """ "Weber wrote:", two paragraphs without marks, and "we" in the last of them: both are Weber's."""
    lines = ["Weber wrote:", "Acme sold Basil.", "We sold Basil.", "Acme sold Basil."]
    starts = [sum(len(line) + 2 for line in lines[:k]) for k in range(len(lines))]
    sentences = [read(rows, k, starts[k]) for k, rows in enumerate((WROTE, SOLD, OURS, SOLD))]
    told = [written(c) for c in claims_of(*sentences, text="\n\n".join(lines))]
    assert told[0] == "Acme | sold | Basil : kgo:sold [by Weber]"
    assert told[-1] == "Acme | sold | Basil : kgo:sold"


def test_what_is_said_goes_on_until_the_author_is_heard() -> None:
    """ "Weber said:", and paragraphs without marks: Weber's, up to the one that names him."""
    said = WROTE.replace("wrote\twrite", "said\tsay")
    again = SOLD.replace("Acme\tAcme", "Weber\tWeber").replace("B-ORG", "B-PERSON", 1)
    lines = ["Weber said:", "Acme sold Basil.", "Acme sold Basil.", "Weber sold Basil."]
    starts = [sum(len(line) + 2 for line in lines[:k]) for k in range(len(lines))]
    sentences = [read(rows, k, starts[k]) for k, rows in enumerate((said, SOLD, SOLD, again))]
    told = [written(c) for c in claims_of(*sentences, text="\n\n".join(lines))]
    assert told == ["Acme | sold | Basil : kgo:sold [by Weber]"] * 2 + ["Weber | sold | Basil : kgo:sold"]


def test_what_a_document_sets_apart_is_quoted() -> None:
    """A block quotation is its speaker's, or somebody's, whatever stands before it."""
    first, second = read(SOLD), read(SOLD, 1, len("Acme sold Basil.\n\n"))
    lexicon = load_lexicon(Settings().ontology_files)
    document = Document("test", "Acme sold Basil.\n\nAcme sold Basil.", quoted=(second.span,))
    trees = [Tree(first), Tree(second)]
    found = extract(document, trees, resolve(document.name, trees, lexicon), lexicon, "test")
    assert [written(c) for c in found] == [
        "Acme | sold | Basil : kgo:sold",
        "Acme | sold | Basil : kgo:sold [by unnamed source]",
    ]


def spoken(*texts: str) -> list[str]:
    """What a paragraph quotes, each sentence given with blanks between its words, and `_` where the text has none."""
    trees, at = [], 0
    for number, text in enumerate(texts):
        words = []
        for k, form in enumerate(text.split()):
            glued, form = form.startswith("_"), form.lstrip("_")
            at += 0 if glued else 1
            mark = form in "\"'“”‘’.,"
            words.append(Word(k, form, form, "PUNCT" if mark else "X", "", 0, "dep", "O", at, at + len(form)))
            at += len(form)
        trees.append(Tree(Sentence(number, text, words[0].start, tuple(words))))
    return [" ".join(trees[k][i].text for k, i in q.words) for q in quoted(trees)]


def test_marks_are_paired_over_a_paragraph() -> None:
    """Each second mark closes; where one is missing, blanks tell, and the author's words stay his own."""
    assert spoken('" _so be it then _"', "he left", '" _so it was done _"') == ["so be it then", "so it was done"]
    assert spoken('" _so be it then "', "he left and slept") == ["so be it then"]  # a blank too many
    assert spoken('he left _"', '" _so be it then _"') == ["so be it then"]  # a mark too many
    assert spoken('he said " _so be it then', "he left and slept") == ["so be it then"]  # one too few
    assert spoken('" _so be it then _. _’', "he left and slept") == ["so be it then ."]  # another sort


def test_single_marks_are_no_apostrophes() -> None:
    """Words between single marks are quoted, but for those within other marks."""
    assert spoken("‘ _so be it then _’", "he left") == ["so be it then"]
    assert spoken("the ’ _90s were so long ago") == []
    assert spoken('" _so the ‘ _one who is never left _’ said _"') == ["so the ‘ one who is never left ’ said"]


def test_a_notice_is_nobodys_words() -> None:
    """ "Note:", "Warning:" before paragraphs make no conversation of a manual."""
    lines = ["Note: Acme sold Basil.", "Warning: Acme sold Basil.", "Acme sold Basil.", "Note: Acme sold Basil."]
    sentences, at = [], 0
    for number, line in enumerate(lines):
        sentences.append(read(SOLD, number, at + len(line.removesuffix("Acme sold Basil."))))
        at += len(line) + 2
    told = {written(c) for c in claims_of(*sentences, text="\n\n".join(lines))}
    assert told == {"Acme | sold | Basil : kgo:sold"}


def test_an_interview_is_its_speakers_words() -> None:
    """ "Weber: Acme sold Basil.", again and again: whoever speaks says so, and a label alone is no speaker's name."""
    lines = ["Q: Acme sold Basil.", "Weber: Acme sold Basil.", "Acme sold Basil.", "Q: Acme sold Basil."]
    sentences, at = [], 0
    for line in lines:
        label = line.removesuffix("Acme sold Basil.")
        sentences.append(read(SOLD, len(sentences), at + len(label)))
        if label == "Weber: ":
            sentences[-1] = read(LABELLED, len(sentences) - 1, at)
        at += len(line) + 2
    told = [written(c) for c in claims_of(*sentences, text="\n\n".join(lines))]
    assert told == [
        "Acme | sold | Basil : kgo:sold [by unnamed source]",
        "Acme | sold | Basil : kgo:sold [by Weber]",
        "Acme | sold | Basil : kgo:sold [by Weber]",
        "Acme | sold | Basil : kgo:sold [by unnamed source]",
    ]


LABELLED = """
1	Weber	Weber	PROPN	_	Number=Sing	4	parataxis	_	NER=B-PERSON|SpaceAfter=No
2	:	:	PUNCT	_	_	1	punct	_	_
3	Acme	Acme	PROPN	_	Number=Sing	4	nsubj	_	NER=B-ORG
4	sold	sell	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_
5	Basil	Basil	PROPN	_	Number=Sing	4	obj	_	NER=B-ORG|SpaceAfter=No
6	.	.	PUNCT	_	_	4	punct	_	_
"""


def test_a_title_with_a_colon_is_no_speaker() -> None:
    """ "Edge: Home is …", once in a while: few paragraphs of a text that begin so make no conversation of it."""
    labels = ["Edge: ", *[""] * 6, "Home: ", *[""] * 6, "Edge: "]
    sentences, at = [], 0
    for number, label in enumerate(labels):
        sentences.append(read(SOLD, number, at + len(label)))
        at += len(label) + len("Acme sold Basil.") + 2
    text = "\n\n".join(f"{label}Acme sold Basil." for label in labels)
    assert {written(c) for c in claims_of(*sentences, text=text)} == {"Acme | sold | Basil : kgo:sold"}
