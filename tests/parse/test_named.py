"""Names that a parser hangs on the wrong word are mended, by what kind of name they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.parse.mend import mend
from tests.parse.test_mend import sentence


def arcs(rows: str, kinds: dict[str, str]) -> list[tuple[str, str]]:
    """(relation, head word) of the mended tree, whose words of `kinds` are names."""
    given = sentence(rows)
    words = tuple(replace(w, ner=kinds.get(w.text, "O")) for w in given.words)
    mended = mend(replace(given, words=words)).words
    return [(w.deprel, mended[w.head].text) for w in mended]


@pytest.mark.parametrize(
    "rows",
    [
        "lent/VERB/root/0 Riga/PROPN/compound/4 3/NUM/nummod/4 euros/NOUN/obj/1",
        "fined/VERB/root/0 Riga/PROPN/obj/1 3/NUM/nummod/4 euros/NOUN/obj/1",
    ],
)
def test_who_stands_before_a_sum_gets_or_pays_it(rows: str) -> None:
    """ "lent Riga 3 euros": no sum is of Riga's kind, and no verb has two objects."""
    assert arcs(rows, {"Riga": "B-GPE", "3": "B-MONEY", "euros": "I-MONEY"})[1] == ("iobj", rows.split("/")[0])


@pytest.mark.parametrize("body", ["bank", "rebels"])
def test_the_person_beside_a_body_is_its_head(body: str) -> None:
    """ "the head of the bank, Bell": Bell is no bank."""
    rows = f"head/NOUN/nsubj/6 of/ADP/case/3 {body}/NOUN/nmod/1 ,/PUNCT/punct/5 Bell/PROPN/appos/3 left/VERB/root/0"
    assert arcs(rows, {"Bell": "B-PERSON"})[4] == ("appos", "head")


def test_the_person_beside_a_person_stays() -> None:
    """ "the lawyer of the owner, Bell": Bell may well be the owner."""
    rows = "lawyer/NOUN/nsubj/6 of/ADP/case/3 owner/NOUN/nmod/1 ,/PUNCT/punct/5 Bell/PROPN/appos/3 left/VERB/root/0"
    assert arcs(rows, {"Bell": "B-PERSON"})[4] == ("appos", "owner")


@pytest.mark.parametrize(
    "rows",
    [
        "elect/VERB/root/0 Bell/PROPN/compound/3 head/NOUN/xcomp/1",
        "elect/VERB/root/0 Bell/PROPN/xcomp/1 head/NOUN/xcomp/1",
        "elect/VERB/root/0 Bell/PROPN/compound/3 head/NOUN/obj/1",
    ],
)
def test_who_is_elected_to_an_office_is_the_object(rows: str) -> None:
    """ "elect Bell head": Bell is who is elected, and head what as."""
    assert arcs(rows, {"Bell": "B-PERSON"})[1:] == [("obj", "elect"), ("xcomp", "elect")]
