"""What a parser makes of clauses that grammar forbids is mended: who says what, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from kg.parse.mend import mend
from tests.parse.test_mend import arcs, sentence


def test_a_report_between_commas_is_of_the_clause() -> None:
    """ "Museums, the Times reported, bought it": the Times reports, and is no museum."""
    found = arcs(
        "Museums/NOUN/nsubj/8 ,/PUNCT/punct/4 the/DET/det/4 Times/PROPN/appos/1 report/VERB/acl/1/VerbForm=Fin "
        ",/PUNCT/punct/1 soon/ADV/advmod/8 bought/VERB/root/0/VerbForm=Fin it/PRON/obj/8"
    )
    assert found[3:5] == [("Times", "nsubj", "report"), ("report", "parataxis", "bought")]


def test_a_finite_verb_has_no_article() -> None:
    """ "A tabloid claims he moved": the tabloid claims it."""
    found = arcs(
        "A/DET/det/3 tabloid/NOUN/compound/3 claims/NOUN/root/0/VerbForm=Fin he/PRON/nsubj/5 "
        "moved/VERB/ccomp/3/VerbForm=Fin"
    )
    assert found[:2] == [("A", "det", "tabloid"), ("tabloid", "nsubj", "claims")]


def test_a_verb_is_left_out_the_second_time() -> None:
    """ "Ann won gold, Bob the silver": Bob won, too, and nobody won Bob."""
    found = arcs(
        "Ann/PROPN/nsubj/2 won/VERB/root/0 medals/NOUN/obj/2 ,/PUNCT/punct/5 Bob/PROPN/appos/3 the/DET/det/7 "
        "silver/NOUN/appos/3"
    )
    assert found[4:] == [("Bob", "conj", "won"), ("the", "det", "silver"), ("silver", "orphan", "Bob")]


def test_an_invited_baker_is_no_left_out_verb() -> None:
    """ "invited Peter, Jane the baker": who is a name's fellow is invited."""
    found = arcs(
        "invited/VERB/root/0 Peter/PROPN/obj/1 ,/PUNCT/punct/4 Jane/PROPN/conj/2 the/DET/det/6 baker/NOUN/appos/4"
    )
    assert found[3] == ("Jane", "conj", "Peter")


def test_who_is_accused_of_a_deed() -> None:
    """ "accused ministers of lying": no ministers of lying."""
    found = arcs("accuse/VERB/root/0 ministers/NOUN/obj/1 of/SCONJ/mark/4 lying/VERB/acl/2/VerbForm=Ger")
    assert found[3] == ("lying", "advcl", "accuse")


def test_a_contrast_behind_a_comma_is_with_the_saying() -> None:
    """ "Ann said it fell, while Bob denied it": that Bob denied it is not Ann's word."""
    found = arcs(
        "Ann/PROPN/nsubj/2 said/VERB/root/0 it/PRON/nsubj/4 fell/VERB/ccomp/2/VerbForm=Fin ,/PUNCT/punct/8 "
        "while/SCONJ/mark/8 Bob/PROPN/nsubj/8 deny/VERB/advcl/4/VerbForm=Fin"
    )
    assert found[7] == ("deny", "advcl", "said")


def test_two_said_things_of_one_speaker() -> None:
    """ "Ann says it fell and adds that it burnt": what fell adds nothing."""
    found = arcs(
        "Ann/PROPN/nsubj/2 say/VERB/root/0/VerbForm=Fin it/PRON/nsubj/4 fell/VERB/ccomp/2/VerbForm=Fin "
        "and/CCONJ/cc/6 add/VERB/conj/4/VerbForm=Fin that/SCONJ/mark/9 it/PRON/nsubj/9 burnt/VERB/ccomp/6/VerbForm=Fin"
    )
    assert found[5] == ("add", "conj", "say")


def test_joined_to_a_finite_past_a_past_is_finite() -> None:
    """ "Acme apologised and promised to pay": Acme promised, and was promised nothing."""
    rows = (
        "Acme/PROPN/nsubj/2 apologised/VERB/root/0/Tense=Past|VerbForm=Fin and/CCONJ/cc/4 "
        "promised/VERB/conj/2/Tense=Past|VerbForm=Part to/PART/mark/6 pay/VERB/xcomp/4/VerbForm=Inf"
    )
    assert "VerbForm=Fin" in mend(sentence(rows)).words[3].feats


def test_what_is_blamed_is_blamed_by_who_acts() -> None:
    """ "dropped plans to build a mill, blaming costs": to build it blames nothing."""
    rows = sentence(
        "dropped/VERB/root/0/VerbForm=Fin plans/NOUN/obj/1 to/PART/mark/4 build/VERB/acl/2/VerbForm=Inf "
        "mills/NOUN/obj/4 ,/PUNCT/punct/7 blaming/VERB/advcl/4/VerbForm=Ger costs/NOUN/obj/7"
    )
    words = (*rows.words[:6], replace(rows.words[6], lemma="blame"), rows.words[7])
    assert mend(replace(rows, words=words)).words[6].head == 0


def test_who_stands_before_what_is_said_does_it() -> None:
    """ "The test found cases, doctors said": the doctors say it, and the test finds them."""
    found = arcs(
        "tests/NOUN/nsubj/6 found/VERB/ccomp/6/VerbForm=Fin cases/NOUN/obj/2 ,/PUNCT/punct/6 doctors/NOUN/nsubj/6 "
        "said/VERB/root/0/VerbForm=Fin"
    )
    assert found[0] == ("tests", "nsubj", "found")
    assert found[4] == ("doctors", "nsubj", "said")


def test_a_gerund_goes_with_a_gerund() -> None:
    """ "forcing men to leave and shutting mines": the men shut none."""
    found = arcs(
        "fell/VERB/root/0/VerbForm=Fin ,/PUNCT/punct/3 forcing/VERB/advcl/1/VerbForm=Ger men/NOUN/obj/3 "
        "to/PART/mark/6 leave/VERB/xcomp/3/VerbForm=Inf and/CCONJ/cc/8 shutting/VERB/conj/6/VerbForm=Ger "
        "mines/NOUN/obj/8"
    )
    assert found[7] == ("shutting", "conj", "forcing")


def test_an_amount_may_be_the_root() -> None:
    """ "Pay was up 4% on the year": what stands above the amount is looked for no further than the root."""
    rows = sentence(
        "Pay/NOUN/nsubj/5 was/AUX/cop/5 up/ADV/advmod/5 4/NUM/nummod/5 %/SYM/root/0 on/ADP/case/8 the/DET/det/8 "
        "year/NOUN/nmod/5"
    )
    words = [replace(w, ner={3: "B-PERCENT", 4: "I-PERCENT"}.get(w.index, "O")) for w in rows.words]
    assert mend(replace(rows, words=tuple(words))).words[4].deprel == "root"
