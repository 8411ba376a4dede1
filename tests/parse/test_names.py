"""Names that are cut short are made whole."""

from __future__ import annotations

import pytest

from kg.parse.mend import mend
from kg.types import Sentence, Word


def named(rows: str) -> list[str]:
    """The names of a sentence of ``form/tag`` words, each hanging on the first, after they are mended."""
    words, at = [], 0
    for i, row in enumerate(rows.split()):
        form, _, ner = row.partition("/")
        glued = form == "-" or (words and words[-1].text == "-")
        start = at - 1 if glued else at
        upos = "NUM" if form.isdigit() else "DET" if form == "The" else "PROPN" if form[0].isupper() else "ADP"
        relation, end = "dep" if i else "root", start + len(form)
        words.append(Word(i, form, form.lower(), upos, "", 0, relation, ner or "O", start, end))
        at = start + len(form) + 1
    mended = mend(Sentence(0, "", 0, tuple(words))).words
    found: list[str] = []
    for word in mended:
        if word.ner[0] == "B":
            found.append(word.text)
        elif word.ner[0] == "I":
            found[-1] += " " + word.text
    return found


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("saw Otto/B-PERSON Bell/I-PERSON Jr. there", "Otto Bell Jr."),
        ("saw Otto/B-PERSON Bell/I-PERSON , Sr . there", "Otto Bell , Sr ."),
        ("Edward/B-PERSON S./I-PERSON ( Ted ) Hall came", "Edward S. ( Ted ) Hall"),
        ("saw Vega/B-WORK_OF_ART : The Movie there", "Vega : The Movie"),
        ("won Riga/B-EVENT Festival/I-EVENT Award for Best Cellist there", "Riga Festival Award for Best Cellist"),
        ("joined Church/B-ORG of/I-ORG Riga/I-ORG of New - day Saints there", "Church of Riga of New - day Saints"),
        ("joined Municipality/B-GPE of Riga/B-GPE there", "Municipality of Riga"),
        ("spoke for State Department there", "State Department"),
        ("Firefly/B-PRODUCT 5 came", "Firefly 5"),
        ("met Otto/B-PERSON and Associates Insurance there", "Otto and Associates Insurance"),
        ("saw 407th Wing/B-ORG there", "407th Wing"),
        ("Force/B-ORG 104 came", "Force 104"),
        ("saw Bosnia/B-GPE and Herzegovina/B-GPE there", "Bosnia and Herzegovina"),
        ('saw " Silver/B-WORK_OF_ART and Harbour/B-WORK_OF_ART " there', "Silver and Harbour"),
    ],
)
def test_a_name_goes_on(rows: str, name: str) -> None:
    """ "Jr.", a title behind its colon or between quotation marks, what a prize is for, a second "of", a nickname."""
    assert named(rows) == [name]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("saw Vega/B-WORK_OF_ART : the film ends", "Vega"),
        ("saw Vega/B-WORK_OF_ART : The film ends", "Vega"),
        ("won Riga/B-EVENT Prize/I-EVENT for courage", "Riga Prize"),
        ("joined Acme/B-ORG of Riga", "Acme"),
        ('said " Acme/B-ORG sells Ships " there', "Acme"),
    ],
)
def test_what_is_not_written_as_a_name_is_none(rows: str, name: str) -> None:
    """A clause behind a colon, a reason for a prize, a firm's town."""
    assert named(rows) == [name]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ("saw Ann/B-PERSON Bell/I-PERSON of/I-PERSON The/I-PERSON Labour/I-PERSON Party/I-PERSON there",
         ["Ann Bell", "Labour Party"]),
        ("saw Ann/B-PERSON Bell/I-PERSON ,/I-PERSON The/I-PERSON Speaker/I-PERSON there", ["Ann Bell"]),
        ("saw Hilary/B-PERSON of/I-PERSON Poitiers/I-PERSON there", ["Hilary of Poitiers"]),
    ],
)  # fmt: skip
def test_whose_a_person_is_is_no_part_of_the_name(rows: str, names: list[str]) -> None:
    """Parties and offices behind a name; a saint's town is one."""
    assert named(rows) == names
