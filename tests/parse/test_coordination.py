"""What a parser coordinates with the wrong word is mended."""

from __future__ import annotations

from tests.parse.test_mend import arcs


def test_finite_verb_goes_with_a_finite_verb() -> None:
    """ "The law forces shops to close and bans sales": what bans is the law."""
    found = arcs(
        "law/NOUN/nsubj/2 forces/VERB/root/0/VerbForm=Fin shops/NOUN/obj/2 to/PART/mark/5"
        " close/VERB/xcomp/2/VerbForm=Inf and/CCONJ/cc/7 bans/VERB/conj/5/VerbForm=Fin sales/NOUN/obj/7"
    )
    assert found[6] == ("bans", "conj", "forces")


def test_a_noun_goes_with_itself() -> None:
    """ "a member of the club and a member of the council": two memberships."""
    found = arcs(
        "a/DET/det/2 member/NOUN/root/0 of/ADP/case/4 clubs/NOUN/nmod/2 and/CCONJ/cc/6 member/NOUN/conj/4 "
        "of/ADP/case/8 councils/NOUN/nmod/6"
    )
    assert found[5] == ("member", "conj", "member")


def test_two_kinds_of_one_noun() -> None:
    """ "in 40 film and television roles": film roles, and nothing in a film."""
    found = arcs(
        "acted/VERB/root/0 in/ADP/case/7 40/NUM/nummod/7 film/NOUN/obl/1/Number=Sing and/CCONJ/cc/6 "
        "television/NOUN/conj/4/Number=Sing roles/NOUN/obl/1/Number=Plur"
    )
    assert found[3] == ("film", "compound", "roles")


def test_an_apposition_behind_two_names_is_the_seconds() -> None:
    """ "joined Acme and Basil, a charity": Basil is the charity."""
    found = arcs(
        "joined/VERB/root/0 Acme/PROPN/obj/1 and/CCONJ/cc/4 Basil/PROPN/conj/2 ,/PUNCT/punct/7 a/DET/det/7 "
        "charity/NOUN/appos/2/Number=Sing"
    )
    assert found[6] == ("charity", "appos", "Basil")


def test_what_a_company_is_for_is_no_second_thing() -> None:
    """ "is a game and publishing company": one company."""
    found = arcs(
        "is/AUX/cop/3 a/DET/det/3 game/NOUN/root/0/Number=Sing and/CCONJ/cc/6 publishing/NOUN/compound/6/Number=Sing "
        "company/NOUN/conj/3/Number=Sing"
    )
    assert found[5] == ("company", "root", "company")
    assert found[2] == ("game", "compound", "company")
    assert found[4] == ("publishing", "conj", "game")


def test_what_is_joined_to_a_phrase_is_of_its_verb() -> None:
    """ "came in May and in June, and died": died in neither."""
    found = arcs(
        "came/VERB/root/0 in/ADP/case/3 May/PROPN/obl/1 and/CCONJ/cc/8 in/ADP/case/6 June/PROPN/obl/8 and/CCONJ/cc/8 "
        "died/VERB/conj/1"
    )
    assert found[5] == ("June", "conj", "May")


def test_who_did_it_goes_with_the_participle() -> None:
    """ "is a term used by Bell and praised by Rowe": the term is praised."""
    found = arcs(
        "It/PRON/nsubj/4 is/AUX/cop/4 a/DET/det/4 sense/NOUN/root/0 term/NOUN/nmod/4 "
        "used/VERB/acl/5/Tense=Past|VerbForm=Part by/ADP/case/8 Bell/PROPN/obl:agent/6 and/CCONJ/cc/10 "
        "praised/VERB/conj/4/Tense=Past|VerbForm=Part by/ADP/case/12 Rowe/PROPN/obl:agent/10"
    )
    assert found[9] == ("praised", "conj", "used")


def test_a_thing_in_a_list_is_no_apposition() -> None:
    """ "seized phones, a passport and cash": a passport is no phones."""
    found = arcs(
        "seized/VERB/root/0 phones/NOUN/obj/1/Number=Plur ,/PUNCT/punct/5 a/DET/det/5 "
        "passport/NOUN/appos/2/Number=Sing and/CCONJ/cc/7 cash/NOUN/conj/2/Number=Sing"
    )
    assert found[4] == ("passport", "conj", "phones")


def test_what_kind_the_last_of_a_list_is() -> None:
    """ "names and dates of birth of voters": names of voters, dates of birth."""
    found = arcs(
        "names/NOUN/root/0/Number=Plur and/CCONJ/cc/3 dates/NOUN/conj/1/Number=Plur of/ADP/case/5 "
        "birth/NOUN/nmod/1/Number=Sing of/ADP/case/7 voters/NOUN/nmod/5/Number=Plur"
    )
    assert found[4] == ("birth", "nmod", "dates")
    assert found[6] == ("voters", "nmod", "names")
