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


def test_what_has_an_amount_is_none() -> None:
    """ "assets of 3 euros and debts of 5 euros": assets and debts."""
    rows = (
        "assets/NOUN/root/0 of/ADP/case/4 3/NUM/nummod/4 euros/NOUN/nmod/1 and/CCONJ/cc/6 debts/NOUN/conj/4 "
        "of/ADP/case/9 5/NUM/nummod/9 pounds/NOUN/nmod/6"
    )
    kinds = {"3": "B-MONEY", "euros": "I-MONEY", "5": "B-MONEY", "pounds": "I-MONEY"}
    assert arcs(rows, kinds)[5] == ("conj", "assets")


def test_the_noun_before_a_day_is_the_prepositions() -> None:
    """ "went on strike Monday": no kind of Monday."""
    rows = "went/VERB/root/0 on/ADP/case/4 strike/NOUN/nmod:desc/4 Monday/PROPN/obl:unmarked/1"
    assert arcs(rows, {"Monday": "B-DATE"})[1:] == [("case", "strike"), ("obl", "went"), ("obl:unmarked", "went")]


def test_where_a_stretch_ends_goes_with_where_it_begins() -> None:
    """ "issued warnings for coasts from Aune to Riga": Riga was issued nothing."""
    rows = (
        "issued/VERB/root/0 warnings/NOUN/obj/1 for/ADP/case/4 coasts/NOUN/nmod/2 from/ADP/case/6 Aune/PROPN/nmod/4 "
        "to/ADP/case/8 Riga/PROPN/obl/1"
    )
    assert arcs(rows, {"Aune": "B-GPE", "Riga": "B-GPE"})[7] == ("nmod", "Aune")


def test_the_name_behind_one_of_many_is_the_ones() -> None:
    """ "One of the firms, Acme, fled": the firms are not called Acme."""
    rows = (
        "One/NUM/nsubj/8 of/ADP/case/4 the/DET/det/4 firms/NOUN/nmod/1/Number=Plur ,/PUNCT/punct/6 Acme/PROPN/appos/4 "
        ",/PUNCT/punct/1 fled/VERB/root/0"
    )
    assert arcs(rows, {"Acme": "B-ORG"})[5] == ("appos", "One")


def test_a_role_keeps_its_body() -> None:
    """ "was named president of Acme": president of Acme."""
    rows = (
        "was/AUX/aux:pass/2 named/VERB/root/0 president/NOUN/xcomp/2/Number=Sing of/ADP/case/5 Acme/PROPN/obl:agent/2"
    )
    assert arcs(rows, {"Acme": "B-ORG"})[4] == ("nmod", "president")


def test_only_by_tells_who_did_it() -> None:
    """ "built for Bell": Bell built nothing."""
    rows = "Halls/NOUN/root/0 built/VERB/acl/1 for/ADP/case/4 Bell/PROPN/obl:agent/2"
    assert arcs(rows, {"Bell": "B-PERSON"})[3] == ("obl", "built")


def test_two_things_said_of_one_are_whom_and_what() -> None:
    """ "named Ann Bell chief actuary": she was named so."""
    rows = "name/VERB/root/0 Ann/PROPN/xcomp/1 chief/ADJ/amod/4 actuary/NOUN/xcomp/1"
    assert arcs(rows, {"Ann": "B-PERSON"})[1] == ("obj", "name")


def test_a_sum_is_of_something() -> None:
    """ "sold 5 euros of bonds": bonds for five euros."""
    rows = "sold/VERB/root/0 5/NUM/nummod/3 euros/NOUN/obj/1 of/ADP/case/5 bonds/NOUN/nmod/1"
    assert arcs(rows, {"5": "B-MONEY", "euros": "I-MONEY"})[4] == ("nmod", "euros")


def test_when_a_unit_was_last_based() -> None:
    """ "units last based in Aune": last says when."""
    rows = "units/NOUN/root/0 last/ADJ/amod/1 based/VERB/acl/1/Tense=Past|VerbForm=Part in/ADP/case/5 Aune/PROPN/obl/3"
    assert arcs(rows, {"Aune": "B-GPE"})[1] == ("advmod", "based")
