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


def test_a_preposition_before_a_noun_and_its_name_parts_them_not() -> None:
    """ "led by executive Bell": the noun describes the name, though "by" hangs on the name already."""
    rows = "firm/NOUN/root/0 led/VERB/acl/1 by/ADP/case/5 executive/NOUN/obl:agent/2 Bell/PROPN/obl:agent/2"
    assert arcs(rows, {"Bell": "B-PERSON"})[3:] == [("nmod:desc", "Bell"), ("obl:agent", "led")]


def test_an_ampersand_in_a_name_joins_no_list() -> None:
    """ "Bell & Rowe grew": one firm, while "Bell & Rowe" as persons are two."""
    rows = "Bell/PROPN/nsubj/4 &/CCONJ/cc/3 Rowe/PROPN/conj/1 grew/VERB/root/0"
    assert arcs(rows, {"Bell": "B-ORG", "&": "I-ORG", "Rowe": "I-ORG"})[2] == ("flat", "Bell")
    assert arcs(rows, {"Bell": "B-PERSON", "&": "I-PERSON", "Rowe": "I-PERSON"})[2] == ("conj", "Bell")


def test_two_words_of_a_title_are_one() -> None:
    """ "Attorney General Bell left": no attorney and a general."""
    rows = "Attorney/PROPN/nmod:desc/3 General/PROPN/nmod:desc/3 Bell/PROPN/nsubj/4 left/VERB/root/0"
    assert arcs(rows, {"Bell": "B-PERSON"})[0] == ("compound", "General")


def test_what_somebody_is_said_to_do_is_no_aim() -> None:
    """ "Bell is said to build it"."""
    rows = "Bell/PROPN/nsubj:pass/3 is/AUX/aux:pass/3 say/VERB/root/0 to/PART/mark/5 build/VERB/advcl/3 it/PRON/obj/5"
    assert arcs(rows, {"Bell": "B-PERSON"})[4] == ("xcomp", "say")


def test_of_two_objects_the_first_is_whom_it_befalls() -> None:
    """ "fined the firm a million"; "took men prisoner": what becomes of them."""
    rows = "fined/VERB/root/0 the/DET/det/3 firm/NOUN/obj/1 a/DET/det/5 million/NOUN/obj/1"
    assert arcs(rows, {})[2] == ("iobj", "fined")
